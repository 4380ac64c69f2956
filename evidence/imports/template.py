"""The template to download: the columns to fill in, and a code book beside them."""

import csv
from io import BytesIO, StringIO

from django.utils.translation import gettext as _

from evidence.imports.columns import COLUMNS, Part
from evidence.imports.lines import MOST_LINES

NAMES = [column.name for column in COLUMNS]


def as_csv() -> bytes:
    """Return the names of the columns, as Excel opens them in the Netherlands."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=";").writerow(NAMES)
    return text.getvalue().encode("utf-8-sig")


def as_workbook() -> bytes:
    """Return a workbook: a sheet to fill in, and one that says what goes in each column.

    Where a cell holds one of a closed list, the sheet offers the list.
    """
    # Only who asks for a workbook waits for it to be loaded.
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet, codes = (book.add_worksheet(name) for name in (_("Studies"), _("Code book")))
        headings = (_("Column"), _("Required"), _("What to fill in"), _("Choose from"))
        codes.write_row(0, 0, headings, bold)
        for place, width in enumerate((34, 10, 70, 70)):
            codes.set_column(place, place, width)
        for place, column in enumerate(COLUMNS):
            values = column.values
            sheet.write_string(0, place, column.name, bold)
            sheet.set_column(place, place, len(column.name) + 2)
            if values and column.part is not Part.TYPES:  # of which a cell holds several
                sheet.data_validation(
                    1, place, MOST_LINES, place, {"validate": "list", "source": values}
                )
            required = _("yes") if column.is_required else ""
            row = (column.name, required, column.description, ", ".join(values))
            codes.write_row(place + 1, 0, row, wrapped)
        for each in (sheet, codes):
            each.freeze_panes(1, 0)
    return file.getvalue()


FORMATS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
