"""Lists of references: RIS and BibTeX. A reference says who wrote what where, and no more."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Block, DuplicateBlockKeyBlock
from django.utils.translation import gettext_lazy as _

from evidence.imports.columns import SEPARATOR
from evidence.imports.lines import MOST_LINES, Line, Lines, Problem, RefusedFileError

RIS_BEGIN = re.compile(r"TY {2}-")
RIS_END = re.compile(r"ER {2}-")
YEAR = re.compile(r"(?:1[89]|20)\d\d", re.ASCII)
DOI_ADDRESS = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
#: Between the names of a BibTeX entry.
BIBTEX_AND = re.compile(r"\s+and\s+")
MOST_AUTHORS_TEXT = 300


def read_ris(text: str) -> Lines:
    """Return a line for each reference of a RIS file.

    Raises
    ------
    RefusedFileError : there is no reference in it
    """
    rows = text.splitlines()
    starts = [number for number, row in enumerate(rows, start=1) if RIS_BEGIN.match(row)]
    _refuse_none_or_many(starts)
    ends = [*starts[1:], len(rows) + 1]
    open_ended = [
        Problem(start, "ER", _("This reference has no end. Add a line “ER  - ” after it."))
        for start, end in zip(starts, ends, strict=True)
        if not any(RIS_END.match(row) for row in rows[start - 1 : end - 1])
    ]
    if open_ended:
        return Lines([], open_ended, is_partial=True)
    found = rispy.loads("\n".join(rows))
    return _lines(zip(starts, map(_of_ris, found), strict=True))


def read_bibtex(text: str) -> Lines:
    """Return a line for each entry of a BibTeX file.

    Raises
    ------
    RefusedFileError : there is no entry in it
    """
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    problems = [
        Problem(
            _row(block),
            "@",
            _("The key of this entry is used before. Give it another, or remove it.")
            if isinstance(block, DuplicateBlockKeyBlock)
            else _("This entry cannot be read. Look for a brace or comma that is missing."),
        )
        for block in library.failed_blocks
    ]
    if not problems:
        _refuse_none_or_many(library.entries)
    found = [
        (
            _row(entry),
            _of_bibtex({field.key.lower(): field.value for field in entry.fields}),
        )
        for entry in library.entries
    ]
    return _lines(found, problems)


def _row(block: Block) -> int:
    return (block.start_line or 0) + 1


def _refuse_none_or_many(found: Sequence[object]) -> None:
    if not found:
        raise RefusedFileError(_("There are no references in this file. Export them once more."))
    if len(found) > MOST_LINES:
        raise RefusedFileError(
            _("This file has more than %(most)d references. Split it up.") % {"most": MOST_LINES}
        )


def _lines(found: Iterable[tuple[int, dict[str, str]]], problems: Sequence[Problem] = ()) -> Lines:
    return Lines(
        [
            # Each reference is a study of its own, also where two have one title.
            Line(number, {"study_id": str(number), **{n: c for n, c in cells.items() if c}})
            for number, cells in found
        ],
        problems,
        is_partial=True,
    )


def _of_ris(entry: Mapping[str, Any]) -> dict[str, str]:
    def first(*names: str) -> str:
        values = (entry.get(name) for name in names)
        return next((str(value) for value in values if value), "")

    return _cells(
        title=first("primary_title", "title"),
        authors=[*entry.get("first_authors", ()), *entry.get("authors", ())],
        publisher=first("journal_name", "secondary_title", "alternate_title3", "publisher"),
        year=first("year", "publication_year"),
        doi=first("doi"),
        url=next(iter(entry.get("urls", ())), ""),
    )


def _of_bibtex(fields: Mapping[str, Any]) -> dict[str, str]:
    values = {name: " ".join(str(value).split()) for name, value in fields.items()}
    authors = values.get("author", "")
    names = ("journal", "booktitle", "publisher", "institution", "school")
    return _cells(
        title=values.get("title", ""),
        authors=BIBTEX_AND.split(authors) if authors else [],
        publisher=next((values[name] for name in names if values.get(name)), ""),
        year=values.get("year", "") or values.get("date", ""),
        doi=values.get("doi", ""),
        url=values.get("url", ""),
    )


def _cells(
    *, title: str, authors: Sequence[str], publisher: str, year: str, doi: str, url: str
) -> dict[str, str]:
    found = YEAR.search(year)
    # The separator of a cell cannot stand in a name.
    names = [name.replace(SEPARATOR, ",") for name in authors]
    return {
        "study_title": title,
        "study_authors": f"{SEPARATOR} ".join(names),
        "source_title": title,
        "source_authors": _in_short(names),
        "source_publisher": publisher,
        "source_year": found[0] if found else "",
        "source_doi": DOI_ADDRESS.sub("", doi, count=1).strip(),
        "source_url": url,
    }


def _in_short(names: Sequence[str]) -> str:
    """Return all names, or the first where they are too many for the line of a source."""
    together = "; ".join(names)
    return together if len(together) <= MOST_AUTHORS_TEXT else f"{names[0]} et al."
