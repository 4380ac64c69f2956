"""Reads a list of the Dutch municipalities and says everything that is wrong with it.

Two layouts are understood: the project's own (``core/data/municipalities.csv``) and the
alphabetical list that Statistics Netherlands (CBS) publishes each year ("Gemeenten alfabetisch"),
saved as CSV. No database and no Django: usable from a notebook.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

#: CBS's code of each province (Provinciecode; ProvinciecodePV has PV before it) and our slug.
PROVINCE_BY_CBS_CODE: Final[Mapping[str, str]] = {
    "20": "groningen",
    "21": "fryslan",
    "22": "drenthe",
    "23": "overijssel",
    "24": "flevoland",
    "25": "gelderland",
    "26": "utrecht",
    "27": "noord-holland",
    "28": "zuid-holland",
    "29": "zeeland",
    "30": "noord-brabant",
    "31": "limburg",
}
PROVINCES: Final = frozenset(PROVINCE_BY_CBS_CODE.values())

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
LONGEST_NAME: Final = 80
URBANITY_CLASSES: Final = range(1, 6)

# Per layout: what a row must give, and the columns that may give it.
_OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("code",),
    "name": ("name",),
    "province": ("province",),
    "valid_year": ("valid_year",),
    "dissolved": ("dissolved",),
}
_CBS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("Gemeentecode", "GemeentecodeGM"),
    "name": ("Gemeentenaam",),
    "province": ("Provincienaam", "Provinciecode", "ProvinciecodePV"),
}
_DELIMITERS: Final = (";", ",", "\t")

_CODE = re.compile(r"(?:GM)?([0-9]{1,4})", re.IGNORECASE)
_PROVINCE_CODE = re.compile(r"(?:PV)?([0-9]{2})", re.IGNORECASE)
# int() also takes signs, underscores and the digits of other scripts.
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """One municipality of a list.

    ``code`` has four digits; ``province`` is a slug of ``core.models.Province``; ``valid_year`` is
    the year of the list, or None where the file names none (CBS's does not); ``population`` counts
    inhabitants; ``urbanity`` is CBS's class, from 1 (very strongly urban) to 5 (not urban).
    """

    code: str
    name: str
    province: str
    valid_year: int | None
    dissolved: bool = False
    population: int | None = None
    urbanity: int | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One fault: ``line`` counts from 1 and the header is line 1; ``column`` is as in the file."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}" if self.column else f"line {self.line}"
        return f"{where}: {self.message}"


class MunicipalityListError(ValueError):
    """The list has faults, so none of it may be used; ``problems`` names them in file order."""

    def __init__(self, problems: Iterable[RowProblem]) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.line)
        count = len(self.problems)
        super().__init__(
            f"The list of municipalities has {count} fault{'' if count == 1 else 's'}; "
            f"the first: {self.problems[0]}"
        )


def read_municipalities(source: str | bytes) -> list[MunicipalityRow]:
    """Read a whole list, or refuse it whole.

    Args:
        source: The file's content. Bytes are UTF-8 (a byte order mark may stand before it) or,
            where they are not valid UTF-8, Windows-1252. Columns are separated by semicolons,
            commas or tabs and found by name, in any order and case; unknown columns are passed
            over. Either layout may also have ``population`` and ``urbanity``.

    Returns:
        The rows in the order of the file; at least one, no code twice.

    Raises:
        MunicipalityListError: With all faults of the file, not only the first.
    """
    text = _decode(source)
    try:
        lines = _numbered_lines(text)
    except csv.Error as error:
        raise MunicipalityListError([RowProblem(1, "", f"this is no CSV file: {error}")]) from error
    if not lines:
        raise MunicipalityListError([RowProblem(1, "", "the file is empty")])

    header_number, header = lines[0]
    columns = _Columns(header)
    problems = columns.problems(header_number)
    if problems:
        # Without its columns every row would be reported, and hide the one real fault.
        raise MunicipalityListError(problems)
    if len(lines) == 1:
        raise MunicipalityListError([RowProblem(header_number, "", "no rows under the header")])

    rows: list[MunicipalityRow] = []
    seen: dict[str, int] = {}
    for number, fields in lines[1:]:
        if len(fields) != len(header):
            message = f"{len(fields)} fields where the header has {len(header)}"
            problems.append(RowProblem(number, "", message))
            continue
        reader = _RowReader(number, fields, columns)
        row = reader.read()
        problems += reader.problems
        if reader.code in seen:
            message = f"code {reader.code} is already on line {seen[reader.code]}"
            problems.append(RowProblem(number, columns.label("code"), message))
        elif reader.code is not None:
            seen[reader.code] = number
        if row is not None:
            rows.append(row)
    if problems:
        raise MunicipalityListError(problems)
    return rows


def _decode(source: str | bytes) -> str:
    """Return the text of a file; everything after this works on text alone."""
    if isinstance(source, str):
        text = source
    else:
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError:
            # What Excel writes for "CSV" on a Dutch Windows; it leaves five bytes undefined.
            try:
                text = source.decode("cp1252")
            except UnicodeDecodeError as error:
                line = source.count(b"\n", 0, error.start) + 1
                raise MunicipalityListError(
                    [RowProblem(line, "", "the text is neither UTF-8 nor Windows-1252")]
                ) from error
    return text.removeprefix("\ufeff")


def _numbered_lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines that hold anything, split, each with the line of the file it starts on."""
    delimiter = max(_DELIMITERS, key=text.lstrip().partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines = []
    start = 1
    for fields in reader:
        if any(field.strip() for field in fields):
            lines.append((start, fields))
        start = reader.line_num + 1
    return lines


def _code(text: str) -> str | None:
    """Return the four digits of a CBS code, written with or without GM and leading zeros."""
    match = _CODE.fullmatch(text)
    return match[1].zfill(4) if match and int(match[1]) else None


def _province(text: str) -> str | None:
    """Return the slug for a province's slug, name or CBS code; None if it is none of these."""
    if match := _PROVINCE_CODE.fullmatch(text):
        return PROVINCE_BY_CBS_CODE.get(match[1])
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    # CBS writes "Fryslân" in this list and "Friesland" in older ones.
    slug = {"friesland": "fryslan"}.get(plain, re.sub(r"\s+", "-", plain))
    return slug if slug in PROVINCES else None


class _Columns:
    """The columns of a file: which layout it has, and which of them give what."""

    def __init__(self, header: list[str]) -> None:
        self.labels = [name.strip() for name in header]
        self._names = [name.casefold() for name in self.labels]
        # On a tie, so also where nothing is known, what is missing is said of the own layout.
        self._layout = max(_OWN, _CBS, key=lambda layout: sum(map(len, self._places(layout))))

    def _places(self, layout: Mapping[str, tuple[str, ...]]) -> list[list[int]]:
        return [self._find(names) for names in layout.values()]

    def _find(self, names: Iterable[str]) -> list[int]:
        wanted = [name.casefold() for name in names]
        return [self._names.index(name) for name in wanted if name in self._names]

    def problems(self, line: int) -> list[RowProblem]:
        """Return a fault for each column that is missing or there more than once."""
        missing = [
            RowProblem(line, names[0], f"the column {' or '.join(names)} is missing")
            for names in self._layout.values()
            if not self._find(names)
        ]
        doubled = [
            RowProblem(line, name, "the column is there more than once")
            for place, name in enumerate(self.labels)
            if name and self._names.index(self._names[place]) < place
        ]
        return missing + doubled

    def giving(self, what: str) -> list[int]:
        """Return the places of the columns that give ``what``; none if the file has none."""
        return self._find(self._layout.get(what, (what,)))

    def label(self, what: str) -> str:
        """Return the file's own name of the first column that gives ``what``."""
        return self.labels[self.giving(what)[0]]


class _RowReader:
    """Reads the fields of one row and gathers their faults."""

    def __init__(self, line: int, fields: list[str], columns: _Columns) -> None:
        self.line = line
        self.fields = [field.strip() for field in fields]
        self.columns = columns
        self.problems: list[RowProblem] = []
        self.code: str | None = None

    def read(self) -> MunicipalityRow | None:
        """Return the row, or None if ``problems`` has something to say about it."""
        self.code = self._agreed("code", _code, "CBS code, such as 0363 or GM0363")
        name = self._name()
        province = self._agreed("province", _province, "province")
        valid_year = self._number("valid_year", range(FIRST_YEAR, LAST_YEAR + 1))
        dissolved = self._number("dissolved", range(2))
        population = self._number("population", range(100_000_000), may_be_empty=True)
        urbanity = self._number("urbanity", URBANITY_CLASSES, may_be_empty=True)
        if self.problems or self.code is None or province is None:
            return None
        return MunicipalityRow(
            code=self.code,
            name=name,
            province=province,
            valid_year=valid_year,
            dissolved=bool(dissolved),
            population=population,
            urbanity=urbanity,
        )

    def _fault(self, place: int, message: str) -> None:
        self.problems.append(RowProblem(self.line, self.columns.labels[place], message))

    def _agreed(
        self, what: str, parse: Callable[[str], str | None], description: str
    ) -> str | None:
        """Return the one value that one or more columns give.

        They disagree where cells of a spreadsheet have shifted: then no name can be trusted either.
        """
        values: dict[int, str] = {}
        for place in self.columns.giving(what):
            value = parse(self.fields[place])
            if value is None:
                self._fault(place, f"{self.fields[place]!r} is no {description}")
            else:
                values[place] = value
        if len(set(values.values())) > 1:
            self._fault(
                self.columns.giving(what)[0],
                f"the columns do not agree: {' and '.join(values.values())}",
            )
        return next(iter(values.values()), None)

    def _name(self) -> str:
        place = self.columns.giving("name")[0]
        # One spelling of an accented letter, or a search for Súdwest-Fryslân misses it.
        name = unicodedata.normalize("NFC", self.fields[place])
        if not name:
            self._fault(place, "the name is empty")
        elif len(name) > LONGEST_NAME:
            self._fault(place, f"the name is longer than {LONGEST_NAME} characters")
        return name

    def _number(self, what: str, allowed: range, *, may_be_empty: bool = False) -> int | None:
        """Return a whole number, or None where the column or, if it may be, the field is empty."""
        for place in self.columns.giving(what):
            text = self.fields[place]
            if text or not may_be_empty:
                if _WHOLE_NUMBER.fullmatch(text) and int(text) in allowed:
                    return int(text)
                span = f"{allowed.start} to {allowed.stop - 1}"
                self._fault(place, f"{text!r} is not a whole number from {span}")
        return None
