"""Pledges: a partner says what it will find out, a moderator makes it public, visitors read it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import User
from evidence.models import Pledge
from evidence.models.pledges import LONGEST, this_year
from interventions.models import InterventionType, Outcome
from partners.models import PartnerPage
from tests import builders
from tests.admin import error_at, signed_in
from tests.forms import soup

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]

MAP = "/bewijs/kaart/"
PLACE = "type=vriendschapsschool&outcome=houding"
BEGIN = f"/bewijs/toezeggen/?{PLACE}"
NEW = "/beheer/pledges/new/"


@pytest.fixture
def partner() -> PartnerPage:
    return builders.partner()


@pytest.fixture
def author(partner: PartnerPage) -> User:
    return builders.author(partner)


def typed(partner: PartnerPage, **fields: Any) -> dict[str, Any]:
    """What somebody fills in in the form of a new pledge."""
    return {
        "partner": partner.pk,
        "intervention_type": InterventionType.objects.get(slug="vriendschapsschool").pk,
        "outcome": Outcome.objects.get(slug="houding").pk,
        "plan": "We vergelijken tien scholen.",
        "expected_year": this_year() + 2,
        **fields,
    }


def edit(pledge: Pledge) -> str:
    return reverse("pledges:edit", args=[pledge.pk])


def change(client: Client, pledge: Pledge, **fields: Any) -> Any:
    """Open the form of a pledge, type, and send all of it."""
    page = soup(client.get(edit(pledge)))
    data = {
        "plan": pledge.plan,
        "expected_year": pledge.expected_year,
        "intervention_type": pledge.intervention_type_id,
        "outcome": pledge.outcome_id,
        "status": pledge.status,
        "reason": pledge.reason,
        "evaluation": pledge.evaluation_id or "",
    }
    assert {each["name"] for each in page.select("form [name]")} > set(data)
    answer = client.post(edit(pledge), {**data, **fields})
    pledge.refresh_from_db()
    return answer


def words(client: Client, address: str) -> str:
    return " ".join(soup(client.get(address)).get_text(" ").split())


def test_an_empty_place_leads_who_writes_for_a_partner_to_a_form_that_knows_it(
    client: Client, author: User, partner: PartnerPage
) -> None:
    begin = {str(link["href"]) for link in soup(client.get(MAP)).select(".gap-map__gap")}
    assert BEGIN in begin
    form = signed_in(author).get(BEGIN, follow=True)
    chosen = [option["value"] for option in soup(form).select("#w-editor-form option[selected]")]
    expected = typed(partner)
    assert chosen == ["", str(expected["intervention_type"]), str(expected["outcome"])]
    offered = [option["value"] for option in soup(form).select("[name=partner] option")]
    assert offered == ["", str(partner.pk)]


def test_who_is_not_signed_in_reads_how_and_finds_the_planner(client: Client) -> None:
    links = [str(link["href"]) for link in soup(client.get(BEGIN)).select("main a")]
    assert "/bewijs/plannen/?outcome=houding" in links
    [form] = [link for link in links if link.startswith(NEW)]
    login = client.get(form)
    assert login.status_code == 302
    assert "vriendschapsschool" in login["Location"]


@pytest.mark.parametrize(
    "query", ["", "type=vriendschapsschool", "type=x&outcome=houding", "type=<b>&outcome='"]
)
@pytest.mark.parametrize("is_author", [True, False])
def test_a_place_that_does_not_exist_is_said(author: User, query: str, is_author: bool) -> None:
    browser = signed_in(author) if is_author else Client()
    answer = browser.get(f"/bewijs/toezeggen/?{query}")
    assert answer.status_code == 400
    assert "bestaat niet" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "type=x&outcome=houding", "type=%27&type=2&outcome="])
def test_the_form_opens_whatever_place_its_address_names(author: User, query: str) -> None:
    assert signed_in(author).get(f"{NEW}?{query}").status_code == 200


def test_from_hand_in_to_the_map_and_the_pages(
    client: Client, author: User, partner: PartnerPage
) -> None:
    assert signed_in(author).post(NEW, typed(partner)).status_code == 302
    pledge = Pledge.objects.get()
    assert (pledge.made_by, pledge.status) == (author, "handed-in")
    pages = ("/aanpak/vriendschapsschool/", "/uitkomst/houding/", partner.url)
    assert not soup(client.get(MAP)).select(".gap-map__pledges")
    assert not any("tien scholen" in words(client, page) for page in pages)

    change(signed_in(builders.moderator()), pledge, status="public")

    [cell] = soup(client.get(MAP)).select(".gap-map__pledges")
    assert cell["href"] == "/aanpak/vriendschapsschool/#pledges"
    told = " ".join(cell.get_text(" ").split())
    assert told == f"1 toezegging resultaten verwacht in {this_year() + 2}"
    assert BEGIN not in {str(link["href"]) for link in soup(client.get(MAP)).select("a")}
    for page in pages:
        assert "We vergelijken tien scholen." in words(client, page)
        assert soup(client.get(page)).select("#pledges")


def test_nobody_publishes_their_own(author: User, partner: PartnerPage) -> None:
    for browser in (signed_in(author), signed_in(builders.editor(partner))):
        browser.post(NEW, typed(partner, status="public", made_by=1, reason="Zelf"))
        pledge = Pledge.objects.latest("pk")
        assert (pledge.status, pledge.reason) == ("handed-in", "")
        for status in ("public", "declined"):
            answer = change(browser, pledge, status=status, reason="Zelf")
            assert answer.status_code == 200
            assert error_at(answer, "status")
            assert (pledge.status, pledge.reason) == ("handed-in", "")


def test_a_pledge_of_another_partner_is_refused(author: User) -> None:
    other = builders.partner("Verzwegen")
    answer = signed_in(author).post(NEW, typed(other))
    assert error_at(answer, "partner")
    assert "Verzwegen" not in answer.content.decode()
    assert not Pledge.objects.exists()


def test_a_pledge_stays_with_its_partner(author: User, partner: PartnerPage) -> None:
    pledge = builders.pledge(partner, made_by=author)
    change(signed_in(author), pledge, partner=builders.partner("Ander").pk, plan="Nieuw")
    assert (pledge.partner, pledge.plan) == (partner, "Nieuw")


def test_what_visitors_read_goes_back_to_the_moderator_when_it_changes(
    author: User, partner: PartnerPage
) -> None:
    pledge = builders.pledge(partner, made_by=author)
    study = builders.evaluation(builders.case(partner))
    change(signed_in(author), pledge, evaluation=study.pk)
    assert (pledge.status, pledge.evaluation) == ("public", study)
    change(signed_in(author), pledge, plan="Iets heel anders.")
    assert pledge.status == "handed-in"


def test_it_is_withdrawn_and_comes_back_through_the_moderator(
    client: Client, author: User, partner: PartnerPage
) -> None:
    pledge = builders.pledge(partner, made_by=author)
    change(signed_in(author), pledge, status="withdrawn")
    assert pledge.status == "withdrawn"
    assert not soup(client.get(MAP)).select(".gap-map__pledges")
    assert error_at(change(signed_in(author), pledge, status="public"), "status")


def test_a_moderator_who_declines_says_why(author: User, partner: PartnerPage) -> None:
    pledge = builders.pledge(partner, made_by=author, status="handed-in")
    moderator = signed_in(builders.moderator())
    assert error_at(change(moderator, pledge, status="declined"), "reason")
    change(moderator, pledge, status="declined", reason="Te klein.")
    assert "Te klein." in signed_in(author).get(edit(pledge)).content.decode()


def test_it_is_fulfilled_by_a_published_evaluation_of_its_partner_only(
    client: Client, author: User, partner: PartnerPage
) -> None:
    pledge = builders.pledge(partner, made_by=author)
    case = builders.case(partner)
    draft = builders.evaluation(case, live=False, title="Geheim concept")
    elsewhere = builders.evaluation(builders.case(builders.partner("Ander")), title="Elders")
    for study in (draft, elsewhere):
        answer = change(signed_in(author), pledge, evaluation=study.pk)
        assert error_at(answer, "evaluation")
        assert study.title not in answer.content.decode()
    study = builders.evaluation(case, title="Wat we vonden bij ons")
    change(signed_in(author), pledge, evaluation=study.pk)
    assert soup(client.get(partner.url)).select(f".pledges a[href='{study.url}']")
    assert not soup(client.get(MAP)).select(".gap-map__pledges")

    study.unpublish()

    assert "Wat we vonden bij ons" not in words(client, partner.url)
    assert soup(client.get(MAP)).select(".gap-map__pledges")


def test_one_of_which_the_year_has_passed_says_so(client: Client, partner: PartnerPage) -> None:
    late = this_year() - 1
    builders.pledge(partner, expected_year=late)
    builders.pledge(partner)
    [cell] = soup(client.get(MAP)).select(".gap-map__pledges")
    told = " ".join(cell.get_text(" ").split())
    assert told == f"2 toezeggingen resultaten werden verwacht in {late}"
    assert f"resultaten werden verwacht in {late}" in words(client, partner.url)


@pytest.mark.parametrize("hide", ["unpublish", "restrict"])
def test_that_of_a_partner_whom_nobody_may_see_is_not_shown(
    client: Client, partner: PartnerPage, hide: str
) -> None:
    builders.pledge(partner)
    if hide == "unpublish":
        partner.unpublish()
    else:
        partner.view_restrictions.create(restriction_type="login")
    assert not soup(client.get(MAP)).select(".gap-map__pledges")
    for page in ("/aanpak/vriendschapsschool/", "/uitkomst/houding/"):
        assert not soup(client.get(page)).select("#pledges")


def test_what_is_typed_stays_text(client: Client) -> None:
    partner = builders.partner("<script>alert(1)</script>")
    builders.pledge(partner, plan="<img src=x onerror=alert(2)>")
    for page in ("/aanpak/vriendschapsschool/", "/uitkomst/houding/", partner.url, MAP):
        html = client.get(page).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    assert "&lt;img src=x" in client.get(partner.url).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("plan", ""),
        ("plan", "x" * 401),
        ("expected_year", "x"),
        ("expected_year", "-1"),
        ("expected_year", "9" * 30),
        ("expected_year", this_year() - 1),
        ("expected_year", this_year() + LONGEST + 1),
        ("outcome", "9" * 30),
        ("outcome", "x"),
        ("intervention_type", ""),
        ("partner", "0"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_rest_stays(
    author: User, partner: PartnerPage, field: str, value: Any
) -> None:
    answer = signed_in(author).post(NEW, {**typed(partner), field: value})
    assert answer.status_code == 200
    assert error_at(answer, field)
    if field != "plan":
        assert "We vergelijken tien scholen." in answer.content.decode()
    assert not Pledge.objects.exists()


def test_a_year_that_passed_since_does_not_stop_a_later_change(
    author: User, partner: PartnerPage
) -> None:
    pledge = builders.pledge(partner, made_by=author, expected_year=this_year() - 1)
    change(signed_in(author), pledge, status="withdrawn")
    assert pledge.status == "withdrawn"


#: Who may do what with a pledge that an author of the partner made.
RIGHTS = [
    ("maker", "edit", True),
    ("maker", "history", True),
    ("maker", "usage", True),
    ("maker", "delete", False),
    ("colleague", "edit", False),
    ("colleague", "history", False),
    ("colleague", "delete", False),
    ("editor", "edit", True),
    ("editor", "delete", False),
    ("moderator", "edit", True),
    ("moderator", "delete", True),
    ("researcher", "edit", False),
    ("researcher", "delete", False),
    ("visitor", "edit", False),
    *((role, verb, False)
      for role in ("author elsewhere", "editor elsewhere")
      for verb in ("edit", "history", "history_results", "usage", "delete")),
]  # fmt: skip


@pytest.mark.parametrize(("role", "verb", "allowed"), RIGHTS)
def test_who_may_do_what_with_it(
    author: User, partner: PartnerPage, role: str, verb: str, allowed: bool
) -> None:
    pledge = builders.pledge(partner, made_by=author)
    elsewhere = builders.partner("Ander")
    who = {
        "maker": lambda: signed_in(author),
        "colleague": lambda: signed_in(builders.author(partner, "colleague")),
        "editor": lambda: signed_in(builders.editor(partner)),
        "moderator": lambda: signed_in(builders.moderator()),
        "researcher": lambda: signed_in(builders.researcher()),
        "author elsewhere": lambda: signed_in(builders.author(elsewhere, "other")),
        "editor elsewhere": lambda: signed_in(builders.editor(elsewhere, "other")),
        "visitor": Client,
    }[role]()
    address = reverse(f"pledges:{verb}", args=[pledge.pk])
    assert (who.get(address).status_code == 200) is allowed
    if not allowed:
        who.post(address, typed(partner, plan="Overgenomen", status="withdrawn"))
        assert Pledge.objects.get(pk=pledge.pk).plan == pledge.plan


def test_the_list_has_what_one_may_change(author: User, partner: PartnerPage) -> None:
    builders.pledge(partner, made_by=author)
    elsewhere = builders.partner("Ander")

    def listed(user: User) -> int:
        page = soup(signed_in(user).get(reverse("pledges:index")))
        return len(page.select("main tbody tr"))

    assert listed(author) == 1
    assert listed(builders.author(partner, "colleague")) == 0
    assert listed(builders.editor(elsewhere, "other")) == 0
    assert listed(builders.moderator()) == 1


def test_queries_stay_the_same_as_pledges_grow(client: Client, partner: PartnerPage) -> None:
    def count(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    pages = (MAP, "/aanpak/vriendschapsschool/", partner.url)
    builders.pledge(partner)
    for page in pages:
        client.get(page)
    few = [count(page) for page in pages]
    for outcome in ("houding", "plaatsing", "leerprestaties"):
        builders.pledge(builders.partner(f"Partner {outcome}"), outcome=outcome)
        builders.pledge(partner, outcome=outcome)
    assert [count(page) for page in pages] == few
