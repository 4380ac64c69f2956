"""Text in SQLite: modelsearch's FTS5 table, asked directly.

modelsearch's own order of relevance runs ``bm25`` in a correlated subquery, which takes seconds for
a common word; FTS5 does it in the one scan.
"""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.search.models import IndexEntry

from interventions.models import CaseStudyPage
from search.phrases import Phrase, Term

ENTRIES = IndexEntry._meta.db_table
FTS = f"{ENTRIES}_fts"
#: Words of at least so many letters also find longer words that begin with them.
PREFIX_FROM = 4
#: Weights of the columns autocomplete, body and title in the order of relevance.
WEIGHTS = "0.0, 1.0, 8.0"
MOST_COMPLETIONS = 200


class SqliteText:
    """Finds words and their beginnings; it knows no stems (``scholen`` does not find ``school``)."""

    def matches(self, phrases: Sequence[Phrase]) -> list[int]:
        return self._ids(_expression(phrases))

    def ranked(self, phrases: Sequence[Phrase], page_ids: Sequence[int]) -> list[int]:
        """Return these pages in order of relevance; a tie keeps the order given."""
        if not page_ids:
            return []
        wanted = ",".join(f"'{int(page_id)}'" for page_id in page_ids)
        rows = self._rows(
            f"SELECT entry.object_id, bm25({FTS}, {WEIGHTS})",
            f"AND entry.object_id IN ({wanted})",
            [_expression(phrases)],
        )
        rank = {int(page_id): score for page_id, score in rows}
        return sorted(page_ids, key=lambda page_id: rank.get(page_id, 0.0))

    def complete(self, beginnings: Sequence[str]) -> list[int]:
        expression = " AND ".join(f'"{word}"*' for word in beginnings)
        return self._ids(f"autocomplete : ({expression})", MOST_COMPLETIONS)

    def _ids(self, expression: str, limit: int = -1) -> list[int]:
        rows = self._rows("SELECT entry.object_id", f"LIMIT {int(limit)}", [expression])
        return [int(page_id) for (page_id,) in rows]

    def _rows(self, select: str, tail: str, params: list[str]) -> list[tuple[str, ...]]:
        content_type = ContentType.objects.get_for_model(CaseStudyPage).pk
        with connection.cursor() as cursor:
            cursor.execute(
                f"{select} FROM {FTS} JOIN {ENTRIES} AS entry ON entry.id = {FTS}.rowid"
                f" WHERE {FTS} MATCH %s AND entry.content_type_id = {content_type} {tail}",
                params,
            )
            return cursor.fetchall()


def _expression(phrases: Sequence[Phrase]) -> str:
    """Return an FTS5 expression; words hold letters and digits only, so that none is an operator."""
    return "{title body} : (" + " AND ".join(map(_phrase, phrases)) + ")"


def _phrase(phrase: Phrase) -> str:
    ways = [_term(term) for term in phrase.alternatives]
    if phrase.apart:
        ways.append("(" + " AND ".join(_term((word,)) for word in phrase.apart) + ")")
    return "(" + " OR ".join(ways) + ")"


def _term(term: Term) -> str:
    text = f'"{" ".join(term)}"'
    is_prefix = len(term) == 1 and len(term[0]) >= PREFIX_FROM
    return f"{text} *" if is_prefix else text
