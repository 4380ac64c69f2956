from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from interventions.cards import Segment
from search.models import CaseRecord
from search.query import CaseQuery


@dataclass(frozen=True)
class Highlight:
    """The matches in a case, as text in pieces; empty where nothing in it matches.

    ``found_in`` says what the excerpt is from where that is not the case itself: its "evaluations"
    or its "documents".
    """

    title: Sequence[Segment] = ()
    excerpt: Sequence[Segment] = ()
    found_in: str = ""


@dataclass(frozen=True)
class Answer:
    """What an engine found.

    ``page_ids`` is one page of results, in order, and ``is_last`` says that none follow;
    ``counts[facet][key]`` says how many cases there would be with that value chosen in its facet,
    all other facets as they are. ``suggestion`` is a near text with words that cases have, where a
    word of the question stands in none. ``after`` is the case behind which the page begins, 0 where
    it is reached by its number. ``is_partial`` says that no case has all words of the question, and
    that these have most of them. ``is_fallback`` says that the database answered in the place of the
    search cluster.
    """

    total: int
    page: int
    page_ids: Sequence[int]
    counts: Mapping[str, Mapping[str, int]]
    highlights: Mapping[int, Highlight] = field(default_factory=dict)
    suggestion: str = ""
    after: int = 0
    is_last: bool = True
    is_partial: bool = False
    is_fallback: bool = False


class Engine(Protocol):
    def search(self, query: CaseQuery) -> Answer:
        """Answer a question. A page that doesn't exist is answered with the first."""

    def complete(self, text: str, limit: int) -> list[int]:
        """Return the cases whose title has words that begin like those of ``text``, best first."""


def enough_of(words: int) -> int:
    """Return how many of the words of a question a case must have: both of two, of more most.

    The search cluster is told the same (``minimum_should_match``).
    """
    return words if words <= 2 else max(2, words // 2)


def record_behind(query: CaseQuery) -> CaseRecord | None:
    """Return the record of the case behind which a question's page begins, if there is such a case."""
    return CaseRecord.objects.filter(pk=query.after).first() if query.after else None
