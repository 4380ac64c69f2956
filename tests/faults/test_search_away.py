"""Rows 21 to 24: whatever the search cluster does, visitors find cases and editors go on."""

import logging
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import pytest
from django.test import Client

from search.engines import CLUSTER, fallback, get_engine
from search.engines.fallback import PAUSE_SECONDS, Breaker
from search.models import CaseRecord
from tests import builders
from tests.faults.clusters import Away, answering, backend_settings, hanging, refusing
from tests.forms import filled_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.slow]

LIST = "/interventies/"
NOTICE = "Zoeken gaat nu eenvoudiger dan anders"


@pytest.fixture(
    params=[refusing, hanging, *(partial(answering, status) for status in (503, 429, 404, 400))],
    ids=["refuses", "hangs", "503", "429", "no index", "400"],
)
def away(request: pytest.FixtureRequest, settings: Any) -> Iterator[Away]:
    server: AbstractContextManager[Away] = request.param()
    with server as found:
        use(found.url, settings)
        yield found
    get_engine.cache_clear()


@pytest.fixture
def hung(settings: Any) -> Iterator[Away]:
    with hanging() as found:
        use(found.url, settings)
        yield found
    get_engine.cache_clear()


def use(url: str, settings: Any) -> None:
    """Let the site search in a cluster."""
    settings.WAGTAILSEARCH_BACKENDS = {
        **settings.WAGTAILSEARCH_BACKENDS,
        CLUSTER: backend_settings(url, prefix="away-"),
    }
    get_engine.cache_clear()


def test_the_database_answers_and_the_page_says_so(client: Client, away: Away) -> None:
    builders.case(builders.partner(), "Samen naar school")

    response = client.get(LIST, {"q": "samen"})

    assert response.status_code == 200
    html = response.content.decode()
    assert "Samen naar school" in " ".join(
        html.replace("<mark>", "").replace("</mark>", "").split()
    )
    assert 'role="status"' in html
    assert NOTICE in html
    assert "Our search is simpler" in client.get(f"/en{LIST}", {"q": "samen"}).content.decode()


def test_every_page_with_cases_goes_on(client: Client, away: Away) -> None:
    owner = builders.partner()
    case = builders.case(owner, "Samen naar school")
    for address in ("/", case.url, owner.url, "/aanpak/vriendschapsschool/"):
        assert client.get(address).status_code == 200, address
    completions = client.get("/interventies/suggest", {"q": "same"}).json()["suggestions"]
    assert [row["label"] for row in completions] == ["Samen naar school"]


def test_a_refused_question_is_an_error_in_the_log(
    client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with answering(400) as found:
        use(found.url, settings)
        assert client.get(LIST, {"q": "samen"}).status_code == 200
    get_engine.cache_clear()
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.getMessage() for record in errors] == ["The search cluster refused a question"]


def test_a_cluster_that_hangs_is_asked_once(
    client: Client, hung: Away, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fallback, "PAUSE_SECONDS", 3600.0)
    for _ in range(10):
        assert client.get(LIST, {"q": "samen"}).status_code == 200
    assert hung.asked == ["connection"]


def test_one_at_a_time_finds_out_whether_the_cluster_is_back() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    assert [breaker.allows() for _ in range(3)] == [True] * 3
    breaker.failed()
    assert not breaker.allows()

    now[0] += PAUSE_SECONDS
    assert [breaker.allows() for _ in range(3)] == [True, False, False]
    # Who tried never came back: the next may try after as long.
    now[0] += PAUSE_SECONDS
    assert [breaker.allows() for _ in range(2)] == [True, False]
    breaker.succeeded()
    assert [breaker.allows() for _ in range(3)] == [True] * 3


def test_editors_work_on_without_asking_the_cluster(client: Client, away: Away) -> None:
    owner = builders.partner()
    builders.case(owner, "Samen naar school")
    client.force_login(builders.moderator())
    for address, parameters in (
        ("/beheer/", {}),
        (f"/beheer/pages/{owner.pk}/", {}),
        (f"/beheer/pages/{owner.pk}/", {"q": "samen"}),
        ("/beheer/pages/search/", {"q": "samen"}),
        ("/beheer/choose-page/search/", {"q": "samen"}),
    ):
        response = client.get(address, parameters)
        assert response.status_code == 200, address
        if parameters:
            assert b"Samen naar school" in response.content, address
    assert away.asked == []


def test_publishing_asks_the_cluster_nothing(client: Client, away: Away) -> None:
    case: Any = builders.case(builders.partner(), "Samen naar school")
    client.force_login(builders.moderator())
    address = f"/beheer/pages/{case.pk}/edit/"
    form = filled_in(client.get(address), title="Een nieuwe titel")
    form["action-publish"] = "1"

    assert client.post(address, form).status_code == 302

    assert away.asked == []
    # What the index gets once the cluster is back.
    assert CaseRecord.objects.get(pk=case.pk).title_key == "een nieuwe titel"


def test_publishing_takes_no_second_while_the_cluster_hangs(settings: Any) -> None:
    case: Any = builders.case(builders.partner(), "Samen naar school")
    alone = {"default": settings.WAGTAILSEARCH_BACKENDS["default"]}
    with hanging() as found:
        hung = {**alone, CLUSTER: backend_settings(found.url, prefix="away-")}
        without: list[float] = []
        within: list[float] = []
        # By turns, so that a machine that is busy for a moment is so for both.
        for number in range(20):
            for backends, durations in ((alone, without), (hung, within)):
                settings.WAGTAILSEARCH_BACKENDS = backends
                case.title = f"Titel {number}"
                began = time.monotonic()
                case.save_revision().publish()
                durations.append(time.monotonic() - began)
    assert sorted(within)[18] <= max(1.0, 2 * sorted(without)[18]), (within, without)
