"""Cases that editors put first for a search text, on every engine alike."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from interventions.models import CaseStudyPage
from search import remembered
from search.engines import Answer
from search.models import Pin, PinnedSearch
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.slow]

ADD = "/beheer/snippets/search/pinnedsearch/add/"

Ask = Callable[[str], Answer]


@pytest.fixture
def cases() -> dict[str, CaseStudyPage]:
    owner = builders.partner()
    return {
        "best": builders.case(owner, "Koken, koken en koken", sectors=["po"]),
        "other": builders.case(owner, "Samen koken", sectors=["vo"]),
        "choir": builders.case(owner, "Een zangles", sectors=["po"]),
    }


def pin(text: str, *cases: CaseStudyPage) -> PinnedSearch:
    search = PinnedSearch(text=text, pins=[Pin(case=case) for case in cases])
    search.full_clean()
    search.save()
    return search


def form_of(*cases: CaseStudyPage) -> dict[str, Any]:
    form: dict[str, Any] = {
        "pins-TOTAL_FORMS": len(cases), "pins-INITIAL_FORMS": 0, "pins-MIN_NUM_FORMS": 1,
        "pins-MAX_NUM_FORMS": 3,
    }  # fmt: skip
    for number, case in enumerate(cases):
        form |= {f"pins-{number}-case": case.pk, f"pins-{number}-ORDER": number + 1}
    return form


@pytest.mark.postgresql
@pytest.mark.elasticsearch
class TestOnEveryEngine:
    def test_pinned_cases_come_first_in_their_order_and_once(
        self, ask: Ask, cases: dict[str, CaseStudyPage]
    ) -> None:
        pin("koken", cases["choir"], cases["other"])
        answer = ask("q=Koken!")
        assert list(answer.page_ids) == [cases[name].pk for name in ("choir", "other", "best")]
        assert answer.total == 3
        assert sum(answer.counts["sector"].values()) == 3

    def test_another_order_holds(self, ask: Ask, cases: dict[str, CaseStudyPage]) -> None:
        pin("koken", cases["best"])
        assert list(ask("q=koken&sort=newest").page_ids) == [cases["other"].pk, cases["best"].pk]

    def test_only_what_fits_the_filters_comes(
        self, ask: Ask, cases: dict[str, CaseStudyPage]
    ) -> None:
        pin("koken", cases["choir"])
        assert list(ask("q=koken&sector=vo").page_ids) == [cases["other"].pk]

    def test_a_hidden_case_does_not_come(self, ask: Ask, cases: dict[str, CaseStudyPage]) -> None:
        pin("zeppelin", cases["choir"])
        assert list(ask("q=zeppelin").page_ids) == [cases["choir"].pk]
        cases["choir"].unpublish()
        assert ask("q=zeppelin").total == 0

    def test_only_the_whole_text_counts(self, ask: Ask, cases: dict[str, CaseStudyPage]) -> None:
        pin("samen koken", cases["choir"])
        assert cases["choir"].pk not in ask("q=koken").page_ids


def test_a_moderator_pins_and_visitors_see_by_whom(cases: dict[str, CaseStudyPage]) -> None:
    moderator = Client()
    moderator.force_login(builders.moderator())
    page = moderator.get(ADD).content.decode()
    assert "Wat bezoekers typen" in page
    response = moderator.post(ADD, {"text": "Koken", **form_of(cases["choir"])})
    assert response.status_code == 302

    remembered.forget()
    html = Client().get("/interventies/?q=koken").content.decode()
    assert html.count("Aanbevolen door de redactie") == 1
    assert html.index("Een zangles") < html.index("Aanbevolen door de redactie")
    assert "Aanbevolen" not in Client().get("/interventies/").content.decode()


def test_at_most_three_and_one_list_a_text(cases: dict[str, CaseStudyPage]) -> None:
    moderator = Client()
    moderator.force_login(builders.moderator())
    search = pin("koken", cases["best"])
    fourth = builders.case(builders.partner("Nog een"), "Vierde")
    edit = f"/beheer/snippets/search/pinnedsearch/edit/{search.pk}/"
    moderator.post(edit, {"text": "koken", **form_of(*cases.values(), fourth)})
    assert Pin.objects.count() == 1
    moderator.post(edit, {"text": "koken", **form_of(cases["other"], cases["choir"])})
    assert Pin.objects.count() == 3
    with pytest.raises(ValidationError):
        PinnedSearch(text="KOKEN!").full_clean()


def test_nobody_else_may(cases: dict[str, CaseStudyPage]) -> None:
    client = Client()
    client.force_login(builders.editor(builders.partner("Nog een")))
    client.post(ADD, {"text": "koken", **form_of(cases["choir"])})
    assert not PinnedSearch.objects.exists()
