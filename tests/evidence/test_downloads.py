"""Findings as a file: everything with its standard error, and nothing that is not public."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.columns import COLUMNS
from interventions.models import CaseStudyPage, FurtherCase
from tests import builders
from tests.forms import soup

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]

CSV, JSON_LINES = "/bewijs/bevindingen.csv", "/bewijs/bevindingen.jsonl"


@pytest.fixture
def case() -> CaseStudyPage:
    return builders.case(builders.partner(), "Samen", types=["centraal-aanmelden"], places=["0268"])


def effect(estimate: float = 0.2, **fields: Any) -> Any:
    return builders.finding(
        **{"data": "effect", "reported_metric": "smd", "reported_effect": estimate,
           "reported_se": 0.1, **fields}
    )  # fmt: skip


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.getvalue().decode()


def table(client: Client, address: str = CSV) -> list[dict[str, str]]:
    text = body(client, address)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_row_has_the_effect_with_its_error_and_where_it_comes_from(
    client: Client, case: CaseStudyPage
) -> None:
    evaluation = builders.evaluation(
        case, findings=[effect()], design="rct-individual", side_effects_looked_for="none-seen"
    )
    [row] = table(client)
    assert (float(row["finding_effect"]), float(row["finding_se"])) == (0.2, 0.1)
    assert float(row["finding_ci_low"]) == pytest.approx(0.004, abs=1e-4)
    assert row["study_design"] == "rct-individual"
    assert row["study_side_effects_looked_for"] == "none-seen"
    assert row["study_id"].endswith(f"/id/{evaluation.public_id}")
    assert row["intervention_types"] == "centraal-aanmelden"
    assert row["intervention_municipalities"] == "0268"


def test_json_lines_keep_numbers_and_what_is_not_known(client: Client, case: CaseStudyPage) -> None:
    builders.evaluation(case, findings=[effect(), builders.finding(data="none")])
    first, second = map(json.loads, body(client, JSON_LINES).splitlines())
    assert first["finding_effect"] == 0.2
    assert (second["finding_effect"], second["finding_no_effect_because"]) == (None, "no-figures")
    assert list(first) == [column.name for column in COLUMNS]


def test_a_file_has_what_was_filtered(client: Client, case: CaseStudyPage) -> None:
    builders.evaluation(case, findings=[effect(), effect(outcome="houding")])
    assert [row["finding_outcome"] for row in table(client, f"{CSV}?outcome=houding")] == [
        "houding"
    ]


def test_what_is_not_public_is_not_in_it(client: Client, case: CaseStudyPage) -> None:
    builders.evaluation(case, findings=[effect()], live=False)
    private = builders.evaluation(case, findings=[effect()])
    private.view_restrictions.create(restriction_type="login")
    small: dict[str, Any] = {
        "data": "events",
        "n_t": 12,
        "events_t": 4,
        "n_c": 400,
        "events_c": 200,
    }
    builders.evaluation(case, findings=[builders.finding(**small)])
    [row] = table(client)
    assert (row["finding_effect"], row["finding_no_effect_because"]) == ("", "small-counts")


def test_the_name_of_a_hidden_case_is_not_in_it(client: Client, case: CaseStudyPage) -> None:
    builders.evaluation(case, findings=[effect()])
    case.view_restrictions.create(restriction_type="login")
    assert table(client) == []


def test_a_row_counts_the_further_cases_that_everybody_may_see(
    client: Client, case: CaseStudyPage
) -> None:
    other, closed = (
        builders.case(builders.partner(title), types=types, sectors=sectors, places=places)
        for title, types, sectors, places in (
            ("Twee", ["ouderinitiatief", "centraal-aanmelden"], ["vo"], ["0363"]),
            ("Drie", ["vriendschapsschool"], ["so"], ["0344"]),
        )
    )
    page = builders.evaluation(case, findings=[effect()])
    page.further_cases.set([FurtherCase(case=other), FurtherCase(case=closed)])
    page.save_revision().publish()
    closed.view_restrictions.create(restriction_type="login")
    [row] = table(client)
    assert row["intervention_title"] == "Samen"
    assert row["intervention_further_cases"].endswith(f"/id/{other.public_id}")
    assert row["intervention_types"] == "centraal-aanmelden;ouderinitiatief"
    assert row["intervention_sectors"] == "po;vo"
    assert row["intervention_municipalities"] == "0268;0363"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(client: Client, case: CaseStudyPage, start: str) -> None:
    builders.evaluation(case, findings=[effect(-0.5, measure=f"{start}1+1")])
    [row] = table(client)
    assert row["finding_measure"].startswith("'")
    assert row["finding_effect"] == "-0.5"


def test_an_address_with_something_wrong_is_refused(client: Client) -> None:
    response = client.get(f"{CSV}?outcome=bestaat-niet")
    assert response.status_code == 400
    assert "bestaat-niet" in response.text
    assert client.get("/bewijs/bevindingen.exe").status_code == 404


def test_the_code_book_has_every_column(client: Client) -> None:
    rows = soup(client.get("/bewijs/codeboek/")).select("tbody tr")
    assert [row.select("th")[0].get_text(strip=True) for row in rows] == [c.name for c in COLUMNS]
    assert all(row.select("td")[0].get_text(strip=True) for row in rows)


def test_queries_stay_the_same_as_findings_grow(client: Client, case: CaseStudyPage) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            body(client, CSV)
        return len(queries)

    builders.evaluation(case, findings=[effect()])
    few = count()
    for _ in range(3):
        builders.evaluation(builders.case(builders.partner()), findings=[effect(), effect(0.3)])
    assert count() == few
