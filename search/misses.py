"""What visitors search for and don't find: counted by text and week, with nothing about who asks.

A text may hold a name, so that only those that are asked for several times are shown, and the
others are soon forgotten (:func:`forget_old`).
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Max, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from search.models import MissedSearch
from search.query import CaseQuery
from search.text import key

logger = logging.getLogger(__name__)

#: Fewer visitors than so many may be one person.
ENOUGH_TO_SHOW = 3
YEAR = timedelta(weeks=52)
RARE_KEPT = timedelta(weeks=4)
#: Of one week; who asks for more different texts is a robot.
MOST_TEXTS = 10_000
#: Longer texts, addresses and numbers of telephones say more of somebody than of a subject.
LONGEST = 60
_PERSONAL = re.compile(r"@|\d[\d\s-]{5,}\d")
_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|fetch|scrap|curl|wget|python|http-client", re.IGNORECASE
)


def count_miss(request: HttpRequest, query: CaseQuery) -> None:
    """Count a question that found nothing, if it is a person's and of words alone.

    Where another is writing to the database, nothing is counted: no visitor waits for this.
    """
    text = key(query.q)
    if query.filters or not query.phrases or not is_of_a_person(request):
        return
    if len(text) > LONGEST or _PERSONAL.search(query.q):
        return
    try:
        with _without_waiting():
            _add(text, this_week())
    except DatabaseError as error:
        logger.info("A search without results was not counted: %s", error)


def is_of_a_person(request: HttpRequest) -> bool:
    """Whether somebody asks, and has done typing: the list asks anew with each pause."""
    agent = request.headers.get("User-Agent", "")
    if not agent or _ROBOT.search(agent) or "Sec-Purpose" in request.headers:
        return False
    return "HX-Request" not in request.headers or "Search-Submitted" in request.headers


def frequent_misses() -> QuerySet[Any, Any]:
    """Return the texts that are shown: ``text``, ``total`` in a year, and the ``latest`` week."""
    return (
        MissedSearch.objects.filter(week__gt=this_week() - YEAR)
        .values("text")
        .annotate(total=Sum("times"), latest=Max("week"))
        .filter(total__gte=ENOUGH_TO_SHOW)
        .order_by("-total", "text")
    )


def forget_old() -> None:
    """Delete counts of more than a year ago, and of some weeks ago those of rare texts."""
    MissedSearch.objects.filter(week__lte=this_week() - YEAR).delete()
    shown = frequent_misses().order_by().values("text")
    MissedSearch.objects.filter(week__lte=this_week() - RARE_KEPT).exclude(text__in=shown).delete()


def this_week() -> date:
    """Return the Monday of this week."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def _add(text: str, week: date) -> None:
    counted = MissedSearch.objects.filter(week=week)
    if counted.filter(text=text).update(times=F("times") + 1):
        return
    if not counted[MOST_TEXTS:].exists():
        # Another process may have added it in between; that one count is lost.
        MissedSearch.objects.bulk_create(
            [MissedSearch(text=text, week=week, times=1)], ignore_conflicts=True
        )


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Run a transaction that fails where it would have to wait for another."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            [before] = cursor.execute("PRAGMA busy_timeout").fetchone()
            cursor.execute("PRAGMA busy_timeout = 0")
            try:
                with transaction.atomic():
                    yield
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {int(before)}")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '20ms'")
        yield
