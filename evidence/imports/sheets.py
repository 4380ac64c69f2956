"""Sheets: CSV as programs and people make it, and XLSX. A cell is text, as it was typed."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from struct import error as StructError  # noqa: N812
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from evidence.imports.lines import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_LINES,
    Line,
    Problem,
    RefusedFileError,
)

#: Unpacked; a sheet of two thousand rows takes a tenth of it.
MOST_UNPACKED_BYTES = 30_000_000
#: Excel keeps rows that were emptied.
MOST_EMPTY_LINES = 10_000
DELIMITERS = (";", ",", "\t")
#: What a zip file, and the older format of Excel, begin with.
ZIP = b"PK\x03\x04"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What openpyxl lets through of a workbook that is damaged or made to harm.
UNREADABLE = (
    BadZipFile, InvalidFileException, ParseError, ZlibError, StructError, EOFError, OSError, KeyError, IndexError,
    ValueError, TypeError, AttributeError, AssertionError, NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip

Numbered = tuple[int, Sequence[str]]


def read_sheet(content: bytes) -> tuple[Sequence[str], list[Line], list[Problem]]:
    """Return the names of the columns, the lines below them, and what is wrong with cells as such.

    Parameters
    ----------
    content : the bytes of a CSV or XLSX file; they tell which it is, whatever its name says

    Raises
    ------
    RefusedFileError : it can't be read, or it is more than a sheet of studies can be
    """
    problems: list[Problem] = []
    if content.startswith(COMPOUND_FILE):
        raise RefusedFileError(_what_compound_file(content))
    if content.startswith(ZIP):
        rows: Iterable[Numbered] = _rows_of_workbook(content, problems)
    else:
        rows = _rows_of_csv(decoded(content))
    names, lines = _under_names(rows)
    return names, lines, [_named(problem, names) for problem in problems]


def _under_names(rows: Iterable[Numbered]) -> tuple[list[str], list[Line]]:
    filled = ((number, cells) for number, cells in rows if any(cells))
    _number, header = next(filled, (0, ()))
    names = list(header)
    while names and not names[-1]:
        names.pop()
    if not names:
        raise RefusedFileError(_("This file is empty. Fill in the template and upload it again."))
    if len(names) > MOST_COLUMNS:
        raise RefusedFileError(_("This file has too many columns. Use those of the template."))
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        raise RefusedFileError(
            _("More than one column is called %(name)s. Keep one of them.") % {"name": twice[0]}
        )
    lines = []
    for number, cells in islice(filled, MOST_LINES + 1):
        if any(cells[len(names) :]) or any(
            cell for name, cell in zip(names, cells, strict=False) if not name
        ):
            raise RefusedFileError(
                _("Row %(row)d has more cells than there are column names. Remove those.")
                % {"row": number}
            )
        if sum(map(len, cells)) > MOST_CHARACTERS:
            raise RefusedFileError(_("The text in row %(row)d is too long.") % {"row": number})
        lines.append(
            Line(number, {name: cell for name, cell in zip(names, cells, strict=False) if cell})
        )
    if not lines:
        raise RefusedFileError(
            _("Under the names of the columns there is nothing. Fill in a row for each finding.")
        )
    if len(lines) > MOST_LINES:
        raise RefusedFileError(
            _("This file has more than %(most)d rows. Split it up.") % {"most": MOST_LINES}
        )
    return names, lines


def _named(problem: Problem, names: Sequence[str]) -> Problem:
    """Return a problem of which the column is given by its number with the name of it."""
    index = int(problem.column)
    return Problem(problem.line, names[index] if index < len(names) else "", problem.text)


# --- CSV ---------------------------------------------------------------------------------------


def decoded(content: bytes) -> str:
    """Return the text of a file as programs write it: UTF-8 or what Excel and Windows make of it."""
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RefusedFileError(
        _("This is no text file. Save it in your spreadsheet as CSV (UTF-8) or as XLSX.")
    )


def _rows_of_csv(text: str) -> Iterator[Numbered]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RefusedFileError(
                _("In row %(row)d a quotation mark is not closed, or stands where it cannot.")
                % {"row": number}
            ) from error
        yield number, [cell.strip() for cell in row]


def _delimiter(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0]
    return max(DELIMITERS, key=header.count)


# --- XLSX --------------------------------------------------------------------------------------


def _rows_of_workbook(content: bytes, problems: list[Problem]) -> Iterator[Numbered]:
    _refuse_dangerous(content)
    try:
        workbook = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # What the file says of its size need not be true.
        rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1)
        for number, row in enumerate(islice(rows, MOST_LINES + MOST_EMPTY_LINES), start=1):
            yield (
                number,
                [
                    "" if cell.value is None else _text(cell, number, index, problems)
                    for index, cell in enumerate(row)
                ],
            )
    except UNREADABLE as error:
        raise RefusedFileError(
            _("This workbook is damaged or incomplete. Save it again, and upload the new file.")
        ) from error


def _refuse_dangerous(content: bytes) -> None:
    """Refuse what is no plain workbook, before anything of it is unpacked.

    What a zip file says of the size of its parts is binding: Python unpacks no more than that.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except UNREADABLE as error:
        raise RefusedFileError(
            _("This workbook is damaged or incomplete. Save it again, and upload the new file.")
        ) from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise RefusedFileError(
            _("This is no Excel workbook. Save it in your spreadsheet as XLSX or as CSV.")
        )
    if any(name.endswith("vbaProject.bin") for name in names):
        raise RefusedFileError(
            _("This workbook has macros. Save it as a workbook without macros (XLSX).")
        )
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedFileError(PASSWORD)
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise RefusedFileError(
            _("This workbook is too large once it is unpacked. Save only the sheet with studies.")
        )


PASSWORD = _("This workbook has a password. Save it without one, and upload that.")


def _what_compound_file(content: bytes) -> Any:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return PASSWORD
    return _("This is an older kind of file (XLS). Save it as XLSX or as CSV.")


def _text(cell: Any, number: int, index: int, problems: list[Problem]) -> str:
    value = cell.value
    if cell.data_type == "f":
        problems.append(
            Problem(number, str(index), _("Here stands a formula. Put the number or text itself."))
        )
        return ""
    if cell.data_type == "e":
        problems.append(
            Problem(number, str(index), _("Here stands an error of the spreadsheet. Mend it."))
        )
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
