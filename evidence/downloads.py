"""The flat table as a file, written while it is read."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from core.addresses import LANGUAGES
from core.spreadsheets import harmless
from evidence.columns import COLUMNS, Value
from evidence.flat import rows
from evidence.query import EvidenceQuery
from evidence.references import as_bibtex, as_ris, references
from evidence.selection import findings
from evidence.sheets import MOST_ROWS, as_workbook

#: So many bytes are sent at a time, at least.
PIECE = 64 * 1024
NAMES = [column.name for column in COLUMNS]


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(found: Iterable[list[Value]]) -> Iterator[str]:
    """Yield lines of comma-separated values, with a byte order mark: Excel takes it for UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(NAMES)
    for row in found:
        yield writer.writerow([harmless(value) for value in row])


def as_json_lines(found: Iterable[list[Value]]) -> Iterator[str]:
    """Yield a JSON object a line."""
    for row in found:
        yield json.dumps(dict(zip(NAMES, row, strict=True)), ensure_ascii=False) + "\n"


def code_book_as_csv() -> Iterator[str]:
    """Yield lines of comma-separated values: each column with what it says in every language."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(["column", *(language.code for language in LANGUAGES)])
    for column in COLUMNS:
        described = []
        for language in LANGUAGES:
            with override(language.code):
                described.append(str(column.description))
        yield writer.writerow([column.name, *described])


@dataclass(frozen=True)
class Format:
    """A way to write what a question chooses."""

    write: Callable[[EvidenceQuery], Iterable[str | bytes]]
    content_type: str

    @property
    def media_type(self) -> str:
        """The type without its encoding."""
        return self.content_type.partition(";")[0]


#: By the extension of the file; a file holds the findings, or the studies that they are of.
FINDINGS = {
    "csv": Format(lambda query: as_csv(rows(query)), "text/csv; charset=utf-8"),
    "xlsx": Format(
        lambda query: as_workbook(rows(query)),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "jsonl": Format(lambda query: as_json_lines(rows(query)), "application/jsonl; charset=utf-8"),
}
STUDIES = {
    "ris": Format(
        lambda query: as_ris(references(query)),
        "application/x-research-info-systems; charset=utf-8",
    ),
    "bib": Format(
        lambda query: as_bibtex(references(query)), "application/x-bibtex; charset=utf-8"
    ),
}


@require_safe
def download(request: HttpRequest, extension: str) -> HttpResponse | StreamingHttpResponse:
    """All findings that a question chooses, as a file.

    Raises
    ------
    Http404 : no such format
    """
    return _file(request, "schoolmix-bevindingen", extension, FINDINGS)


@require_safe
def download_studies(request: HttpRequest, extension: str) -> HttpResponse | StreamingHttpResponse:
    """References to the studies that a question chooses, as a file.

    Raises
    ------
    Http404 : no such format
    """
    return _file(request, "schoolmix-onderzoeken", extension, STUDIES)


def _file(
    request: HttpRequest, name: str, extension: str, formats: Mapping[str, Format]
) -> HttpResponse | StreamingHttpResponse:
    """Answer with a file. What it can't say all of is refused, as it cannot say what was left out."""
    if extension not in formats:
        raise Http404
    query = EvidenceQuery.parse(request.GET)
    reason = " ".join(problem.text for problem in query.problems)
    if extension == "xlsx" and not reason and findings(query).count() >= MOST_ROWS:
        reason = _("A sheet cannot hold so many findings; choose fewer, or take them as CSV.")
    if reason:
        return render(request, "core/errors/400.html", {"reason": reason}, status=400)
    return StreamingHttpResponse(
        _pieces(formats[extension].write(query)),
        content_type=formats[extension].content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{localdate():%Y-%m-%d}.{extension}"',
            "X-Robots-Tag": "noindex",
        },
    )


def _pieces(parts: Iterable[str | bytes]) -> Iterator[bytes]:
    """Yield the same in pieces of some size: sending each line by itself costs more than writing it."""
    piece = bytearray()
    for part in parts:
        piece += part.encode() if isinstance(part, str) else part
        if len(piece) >= PIECE:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)


@require_safe
def code_book(request: HttpRequest) -> HttpResponse:
    """What each column of a download says."""
    return render(request, "evidence/code_book.html", {"columns": COLUMNS})
