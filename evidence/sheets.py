"""The flat table as a workbook: the findings on one sheet, the code book on another."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from evidence.columns import COLUMNS, Value

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: A sheet holds so many rows, the one with names included, and a cell so many characters.
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
CHUNK = 64 * 1024


def as_workbook(found: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield an XLSX file in pieces, with one row a finding; fewer than :data:`MOST_ROWS` of them.

    Text is written as text, so that nothing in it is a formula or a link. Rows go to the disk as they
    come: memory does not grow with their number.
    """
    # Only who asks for a sheet waits for it to be loaded.
    import xlsxwriter

    with TemporaryFile() as file:
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
            bold = book.add_format({"bold": True})
            sheet = book.add_worksheet(_("findings"))
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(COLUMNS):
                sheet.write_string(0, place, column.name, bold)
            for number, row in enumerate(found, start=1):
                _write(sheet, number, row)
            codes = book.add_worksheet(_("code book"))
            codes.set_column(0, 0, 30)
            codes.set_column(1, 1, 90)
            for number, column in enumerate(COLUMNS):
                _write(codes, number, (column.name, str(column.description)))
        file.seek(0)
        yield from iter(partial(file.read, CHUNK), b"")


def _write(sheet: "Worksheet", number: int, row: Sequence[Value]) -> None:
    for place, value in enumerate(row):
        # An empty text stays an empty cell: programs then count it as missing.
        if isinstance(value, str):
            if value:
                sheet.write_string(number, place, value[:MOST_CHARACTERS])
        elif value is not None:
            sheet.write_number(number, place, value)
