"""Who may add a study somewhere may bring studies in there, and see what he or she brought in."""

from datetime import timedelta
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission

from demo.site_setup import RESEARCHERS
from evidence.imports.columns import COLUMNS
from evidence.imports.models import StudyImport
from evidence.imports.places import may_import
from evidence.imports.services import forget_waiting
from interventions.models import EvaluationPage
from tests import builders
from tests.admin import message_of, signed_in
from tests.evidence.imports.files import FULL, as_csv, confirm, take_back, upload

pytestmark = pytest.mark.slow

GET = ("index", "add", "columns")
ABOUT_ONE = ("detail", "carry_out", "cancel", "undo")


def _addresses(record: StudyImport) -> list[tuple[str, str]]:
    return [
        *(("get", reverse(f"study_imports:{name}")) for name in GET),
        ("get", reverse("study_imports:template", args=["csv"])),
        ("post", reverse("study_imports:add")),
        ("get", reverse("study_imports:detail", args=[record.pk])),
        *(("post", reverse(f"study_imports:{name}", args=[record.pk])) for name in ABOUT_ONE[1:]),
    ]


@pytest.fixture(params=["waiting", "made"])
def record(site: Any, request: pytest.FixtureRequest) -> StudyImport:
    client = signed_in(builders.researcher("owner"))
    upload(client, as_csv(FULL))
    if request.param == "made":
        confirm(client)
    return StudyImport.objects.get()


def _state() -> list[Any]:
    return [*StudyImport.objects.values_list("pk", "made_at", "undone_at"),
            *EvaluationPage.objects.values_list("pk")]  # fmt: skip


def test_who_may_add_nothing_anywhere_gets_nowhere(record: StudyImport) -> None:
    before = _state()
    for client in (Client(), signed_in(builders.user("visitor")), signed_in(builders.onlooker())):
        for method, address in _addresses(record):
            answer = getattr(client, method)(address)
            assert answer.status_code == 302, address
            assert answer["Location"].startswith(("/inloggen/", "/beheer/")), address
            assert "study-imports" not in answer["Location"].partition("?")[0], address
    assert _state() == before


@pytest.mark.parametrize("who", ["researcher", "author", "editor"])
def test_what_another_brought_in_is_hidden(record: StudyImport, who: str) -> None:
    before = _state()
    partner = builders.partner()
    builders.case(partner)
    account = builders.researcher() if who == "researcher" else getattr(builders, who)(partner)
    client = signed_in(account)
    listed = client.get(reverse("study_imports:index"))

    assert listed.status_code == 200
    assert record.file_name not in listed.text
    for name in ABOUT_ONE:
        address = reverse(f"study_imports:{name}", args=[record.pk])
        answer = client.get(address) if name == "detail" else client.post(address)
        assert answer.status_code == 404, name
    assert _state() == before


def test_a_moderator_sees_what_was_made_and_takes_it_back(site: Any) -> None:
    owner, moderator = signed_in(builders.researcher()), signed_in(builders.moderator())
    upload(owner, as_csv(FULL))
    waiting = StudyImport.objects.get()
    assert moderator.get(waiting.get_absolute_url()).status_code == 404

    confirm(owner)
    assert "studies.csv" in moderator.get(reverse("study_imports:index")).text
    assert "Samen zwemmen" in moderator.get(waiting.get_absolute_url()).text
    moderator.post(reverse("study_imports:undo", args=[waiting.pk]))

    assert not EvaluationPage.objects.exists()


def test_what_is_done_asks_for_a_post(record: StudyImport) -> None:
    assert record.user
    client = signed_in(record.user)
    for name in ABOUT_ONE[1:]:
        assert client.get(reverse(f"study_imports:{name}", args=[record.pk])).status_code == 405


def test_rights_that_are_gone_since_make_nothing(site: Any) -> None:
    partner = builders.partner()
    case = builders.case(partner)
    account = builders.author(partner)
    upload(signed_in(account), as_csv({**FULL, "intervention_case": case.permalink}))
    account.groups.set([builders.partner("Ander").workspace.authors])

    confirm(signed_in(account))

    assert not EvaluationPage.objects.exists()


def test_rights_that_are_gone_since_take_nothing_back(site: Any) -> None:
    partner, other = builders.partner(), builders.partner("Ander")
    case, _elsewhere = builders.case(partner), builders.case(other)
    account = builders.author(partner)
    upload(signed_in(account), as_csv({**FULL, "intervention_case": case.permalink}))
    confirm(signed_in(account))
    account.groups.set([other.workspace.authors])

    told = message_of(take_back(signed_in(account)))

    assert "Je mag “Samen zwemmen” niet verwijderen." in told
    assert EvaluationPage.objects.exists()


def test_researchers_of_a_site_that_is_older_may_bring_in_studies_too(site: Any) -> None:
    GroupPagePermission.objects.filter(group__name=RESEARCHERS).delete()
    assert not may_import(builders.researcher("before"))

    import_module("evidence.imports.migrations.0002_rights_of_researchers").give_to_researchers(
        apps, None
    )

    assert may_import(builders.researcher("after"))


def test_a_file_that_nobody_came_back_for_is_deleted(record: StudyImport) -> None:
    forget_waiting()
    assert StudyImport.objects.exists()

    StudyImport.objects.update(uploaded_at=timezone.now() - timedelta(days=2))
    forget_waiting()

    assert StudyImport.objects.exists() == bool(record.made_at)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_template_has_all_columns(site: Any, extension: str) -> None:
    client = signed_in(builders.researcher())
    answer = client.get(reverse("study_imports:template", args=[extension]))
    names = [column.name for column in COLUMNS]

    if extension == "csv":
        assert answer.content.decode("utf-8-sig").strip().split(";") == names
    else:
        workbook = load_workbook(BytesIO(answer.content))
        sheet, book = workbook.worksheets
        assert [cell.value for cell in sheet[1]] == names
        assert [row[0].value for row in book.iter_rows(min_row=2)] == names
        assert all(row[2].value for row in book.iter_rows(min_row=2))
        offered = {
            next(iter(each.sqref.ranges)).min_col: each.formula1
            for each in sheet.data_validations.dataValidation
        }
        assert "leerprestaties" in offered[names.index("finding_outcome") + 1]
        assert "rct-cluster" in offered[names.index("study_design") + 1]


def test_each_column_is_explained(site: Any) -> None:
    page = signed_in(builders.researcher()).get(reverse("study_imports:columns")).text

    assert all(column.name in page and column.description for column in COLUMNS)


def test_who_may_import_finds_it_in_the_menu(site: Any) -> None:
    home = reverse("wagtailadmin_home")

    assert "study-imports" in signed_in(builders.researcher()).get(home).text
    assert "study-imports" not in signed_in(builders.onlooker()).get(home).text
