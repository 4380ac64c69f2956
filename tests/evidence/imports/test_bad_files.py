"""What is wrong with a file is told by row and column, and nothing of it is made; row 37 of the faults."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from evidence.imports.lines import MOST_BYTES, MOST_LINES
from evidence.imports.models import StudyImport
from interventions.models import EvaluationPage
from tests import builders
from tests.admin import signed_in
from tests.evidence.imports.files import (
    FULL,
    MEANS,
    STUDY,
    Row,
    as_csv,
    as_text,
    as_workbook,
    confirm,
    problems,
    refusal,
    saved,
    take_back,
    upload,
)

pytestmark = pytest.mark.slow

ACCENTED = {**FULL, "study_title": "Súdwest-Fryslân – één plein"}


@pytest.fixture
def researcher(site: Any) -> Client:
    return signed_in(builders.researcher())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_as_programs_write_it(
    researcher: Client, encoding: str, delimiter: str
) -> None:
    upload(researcher, as_text([ACCENTED], delimiter).encode(encoding))
    confirm(researcher)

    assert EvaluationPage.objects.get().title == ACCENTED["study_title"]


def test_latin_1_is_read_as_well(researcher: Client) -> None:
    upload(researcher, as_text([{**FULL, "study_title": "Súdwest-Fryslân"}]).encode("latin-1"))
    confirm(researcher)

    assert EvaluationPage.objects.get().title == "Súdwest-Fryslân"


@pytest.mark.parametrize(
    ("change", "column", "fragment"),
    [
        ({"study_design": "gerandomiseerd"}, "study_design", "Kies uit: rct-individual"),
        ({"study_title": ""}, "study_title", "welke studie"),
        ({"study_summary": ""}, "study_summary", "leeg"),
        ({"study_conclusion": "inconclusive"}, "study_inconclusive_reason", ""),
        ({"study_inconclusive_reason": "too-few"}, "study_inconclusive_reason", ""),
        ({"study_period_start": "1.200"}, "study_period_start", "alleen met cijfers"),
        ({"study_icc": "0,1"}, "study_icc", "study_assignment_unit"),
        ({"study_period_start": 2020, "study_period_end": 2019}, "study_period_end", "2020"),
        ({"study_measured_before": "misschien"}, "study_measured_before", "“ja”"),
        ({"intervention_types": "bestaat-niet"}, "intervention_types", "bestaat-niet"),
        ({"intervention_case": "https://example.org/id/x"}, "intervention_case", "adres"),
        ({"study_authors": "x" * 200}, "study_authors", "160"),
        ({"source_doi": "geen doi"}, "source_doi", "10.1000/182"),
        ({"recognition_organisation": "NJi", "recognition_level": "Goed", "recognition_date": "2020-01-01"},
         "recognition_url", "leeg"),
        ({"finding_outcome": "onbekend"}, "finding_outcome", "plaatsing"),
        ({"finding_n_t": "honderd"}, "finding_n_t", "alleen met cijfers"),
        ({"finding_mean_t": "1.234,5"}, "finding_mean_t", "0,25"),
        ({"finding_mean_t": "nan"}, "finding_mean_t", "0,25"),
        ({"finding_mean_t": "1e400"}, "finding_mean_t", ""),
        ({"finding_sd_t": "0"}, "finding_sd_t", "groter dan nul"),
        ({"finding_n_t": "1"}, "finding_n_t", "twee"),
        ({"finding_measure": "x" * 300}, "finding_measure", "200"),
        ({"finding_measure": ""}, "finding_measure", "leeg"),
        ({"finding_data": "events", "finding_events_t": 200, "finding_events_c": 4},
         "finding_events_t", ""),
        ({"finding_data": "effect", "finding_reported_metric": "smd", "finding_reported_effect": "0,3",
          "finding_reported_se": "0,1", "finding_ci_lower": "0,2", "finding_ci_upper": "0,21"},
         "finding_ci_upper", ""),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_with_its_row_and_column(
    researcher: Client, change: Row, column: str, fragment: str
) -> None:
    good = {**FULL, "study_title": "Goed"}
    found = problems(upload(researcher, as_csv(good, {**FULL, **change})))

    assert [(row, name) for row, name, _text in found] == [("3", column)]
    assert fragment in found[0][2]
    assert EvaluationPage.objects.count() == 0


def test_one_wrong_row_keeps_all_from_being_made(researcher: Client) -> None:
    upload(researcher, as_csv(FULL, {**FULL, "study_title": "Fout", "study_design": "fout"}))
    answer = confirm(researcher)

    assert EvaluationPage.objects.count() == 0
    assert problems(answer)


@pytest.mark.parametrize("name", ["study_title", "study_design", "finding_outcome"])
def test_a_column_that_is_missing_is_told(researcher: Client, name: str) -> None:
    row = {**FULL, "study_id": "a"}
    del row[name]
    found = problems(upload(researcher, as_csv(row)))

    assert [(row, column) for row, column, _text in found] == [("1", name)]


def test_a_column_that_nobody_knows_is_told_and_not_lost_in_silence(researcher: Client) -> None:
    found = problems(upload(researcher, as_csv({**FULL, "finding_mean": 3})))

    assert [(row, column) for row, column, _text in found] == [("1", "finding_mean")]


def test_what_follows_from_other_columns_of_a_download_is_left_out(researcher: Client) -> None:
    preview = upload(researcher, as_csv({**FULL, "finding_effect": 99, "finding_se": 1}))

    assert "finding_effect" in preview.text
    confirm(researcher)
    assert EvaluationPage.objects.get().findings.get().effect < 0


def test_rows_that_contradict_each_other_are_told(researcher: Client) -> None:
    rows = [{**FULL, "study_id": "a"}, {"study_id": "a", "study_design": "process", **MEANS}]
    found = {(row, column) for row, column, _text in problems(upload(researcher, as_csv(*rows)))}

    assert ("3", "study_design") in found


def test_a_finding_that_stands_twice_is_told(researcher: Client) -> None:
    found = problems(upload(researcher, as_csv(FULL, FULL)))

    assert [(row, column) for row, column, _text in found] == [("3", "finding_outcome")]


def test_a_case_of_another_partner_is_as_one_that_does_not_exist(site: Any) -> None:
    own, other = builders.partner("Eigen"), builders.partner("Ander")
    case = builders.case(other, "Geheim plan", live=False)
    builders.case(own)
    author = signed_in(builders.author(own))

    def told(address: str) -> str:
        return problems(upload(author, as_csv({**FULL, "intervention_case": address})))[0][2]

    assert told(case.permalink) == told(
        "https://example.org/id/" + "0" * 8 + "-0000" * 3 + "-" + "0" * 12
    )


def test_a_study_of_nobody_is_not_for_a_partner(site: Any) -> None:
    partner = builders.partner()
    builders.case(partner)
    author = signed_in(builders.author(partner))

    found = problems(upload(author, as_csv(FULL)))

    assert [column for _row, column, _text in found] == ["intervention_case"]


# --- Files that cannot be read -----------------------------------------------------------------


def _macros() -> bytes:
    file = BytesIO(as_workbook(FULL))
    with ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return file.getvalue()


def _bomb() -> bytes:
    """A workbook of 100 kB whose sheet unpacks to 100 MB."""
    file = BytesIO()
    with ZipFile(BytesIO(as_workbook(FULL))) as whole, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part in whole.infolist():
            if part.filename != "xl/worksheets/sheet1.xml":
                archive.writestr(part, whole.read(part))
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 100_000_000)
    return file.getvalue()


def _with_sheet(xml: str) -> bytes:
    file = BytesIO()
    with ZipFile(BytesIO(as_workbook(FULL))) as whole, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part in whole.infolist():
            own = xml.encode() if part.filename == "xl/worksheets/sheet1.xml" else None
            archive.writestr(part.filename, own or whole.read(part))
    return file.getvalue()


def _entities() -> bytes:
    """A sheet with entities that name each other: a billion of them, once they are filled in."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{each} "{f"&a{each - 1};" * 10}">' for each in range(1, 10)
    )
    return _with_sheet(
        f"<!DOCTYPE worksheet [{entities}]>"
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    )


def _no_workbook() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return file.getvalue()


def _compound(inside: str = "") -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + inside.encode("utf-16-le")


REFUSED = {
    "empty": (lambda: b"", "leeg"),
    "white space only": (lambda: b"  \n\n", "leeg"),
    "byte order mark only": (lambda: b"\xef\xbb\xbf", "leeg"),
    "no rows": (lambda: as_csv(FULL).splitlines()[0], "Onder de namen"),
    "columns of something else": (lambda: b"naam;plaats\nA;B\n", "sjabloon"),
    "a column twice": (lambda: b"study_title;study_title\nA;B\n", "study_title"),
    "more cells than columns": (lambda: b"study_title\nA;B;C\n", "Rij 2"),
    "a quotation mark that is open": (lambda: b'study_title;study_design\n"A;B\n', "Rij 2|rij 2"),
    "a picture": (lambda: builders.png(), "tekstbestand"),
    "too large": (lambda: b"a" * (MOST_BYTES + 1), "2 MB"),
    "one huge cell": (lambda: b"study_title\n" + b"a" * 120_000 + b"\n", ""),
    "too many rows": (lambda: b"study_title\n" + b"a\n" * (MOST_LINES + 1), "2000"),
    "truncated": (lambda: as_workbook(FULL)[:2000], "beschadigd"),
    "password": (lambda: _compound("EncryptedPackage"), "wachtwoord"),
    "old excel": (_compound, "XLS"),
    "macros": (_macros, "macro"),
    "zip bomb": (_bomb, "te groot"),
    "entities": (_entities, "beschadigd"),
    "other zip": (_no_workbook, "XLSX"),
    "no xml": (lambda: _with_sheet("geen xml"), "beschadigd"),
    "empty workbook": (lambda: saved(Workbook()), "leeg"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_at_the_form(researcher: Client, kind: str) -> None:
    write, fragments = REFUSED[kind]
    for name in ("studies.csv", "studies.xlsx"):
        told = refusal(upload(researcher, write(), name))

        assert told, name
        assert any(each.casefold() in told.casefold() for each in fragments.split("|")), told
    assert not StudyImport.objects.exists()


@pytest.mark.parametrize("name", ["studies.xlsm", "studies.exe", "studies", "studies.csv.html"])
def test_another_kind_of_file_is_refused_by_its_name(researcher: Client, name: str) -> None:
    assert "XLSX" in refusal(upload(researcher, as_csv(FULL), name))


def test_no_file_is_asked_for(researcher: Client) -> None:
    assert refusal(researcher.post(reverse("study_imports:add")))


@pytest.mark.parametrize("column", ["finding_mean_t", "study_explanation"])
def test_a_formula_is_refused_with_its_cell(researcher: Client, column: str) -> None:
    found = problems(upload(researcher, as_workbook({**FULL, column: "=2+2"}), "studies.xlsx"))

    assert ("2", column) in {(row, column) for row, column, _text in found}


def test_in_csv_a_formula_is_but_text(researcher: Client, client: Client) -> None:
    upload(researcher, as_csv({**FULL, "study_title": "=1+1", "source_url": "https://example.org"}))
    confirm(researcher)
    page = EvaluationPage.objects.get()
    page.save_revision().publish()

    assert page.title == "=1+1"
    download: Any = client.get("/bewijs/bevindingen.csv")
    exported = b"".join(download.streaming_content).decode()
    assert "'=1+1" in exported


def test_a_workbook_may_have_empty_rows_other_sheets_and_whole_numbers_as_decimals(
    researcher: Client,
) -> None:
    workbook = load_workbook(BytesIO(as_workbook(FULL)))
    sheet = workbook.worksheets[0]
    sheet.insert_rows(2, amount=3)
    sheet.cell(row=500, column=1).value = " "
    names = [cell.value for cell in sheet[1]]
    sheet.cell(row=5, column=names.index("finding_n_t") + 1).value = 155.0
    workbook.create_sheet("Aantekeningen").append(["Niets"])
    upload(researcher, saved(workbook), "studies.xlsx")
    confirm(researcher)

    assert EvaluationPage.objects.get().findings.get().n_t == 155


@pytest.mark.parametrize("text", ["</script><img src=x onerror=alert(1)>", "a\x0bb", "é" * 250])
def test_what_stands_in_a_file_is_shown_as_text(researcher: Client, text: str) -> None:
    preview = upload(researcher, as_csv({**FULL, "study_title": text}))
    assert "<img src=x" not in preview.text

    made = confirm(researcher)
    assert "<img src=x" not in made.text
    page = EvaluationPage.objects.get()
    page.title = "Anders"
    page.save_revision()
    assert "<img src=x" not in take_back(researcher).text


def test_nul_characters_are_no_server_error(researcher: Client) -> None:
    content = as_csv({**STUDY, "study_title": "a\0b"})

    assert "tekstbestand" in refusal(upload(researcher, content))


def test_a_study_without_findings_needs_no_columns_for_them(researcher: Client) -> None:
    upload(researcher, as_csv(STUDY))
    confirm(researcher)

    assert EvaluationPage.objects.get().findings.count() == 0
