"""The page of the evidence, as a visitor gets it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interventions.models import CaseStudyPage, EvaluationPage
from tests import builders
from tests.forms import soup

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.usefixtures("site")]

URL = "/bewijs/"


@pytest.fixture
def case() -> CaseStudyPage:
    return builders.case(builders.partner())


def study(case: CaseStudyPage, effect: float, error: float = 0.2, **fields: Any) -> EvaluationPage:
    finding = builders.finding(
        data="effect", reported_metric="smd", reported_effect=effect, reported_se=error
    )
    return builders.evaluation(case, findings=[finding], **fields)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    [main] = soup(response).select("main")
    return " ".join(main.get_text(" ").split())


def test_without_findings_the_page_says_that_this_is_not_known(client: Client) -> None:
    told = text(client, URL)
    assert "Nog geen enkele evaluatie heeft dit gemeten" in told


def test_studies_that_can_be_pooled_are_shown_together(client: Client, case: CaseStudyPage) -> None:
    for number, effect in enumerate((0.10, 0.20, 0.60)):
        study(case, effect, title=f"Onderzoek {number}")
    page = soup(client.get(URL))
    [together] = page.select("#together")
    assert "3 onafhankelijke onderzoeken" in " ".join(together.get_text(" ").split())
    assert [row.get_text(strip=True) for row in page.select(".forest tbody th a")] == [
        "Onderzoek 0", "Onderzoek 1", "Onderzoek 2",
    ]  # fmt: skip
    assert len(page.select(".forest__interval")) == 3
    assert len(page.select(".evidence__table tbody tr")) == 3


def test_what_cannot_be_pooled_says_why(client: Client, case: CaseStudyPage) -> None:
    study(case, 0.1)
    told = text(client, URL)
    assert "minder dan drie onafhankelijke onderzoeken" in told
    assert not soup(client.get(URL)).select(".forest")


def test_mixed_outcomes_offer_each_outcome(client: Client, case: CaseStudyPage) -> None:
    for outcome in ("houding", "plaatsing"):
        finding = builders.finding(
            outcome, data="effect", reported_metric="smd", reported_effect=0.1, reported_se=0.2
        )
        builders.evaluation(case, findings=[finding])
    links = [link["href"] for link in soup(client.get(URL)).select("#together .chip")]
    assert links == ["/bewijs/?outcome=plaatsing#together", "/bewijs/?outcome=houding#together"]


def test_a_finding_without_an_effect_says_why(client: Client, case: CaseStudyPage) -> None:
    finding = builders.finding(data="before-after", share_before=57, share_after=68)
    builders.evaluation(case, findings=[finding], design="before-after")
    told = text(client, URL)
    assert "57% → 68%" in told
    assert "geen groep om mee te vergelijken" in told


def test_counts_under_ten_are_told_nowhere(client: Client, case: CaseStudyPage) -> None:
    finding = builders.finding(
        data="before-after", share_before=57, share_after=68, n_before=12, n_after=300
    )
    builders.evaluation(case, findings=[finding], design="before-after")
    assert "57%" not in text(client, URL)


@pytest.mark.parametrize(
    "parameters",
    [
        "outcome=bestaat-niet", "design=%00", "page=0", "page=abc", "page=99999", "from=abcd",
        "from=2020&until=2010", "sort=x", "collection=x", "effect=maybe", "level=9",
        "outcome=" + "a" * 5000, "&".join(f"design=x{n}" for n in range(200)),
    ],
)  # fmt: skip
def test_no_address_breaks_it(client: Client, parameters: str) -> None:
    assert client.get(f"{URL}?{parameters}").status_code in (200, 400)


def test_a_problem_in_the_address_is_told(client: Client) -> None:
    assert "bestaat-niet" in text(client, f"{URL}?outcome=bestaat-niet")


def test_titles_are_escaped(client: Client, case: CaseStudyPage) -> None:
    for number in range(3):
        study(case, 0.1, title=f"</script><img src=x onerror=alert({number})>")
    assert b"<img src=x" not in client.get(URL).content


def test_queries_stay_the_same_as_findings_grow(client: Client, case: CaseStudyPage) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    for effect in (0.1, 0.2, 0.3):
        study(case, effect)
    client.get(URL)
    few = count()
    other = builders.case(builders.partner("Stichting Ander"))
    for effect in (0.1, 0.2, 0.3, 0.4):
        study(other, effect)
    assert count() == few <= 15


def headings(page: Any) -> list[str]:
    return [cell.get_text(strip=True) for cell in page.select(".evidence__table thead th")]


def test_the_table_has_the_columns_that_were_chosen(client: Client, case: CaseStudyPage) -> None:
    study(case, 0.196, error=0.1, pupils=240, period_start=2019, design="rct-individual")
    study(case, 0.3, pupils=9, side_effects="Gezinnen vertrokken.", side_effects_looked_for="seen")
    chosen = "&".join(
        f"columns={name}"
        for name in ("study_design", "study_pupils", "study_period_start",
                     "study_side_effects_looked_for", "study_side_effects", "finding_outcome",
                     "finding_effect", "finding_effect_p")
    )  # fmt: skip
    page = soup(client.get(f"{URL}?{chosen}"))
    assert headings(page) == [
        "Onderzoek", "Onderzoeksopzet", "Leerlingen", "Eerste jaar", "Gekeken naar neveneffecten",
        "Neveneffecten en schade", "Uitkomst", "Effect", "p-waarde",
    ]  # fmt: skip
    rows = {
        tuple(cell.get_text(strip=True) for cell in row.select("td"))
        for row in page.select(".evidence__table tbody tr")
    }
    first, second = sorted(rows, key=lambda row: row[6])
    assert first[1:] == ("240", "2019", "", "", "Plaatsing", "0,196", "0,050")
    assert second[1:6] == ("", "", "Gezien", "Gezinnen vertrokken.", "Plaatsing"), (
        "no count under 10"
    )
    ticked = page.select("input[name=columns][checked]")
    assert len(ticked) == 8


def test_the_choice_of_columns_goes_along_but_not_to_files(
    client: Client, case: CaseStudyPage
) -> None:
    for number in range(21):
        study(case, number / 10)
    page = soup(client.get(f"{URL}?columns=finding_se&columns=study_rating"))
    kept = "columns=finding_se&columns=study_rating"
    for link in page.select(".sorts a[href*=sort], .pagination a"):
        assert kept in str(link["href"])
    assert len(page.select(".pagination a")) == 1
    assert all("columns" not in str(link["href"]) for link in page.select(".evidence__more a"))
    assert headings(soup(client.get(URL)))[:2] == ["Onderzoek", "Wat er is gemeten"]


def test_a_column_that_is_not_there_is_told(client: Client, case: CaseStudyPage) -> None:
    study(case, 0.1)
    assert "“owner” bestaat hier niet" in text(client, f"{URL}?columns=owner&columns=study_id")
    assert len(headings(soup(client.get(f"{URL}?columns=owner")))) == 6
    assert client.get("/bewijs/bevindingen.csv?columns=owner").status_code == 400
