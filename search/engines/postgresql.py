"""Text in PostgreSQL: modelsearch's stored vectors, asked directly and with an index of our own."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.search.models import IndexEntry

from interventions.models import CaseStudyPage
from search.phrases import Phrase, Term
from search.text import PREFIX_FROM

ENTRIES = IndexEntry._meta.db_table
#: Made by this room's migration: Dutch stems, accents folded, no stop words (CaseQuery has them).
CONFIG = "schoolmix_dutch"
#: Weights of D, C, B and A; modelsearch gives the title its own vector.
TITLE_WEIGHT = 8
MOST_COMPLETIONS = 200


class PostgresqlText:
    """Finds words, their inflections and longer words that begin with them."""

    def matches(self, phrases: Sequence[Phrase]) -> list[int]:
        """Return the pages that have all of these."""
        [found] = self._matches([_query(phrases)])
        return found

    def matches_of_each(self, phrases: Sequence[Phrase]) -> list[list[int]]:
        """Return for each of these the pages that have it, asking once."""
        return self._matches([_query([phrase]) for phrase in phrases])

    def _matches(self, queries: Sequence[tuple[str, list[str]]]) -> list[list[int]]:
        # Made by this room's migration; one text comes back instead of many rows.
        found = ", ".join(f"schoolmix_found(%s, {query})" for query, _values in queries)
        params: list[int | str] = []
        for _expression, values in queries:
            params += [_content_type(), *values]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {found}", params)
            row = cursor.fetchone()
        return [list(map(int, pages.split(","))) if pages else [] for pages in row]

    def ranked(
        self, phrases: Sequence[Phrase], page_ids: Sequence[int], *, with_all: bool
    ) -> list[int]:
        """Return these pages in order of relevance; a tie keeps the order given.

        Parameters
        ----------
        with_all : whether each of the pages has all of the phrases
        """
        query, params = _query(phrases, " && " if with_all else " || ")
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT object_id, {TITLE_WEIGHT} * ts_rank(title, query) + ts_rank(body, query, 1)"
                f" FROM {ENTRIES}, (SELECT {query} AS query) AS asked"
                f" WHERE content_type_id = %s AND object_id = ANY(%s)",
                [*params, _content_type(), [str(page_id) for page_id in page_ids]],
            )
            rank = {int(page_id): score for page_id, score in cursor.fetchall()}
        return sorted(page_ids, key=lambda page_id: -rank.get(page_id, 0.0))

    def complete(self, beginnings: Sequence[str]) -> list[int]:
        query = " & ".join(f"{word}:*" for word in beginnings)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT object_id FROM {ENTRIES} WHERE content_type_id = %s"
                f" AND title @@ to_tsquery('{CONFIG}', %s) LIMIT {MOST_COMPLETIONS}",
                [_content_type(), query],
            )
            return [int(page_id) for (page_id,) in cursor.fetchall()]


def _content_type() -> int:
    return ContentType.objects.get_for_model(CaseStudyPage).pk


def _query(phrases: Sequence[Phrase], between: str = " && ") -> tuple[str, list[str]]:
    """Return a tsquery expression; words hold letters and digits only, so that none is an operator."""
    params: list[str] = []

    def matches(term: Term) -> str:
        if len(term) > 1:
            params.append(" ".join(term))
            return f"phraseto_tsquery('{CONFIG}', %s)"
        [word] = term
        if len(word) < PREFIX_FROM:
            params.append(word)
            return f"plainto_tsquery('{CONFIG}', %s)"
        params.append(f"{word} | {word}:*")
        return f"to_tsquery('{CONFIG}', %s)"

    def one_of(phrase: Phrase) -> str:
        ways = [matches(term) for term in phrase.alternatives]
        if phrase.apart:
            ways.append("(" + " && ".join(matches((word,)) for word in phrase.apart) + ")")
        return "(" + " || ".join(ways) + ")"

    return between.join(map(one_of, phrases)), params
