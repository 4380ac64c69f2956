"""The template to download: the columns to fill in, and a code book beside them."""

import csv
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from evidence.imports.columns import COLUMNS

NAMES = [column.name for column in COLUMNS]


def as_csv() -> bytes:
    """Return the names of the columns, as Excel opens them in the Netherlands."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=";").writerow(NAMES)
    return text.getvalue().encode("utf-8-sig")


def as_workbook() -> bytes:
    """Return a workbook: a sheet to fill in, and one that says what goes in each column."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = _("Studies")
    sheet.append(NAMES)
    sheet.freeze_panes = "A2"
    for index, name in enumerate(NAMES, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = max(14, len(name) + 2)
    book = workbook.create_sheet(_("Code book"))
    book.append([_("Column"), _("Required"), _("What to fill in"), _("Choose from")])
    for column in COLUMNS:
        required = _("yes") if column.is_required else ""
        book.append([column.name, required, column.description, ", ".join(column.values)])
    for letter, width in zip("ABCD", (34, 10, 90, 90), strict=True):
        book.column_dimensions[letter].width = width
    for row in (sheet[1], book[1]):
        for cell in row:
            cell.font = Font(bold=True)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


FORMATS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
