"""Findings as a workbook, read back by another library than the one that writes it."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from evidence.columns import COLUMNS
from interventions.models import CaseStudyPage
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.usefixtures("site")]

XLSX = "/bewijs/bevindingen.xlsx"
NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def case() -> CaseStudyPage:
    return builders.case(builders.partner(), places=["0268"])


def effect(**fields: Any) -> Any:
    return builders.finding(
        **{"data": "effect", "reported_metric": "smd", "reported_effect": -0.5,
           "reported_se": 0.1, **fields}
    )  # fmt: skip


def workbook(client: Client, address: str = XLSX) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(response.getvalue()))


def test_numbers_are_numbers_codes_are_text_and_what_is_not_known_is_empty(
    client: Client, case: CaseStudyPage
) -> None:
    builders.evaluation(case, findings=[effect()])
    head, row = workbook(client)["bevindingen"].iter_rows(values_only=True)
    assert list(head) == NAMES
    cells = dict(zip(NAMES, row, strict=True))
    assert (cells["finding_effect"], cells["finding_se"]) == (-0.5, 0.1)
    assert cells["intervention_municipalities"] == "0268"
    assert cells["finding_subgroup"] is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "https://example.org"])
def test_no_cell_is_a_formula_or_a_link(client: Client, case: CaseStudyPage, text: str) -> None:
    builders.evaluation(case, findings=[effect(measure=text)])
    cell = workbook(client)["bevindingen"].cell(2, 1 + NAMES.index("finding_measure"))
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.value == text


def test_the_second_sheet_says_what_each_column_is(client: Client) -> None:
    codes = dict(workbook(client)["codeboek"].iter_rows(values_only=True))
    assert list(codes) == NAMES
    assert codes["finding_se"] == "Standaardfout van de effectgrootte."
    english = workbook(client, f"/en{XLSX}")
    assert english.sheetnames == ["findings", "code book"]


def test_a_question_with_something_wrong_is_refused(client: Client) -> None:
    assert client.get(f"{XLSX}?outcome=bestaat-niet").status_code == 400
