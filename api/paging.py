"""Pages of a list, one behind the other: each answer says where the next one is.

A cursor is the number of the last record that was told, signed together with the address and the
question: it can't be made up, and fits no other question. What is published meanwhile moves nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict

from api.problems import Fault, Refused

DEFAULT_LIMIT, LARGEST_LIMIT = 20, 100
LONGEST_CURSOR = 200
LIMIT_RULE = f"A whole number from 1 to {LARGEST_LIMIT}."
CURSOR_RULE = "Take it from `next` of the answer before, with the same question."

Row = TypeVar("Row")
Record = TypeVar("Record", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """A part of a list; ``next`` is the address of the part behind it, None after the last."""

    rows: Sequence[Row]
    next: str | None


def page_of(request: HttpRequest, records: QuerySet[Record]) -> Page[Record]:
    """Return the part of ``records``, in the order in which they came, that a request asks for.

    Raises
    ------
    Refused
    """
    limit = _limit(request)
    behind = read_cursor(request) or 0
    if not isinstance(behind, int):
        raise Refused([Fault("cursor", CURSOR_RULE)])
    found = list(records.filter(pk__gt=behind).order_by("pk")[: limit + 1])
    rows = found[:limit]
    return Page(rows, next_address(request, rows[-1].pk) if len(found) > limit else None)


def read_cursor(request: HttpRequest) -> Any:
    """Return what :func:`next_address` was given for this part of the list; None for the first.

    Raises
    ------
    Refused
    """
    given = request.GET.get("cursor")
    if given is None:
        return None
    try:
        if len(given) > LONGEST_CURSOR:
            raise BadSignature
        return _signer(request).unsign_object(given)
    except BadSignature:
        raise Refused([Fault("cursor", CURSOR_RULE)]) from None


def next_address(request: HttpRequest, position: Any) -> str:
    """Return the address of the part of the list behind a position."""
    parameters = request.GET.copy()
    parameters["cursor"] = _signer(request).sign_object(position)
    return f"{settings.BASE_URL}{request.path}?{parameters.urlencode()}"


def _limit(request: HttpRequest) -> int:
    given = request.GET.get("limit", str(DEFAULT_LIMIT))
    if re.fullmatch(r"[1-9][0-9]{0,2}", given) and int(given) <= LARGEST_LIMIT:
        return int(given)
    raise Refused([Fault("limit", LIMIT_RULE)])


def _signer(request: HttpRequest) -> Signer:
    question = QueryDict(mutable=True)
    for name, values in sorted(request.GET.lists()):
        if name not in ("cursor", "limit"):
            question.setlist(name, sorted(values))
    return Signer(salt=f"api.paging:{request.path}?{question.urlencode()}")
