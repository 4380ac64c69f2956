from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.query import CaseQuery


@dataclass(frozen=True)
class Answer:
    """What an engine found.

    ``page_ids`` is one page of results, in order; ``counts[facet][key]`` says how many cases there
    would be with that value chosen in its facet, all other facets as they are.
    """

    total: int
    page: int
    page_ids: Sequence[int]
    counts: Mapping[str, Mapping[str, int]]


class Engine(Protocol):
    def search(self, query: CaseQuery) -> Answer:
        """Answer a question. A page past the last is answered with the first."""

    def complete(self, text: str, limit: int) -> list[int]:
        """Return the cases whose title has words that begin like those of ``text``, best first."""
