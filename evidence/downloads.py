"""The flat table as a file, written while it is read."""

import csv
import json
from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from evidence.flat import COLUMNS, Value, rows
from evidence.query import EvidenceQuery

#: Programs that open a file as a sheet would compute what begins so (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
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
        yield writer.writerow([_harmless(value) for value in row])


def as_json_lines(found: Iterable[list[Value]]) -> Iterator[str]:
    """Yield a JSON object a line."""
    for row in found:
        yield json.dumps(dict(zip(NAMES, row, strict=True)), ensure_ascii=False) + "\n"


FORMATS = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonl": (as_json_lines, "application/jsonl; charset=utf-8"),
}


@require_safe
def download(request: HttpRequest, extension: str) -> HttpResponse | StreamingHttpResponse:
    """All findings that a question chooses, as a file.

    A question with something wrong in it is refused, as a file cannot say what was left out.

    Raises
    ------
    Http404 : no such format
    """
    if extension not in FORMATS:
        raise Http404
    query = EvidenceQuery.parse(request.GET)
    if query.problems:
        reason = " ".join(problem.text for problem in query.problems)
        return render(request, "core/errors/400.html", {"reason": reason}, status=400)
    write, content_type = FORMATS[extension]
    name = f"schoolmix-bevindingen-{localdate():%Y-%m-%d}.{extension}"
    return StreamingHttpResponse(
        write(rows(query)),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Robots-Tag": "noindex",
        },
    )


@require_safe
def code_book(request: HttpRequest) -> HttpResponse:
    """What each column of a download says."""
    return render(request, "evidence/code_book.html", {"columns": COLUMNS})


def _harmless(value: Value) -> Value:
    """Return text that no program takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
