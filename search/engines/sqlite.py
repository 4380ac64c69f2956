"""Text in SQLite: modelsearch's FTS5 table, asked directly.

modelsearch's own order of relevance runs ``bm25`` in a correlated subquery, which takes seconds for
a common word; FTS5 does it in the one scan.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.search.models import IndexEntry

from interventions.models import CaseStudyPage
from search.phrases import Phrase, Term
from search.text import PREFIX_FROM

ENTRIES = IndexEntry._meta.db_table
FTS = f"{ENTRIES}_fts"
#: Weights of the columns autocomplete, body and title in the order of relevance.
WEIGHTS = "0.0, 1.0, 8.0"
MOST_COMPLETIONS = 200


class SqliteText:
    """Finds words and their beginnings; it knows no stems (``scholen`` does not find ``school``)."""

    def matches(self, phrases: Sequence[Phrase]) -> list[int]:
        """Return the pages that have all of these."""
        [found] = self._matches([_expression(phrases)])
        return found

    def matches_of_each(self, phrases: Sequence[Phrase]) -> list[list[int]]:
        """Return for each of these the pages that have it, asking once."""
        return self._matches([_expression([phrase]) for phrase in phrases])

    def _matches(self, expressions: Sequence[str]) -> list[list[int]]:
        # Each row of the entries is as large as a case. The plus keeps SQLite from reading those:
        # it goes through the index of page ids, and one text comes back instead of many rows.
        found = (
            f"SELECT group_concat(object_id) FROM {ENTRIES} WHERE content_type_id = %s"
            f" AND +id IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s)"
        )
        rows = _rows(
            " UNION ALL ".join([found] * len(expressions)),
            [part for expression in expressions for part in (_content_type(), expression)],
        )
        return [list(map(int, pages.split(","))) if pages else [] for (pages,) in rows]

    def ranked(
        self, phrases: Sequence[Phrase], page_ids: Sequence[int], *, with_all: bool
    ) -> list[int]:
        """Return these pages in order of relevance; a tie keeps the order given.

        Parameters
        ----------
        with_all : whether each of the pages has all of the phrases
        """
        if not page_ids:
            return []
        wanted = ",".join(f"'{int(page_id)}'" for page_id in page_ids)
        rows = _rows(
            f"WITH wanted AS MATERIALIZED (SELECT id, object_id FROM {ENTRIES}"
            f" WHERE content_type_id = %s AND object_id IN ({wanted}))"
            f" SELECT object_id, bm25({FTS}, {WEIGHTS})"
            f" FROM {FTS} CROSS JOIN wanted ON wanted.id = {FTS}.rowid WHERE {FTS} MATCH %s",
            [_content_type(), _expression(phrases, " AND " if with_all else " OR ")],
        )
        rank = {int(page_id): score for page_id, score in rows}
        return sorted(page_ids, key=lambda page_id: rank.get(page_id, 0.0))

    def complete(self, beginnings: Sequence[str]) -> list[int]:
        expression = " AND ".join(f'"{word}"*' for word in beginnings)
        rows = _rows(
            f"SELECT object_id FROM {FTS} JOIN {ENTRIES} ON id = {FTS}.rowid"
            f" WHERE {FTS} MATCH %s AND content_type_id = %s LIMIT {MOST_COMPLETIONS}",
            [f"autocomplete : ({expression})", _content_type()],
        )
        return [int(page_id) for (page_id,) in rows]


def _content_type() -> int:
    return ContentType.objects.get_for_model(CaseStudyPage).pk


def _rows(statement: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def _expression(phrases: Sequence[Phrase], between: str = " AND ") -> str:
    """Return an FTS5 expression; words hold letters and digits only, so that none is an operator."""
    return "{title body} : (" + between.join(map(_phrase, phrases)) + ")"


def _phrase(phrase: Phrase) -> str:
    ways = [_term(term) for term in phrase.alternatives]
    if phrase.apart:
        ways.append("(" + " AND ".join(_term((word,)) for word in phrase.apart) + ")")
    return "(" + " OR ".join(ways) + ")"


def _term(term: Term) -> str:
    text = f'"{" ".join(term)}"'
    is_prefix = len(term) == 1 and len(term[0]) >= PREFIX_FROM
    return f"{text} *" if is_prefix else text
