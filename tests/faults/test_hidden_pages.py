"""Row 11 of the faults: a draft or private page is nowhere to be seen by a visitor."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests import builders

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]

SECRET = "Geheimtaal"

Hide = Callable[[Any], None]


def make_private(page: Page, kind: str = "login") -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    if kind == "groups":
        restriction.groups.add(Group.objects.create(name="Besloten kring"))


def unpublish(page: Page) -> None:
    page.unpublish()


def edit_out_of_sight(page: Page) -> None:
    """The public page stays as it is; what is secret stands in a draft on top of it."""
    page.title = page.title.replace(SECRET, "Openbaar")
    page.summary = page.summary.replace(SECRET, "Openbaar")
    page.slug = "openbaar-op-school"
    page.save_revision().publish()
    page.title = page.summary = f"{SECRET} in een concept"
    page.save_revision()


HIDDEN: dict[str, Hide] = {
    "unpublished": unpublish,
    "private": make_private,
    "for a group": lambda page: make_private(page, "groups"),
    "draft on top": edit_out_of_sight,
    "partner private": lambda page: make_private(page.get_parent()),
    "coalition private": lambda page: make_private(page.get_parent().get_parent()),
    "partner unpublished": lambda page: unpublish(page.get_parent().specific),
    "coalition unpublished": lambda page: unpublish(page.get_parent().get_parent().specific),
}


@pytest.fixture
def public_case() -> Any:
    return builders.case(
        builders.partner("Openbare Stichting"), "Samen naar school",
        outcomes=["vriendschap-en-contact"], places=["0268"],
    )  # fmt: skip


@pytest.fixture
def secret_case() -> Any:
    return builders.case(
        builders.partner("Stille Stichting"), f"{SECRET} op school", places=["0344"],
        outcomes=["vriendschap-en-contact"], start_year=2011,
        summary=f"Hier staat {SECRET}.", tags=["geheimtaalles"],
    )  # fmt: skip


def addresses(*cases: Any) -> list[str]:
    """Return every public address at which something of a case may stand."""
    compared = "&".join(f"case={case.pk}" for case in cases)
    pages = [
        "/", "/interventies/", f"/interventies/?q={SECRET}", "/interventies/?sort=title",
        "/interventies/?municipality=0344", "/interventies/?year=2011",
        f"/interventies/vergelijk?{compared}", "/coalitie/", cases[0].url,
        "/aanpak/vriendschapsschool/", "/uitkomst/vriendschap-en-contact/",
        f"/interventies/suggest?q={SECRET[:4]}",
    ]  # fmt: skip
    return [*pages, "/en/", "/en/interventies/", f"/en{cases[0].url}", "/sitemap.xml"]


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_is_nowhere(
    client: Client, public_case: Any, secret_case: Any, hide: Hide
) -> None:
    seen = [
        address
        for address in addresses(public_case, secret_case)
        if SECRET in _echo_less(client, address)
    ]
    assert len(seen) > 10, "while it is public it is everywhere"

    hide(secret_case)

    for address in addresses(public_case, secret_case):
        assert SECRET.lower() not in _echo_less(client, address).lower(), address


def _echo_less(client: Client, address: str) -> str:
    """Return a page without what it repeats of its own address: the question that was asked."""
    text = client.get(address).text
    text = re.sub(r"<title>.*?</title>|value=\"[^\"]*\"|href=\"[^\"]*[?&;]q=[^\"]*\"", "", text)
    return re.sub(rf"<span>{SECRET}</span>|“{SECRET}”", "", text)


@pytest.mark.parametrize("hide", [unpublish, make_private], ids=["unpublished", "private"])
def test_what_is_hidden_is_not_counted(
    client: Client, public_case: Any, secret_case: Any, hide: Hide
) -> None:
    hide(secret_case)
    page = client.get("/interventies/").text
    facets = dict(re.findall(r'id="f-([\w-]+)".*?facet__count">(\d+)', page, re.DOTALL))
    assert facets["type-vriendschapsschool"] == "1"
    assert facets["municipality-0268"] == "1"
    assert not {"municipality-0344", "year-2011", "partner-stille-stichting"} & set(facets)
    assert "no case yet" not in page


@pytest.mark.parametrize("hide", [unpublish, make_private], ids=["unpublished", "private"])
def test_the_page_itself_and_its_permalink_tell_nothing(
    client: Client, secret_case: Any, hide: Hide
) -> None:
    evaluation = builders.evaluation(secret_case, title=f"Onderzoek {SECRET}")
    hide(evaluation)
    hide(secret_case)
    for page in (secret_case, evaluation):
        for address in (page.url, f"/en{page.url}", f"/id/{page.public_id}"):
            answer = client.get(address)
            assert answer.status_code in {302, 404}, address
            assert SECRET not in answer.text
            assert SECRET.lower() not in answer.headers.get("Location", "").replace(page.url, "")


def test_a_permalink_of_a_private_page_is_not_found(client: Client, secret_case: Any) -> None:
    make_private(secret_case)
    assert client.get(f"/id/{secret_case.public_id}").status_code == 404


@pytest.mark.parametrize("hide", [unpublish, make_private], ids=["unpublished", "private"])
def test_a_hidden_evaluation_gives_no_verdict(client: Client, public_case: Any, hide: Hide) -> None:
    evaluation = builders.evaluation(public_case, "harmful", title=f"Onderzoek {SECRET}")
    assert "verdict--harmful" in client.get("/interventies/").text

    hide(evaluation)

    for address in addresses(public_case):
        text = client.get(address).text
        assert "verdict--harmful" not in text, address
        assert SECRET not in _echo_less(client, address), address


def test_an_evaluation_goes_with_its_case(
    client: Client, public_case: Any, secret_case: Any
) -> None:
    evaluation = builders.evaluation(secret_case, "harmful", title="Openbaar onderzoek")
    evaluation.further_cases.create(case=public_case)
    evaluation.save_revision().publish()
    assert "verdict--harmful" in client.get(public_case.url).text

    secret_case.unpublish()

    assert client.get(evaluation.url).status_code == 404
    for address in (public_case.url, "/interventies/"):
        assert "verdict--harmful" not in client.get(address).text, address


def test_related_cases_leave_out_what_is_hidden(
    client: Client, public_case: Any, secret_case: Any
) -> None:
    assert secret_case.title in client.get(public_case.url).text
    make_private(secret_case)
    assert secret_case.title not in client.get(public_case.url).text
