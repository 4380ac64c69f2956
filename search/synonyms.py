"""The synonyms that editors keep, as a search text is read with them."""

import time

from search.models import SynonymGroup
from search.phrases import Synonyms, Term
from search.text import words

#: A change of synonyms holds in every process after this time, with no index to rebuild.
FRESH_SECONDS = 60

_table: Synonyms = {}
_read_at: float | None = None


def current() -> Synonyms:
    """Return for each term those that say the same, at most a minute old."""
    global _table, _read_at
    if _read_at is None or time.monotonic() - _read_at > FRESH_SECONDS:
        _table, _read_at = _read(), time.monotonic()
    return _table


def forget() -> None:
    """Read anew at the next question; for tests, which roll the database back."""
    global _read_at
    _read_at = None


def _read() -> Synonyms:
    table: dict[Term, list[Term]] = {}
    for group in SynonymGroup.objects.all():
        terms = [tuple(words(line)) for line in group.lines]
        for term in terms:
            table[term] = [other for other in terms if other != term]
    return table
