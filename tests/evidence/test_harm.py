"""Side effects and stopped cases: counted, and found."""

import pytest
from django.test import Client

from interventions.models import CaseStudyPage, Outcome
from tests import builders
from tests.forms import soup

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]

TYPE = "/aanpak/vriendschapsschool/"


@pytest.fixture
def case() -> CaseStudyPage:
    """A case with one study that tells of side effects, one that measured one, and one that is silent."""
    Outcome.objects.filter(slug="welbevinden").update(is_side_effect=True)
    case = builders.case(builders.partner())
    builders.evaluation(case, title="Vertelt", side_effects="Niet gezien.",
                        findings=[builders.finding("houding")])  # fmt: skip
    builders.evaluation(
        case, title="Mat", findings=[builders.finding("houding"), builders.finding("welbevinden")]
    )
    builders.evaluation(case, title="Zwijgt", findings=[builders.finding("houding")])
    return case


def counted(client: Client, address: str) -> dict[str, str]:
    links = soup(client.get(address)).select(".evidence__harm a")
    return {" ".join(link.get_text().split()): str(link["href"]) for link in links}


def studies(client: Client, address: str) -> set[str]:
    rows = soup(client.get(address)).select(".evidence__table th a")
    return {row.get_text(strip=True) for row in rows}


@pytest.mark.usefixtures("case")
def test_studies_that_tell_and_those_that_do_not_are_counted_and_found(client: Client) -> None:
    counts = counted(client, "/bewijs/?outcome=houding")
    assert counts == {
        "2 evaluaties: gemeld, ook als er geen zijn gezien": "/bewijs/?outcome=houding&harm=reported",
        "1 evaluatie: niet naar gekeken, of geen woord over gezegd": (
            "/bewijs/?outcome=houding&harm=not-said"
        ),
    }
    told, silent = (studies(client, url) for url in counts.values())
    assert (told, silent) == ({"Vertelt", "Mat"}, {"Zwijgt"})
    assert len(soup(client.get("/bewijs/?harm=reported&harm=not-said")).select(
        ".evidence__table tbody tr")) == 4  # fmt: skip


@pytest.mark.usefixtures("case")
def test_the_page_of_a_kind_counts_them_too(client: Client) -> None:
    assert list(counted(client, TYPE)) == [
        "2 evaluaties: gemeld, ook als er geen zijn gezien",
        "1 evaluatie: niet naar gekeken, of geen woord over gezegd",
    ]


def test_those_that_looked_and_saw_none_are_told_from_those_that_saw_some_or_did_not_look(
    client: Client, case: CaseStudyPage
) -> None:
    for answer, text in (("none-seen", ""), ("seen", "Vertrek."), ("not-looked", "Geen geld.")):
        builders.evaluation(case, title=answer, side_effects_looked_for=answer, side_effects=text,
                            findings=[builders.finding("houding")])  # fmt: skip
    address = "/bewijs/?outcome=houding"
    assert counted(client, address) == {
        "4 evaluaties: gemeld, ook als er geen zijn gezien": f"{address}&harm=reported",
        "1 evaluatie: naar gekeken, geen gezien": f"{address}&harm=none-seen",
        "2 evaluaties: niet naar gekeken, of geen woord over gezegd": f"{address}&harm=not-said",
    }
    assert [studies(client, url) for url in counted(client, address).values()] == [
        {"Vertelt", "Mat", "none-seen", "seen"}, {"none-seen"}, {"Zwijgt", "not-looked"},
    ]  # fmt: skip
    found = client.get("/api/v1/findings?harm=none-seen").json()["items"]
    assert {each["study"]["title"] for each in found} == {"none-seen"}


def test_hidden_studies_are_not_counted(client: Client, case: CaseStudyPage) -> None:
    builders.evaluation(case, side_effects="Geheim.", live=False)
    assert "2 evaluaties" in next(iter(counted(client, TYPE)))


def test_the_page_of_a_kind_leads_to_what_stopped(client: Client, case: CaseStudyPage) -> None:
    owner = case.get_parent().specific
    builders.case(owner, "Gestopt", status="stopped", status_reason="Te duur.")
    [link] = soup(client.get(TYPE)).select("a[href*='status=stopped']")
    assert "1 aanpak is gestopt" in link.get_text()
    found = soup(client.get(str(link["href"]))).select(".card__title")
    assert [title.get_text(strip=True) for title in found] == ["Gestopt"]
    assert not soup(client.get("/aanpak/centraal-aanmelden/")).select("a[href*='status=stopped']")
