"""Files as people bring them: rows of the template as CSV or as a workbook."""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from evidence.imports.models import StudyImport
from tests.forms import soup

Row = Mapping[str, Any]

STUDY: Row = {
    "study_title": "Samen zwemmen",
    "study_summary": "Leren kinderen elkaar kennen?",
    "study_design": "rct-individual",
    "study_conclusion": "promising",
}
MEANS: Row = {
    "finding_outcome": "vriendschap-en-contact",
    "finding_measure": "Aantal vrienden",
    "finding_direction": "higher",
    "finding_data": "means",
    "finding_n_t": 155, "finding_mean_t": 55, "finding_sd_t": 47,
    "finding_n_c": 156, "finding_mean_c": 75, "finding_sd_c": 64,
}  # fmt: skip
FULL: Row = {**STUDY, **MEANS}

ADD = "study_imports:add"


def as_text(rows: Sequence[Row], delimiter: str = ";") -> str:
    """Return rows as CSV, with a column for each name in any of them."""
    names = list({name: None for row in rows for name in row})
    text = StringIO(newline="")
    writer = csv.DictWriter(text, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_csv(*rows: Row) -> bytes:
    return as_text(rows).encode()


def as_workbook(*rows: Row) -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    names = list({name: None for row in rows for name in row})
    sheet.append(names)
    for row in rows:
        sheet.append([row.get(name) for name in names])
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def upload(client: Client, content: bytes, name: str = "studies.csv") -> Any:
    """Upload a file, and return what one sees then."""
    return client.post(reverse(ADD), {"file": SimpleUploadedFile(name, content)}, follow=True)


def confirm(client: Client) -> Any:
    """Have the file that waits carried out; return what one sees then."""
    [waiting] = StudyImport.objects.waiting()
    return client.post(reverse("study_imports:carry_out", args=[waiting.pk]), follow=True)


def take_back(client: Client) -> Any:
    """Have the last import taken back; return what one sees then."""
    last = StudyImport.objects.first()
    assert last
    return client.post(reverse("study_imports:undo", args=[last.pk]), follow=True)


def problems(response: Any) -> list[tuple[str, str, str]]:
    """Return the row, the column and the sentence of each problem that a page shows."""
    page = soup(response)
    if not page.select_one("a.button[href$='/new/']"):
        return []
    found = []
    for row in page.select("table.listing tbody tr"):
        line, column, text = (cell.get_text(" ", strip=True) for cell in row.select("td"))
        found.append((line, column, text))
    return found


def refusal(response: Any) -> str:
    """Return why a file was refused at the form."""
    error = soup(response).select_one(".error-message")
    return error.get_text(" ", strip=True) if error else ""
