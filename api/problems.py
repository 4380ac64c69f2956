"""What went wrong, as programs read it (RFC 9457, Problem Details for HTTP APIs)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse

CONTENT_TYPE = "application/problem+json"

#: What to do about it, where whoever refused says nothing more.
DETAILS = {
    HTTPStatus.BAD_REQUEST: "The address is not one that can be read.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address. None of this API ends in a slash;"
    " openapi.json lists what there is.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This API can only be read, with GET or HEAD.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests; ask again after the seconds of Retry-After.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here, not with you. Try again later.",
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one parameter."""

    name: str
    detail: str


class Refused(Exception):
    """A request with something wrong in its parameters; each fault names one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)


def problem(status: int, detail: str = "", faults: Iterable[Fault] = ()) -> JsonResponse:
    """Return an answer that says what went wrong, and with which parameters."""
    known = HTTPStatus(status)
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": known.phrase,
        "status": status,
        "detail": detail or DETAILS.get(known, known.description),
    }
    if errors := [{"in": "query", "name": fault.name, "detail": fault.detail} for fault in faults]:
        content["errors"] = errors
    return JsonResponse(content, status=status, content_type=CONTENT_TYPE)


def refused(faults: Sequence[Fault]) -> JsonResponse:
    """Return the answer to a request with something wrong in its parameters."""
    names = ", ".join(dict.fromkeys(fault.name for fault in faults))
    return problem(HTTPStatus.BAD_REQUEST, f"Not right in this request: {names}.", faults)


def not_found(request: HttpRequest, exception: Exception | None = None) -> JsonResponse:
    """Return the answer to an address at which nothing is, or nothing that is public."""
    return problem(HTTPStatus.NOT_FOUND)
