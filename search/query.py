"""The question that a visitor asks, read from an address.

This is the only place where parameters of a search are parsed, bounded and refused. The list, the
autocomplete, the API, the feed and the export start from the same :class:`CaseQuery`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.facets import FACET_NAMES
from search.text import STOP_WORDS, words

RELEVANCE, NEWEST, TITLE = SORTS = ("relevance", "newest", "title")

PAGE_SIZE = 20
MOST_WORDS = 12
LONGEST_WORD = 60
LONGEST_TEXT = 300
#: Anyone can mistype; a text of this length is no question, and is not worth looking at.
REFUSED_TEXT = 10_000
MOST_VALUES = 40
LAST_PAGE = 100_000

_VALUE = re.compile(r"[\w-]{1,120}")
_PHRASES = re.compile(r'"([^"]*)"|([^"\s]+)|"')


class RefusedQuery(ValueError):
    """An address that is no question to answer: the visitor gets a page that says so (400)."""


@dataclass(frozen=True)
class Phrase:
    """Words that must stand beside each other, or one word, which may be the beginning of another."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class CaseQuery:
    """A question about cases.

    ``filters`` maps the name of a facet to the chosen slugs: OR within a facet, AND between them.
    ``show`` names the facets of which all values are wanted, where a list shows the first few.
    ``problems`` says in words what was left out of the address.
    """

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    show: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1
    problems: tuple[str, ...] = ()

    @classmethod
    def parse(cls, parameters: QueryDict) -> "CaseQuery":
        """Read a query string.

        Raises
        ------
        RefusedQuery
            Where the text is too long to be a question.
        """
        problems: list[str] = []
        q = _text(parameters.get("q", ""), problems)
        return cls(
            q=q,
            filters=_filters(parameters, problems),
            show=tuple(name for name in FACET_NAMES if name in parameters.getlist("show")),
            sort=_sort(parameters.get("sort", ""), problems),
            page=_page(parameters.get("page", ""), problems),
            problems=tuple(problems),
        )

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """What the text asks for: quoted words together, others apart, without very common words."""
        phrases = []
        for quoted, single in _PHRASES.findall(self.q):
            parts = [word[:LONGEST_WORD] for word in words(quoted or single)]
            if quoted and len(parts) > 1:
                phrases.append(Phrase(tuple(parts)))
            else:
                phrases.extend(Phrase((part,)) for part in parts if part not in STOP_WORDS)
        return tuple(dict.fromkeys(phrases))[:MOST_WORDS]

    @property
    def order(self) -> str:
        """The order that is used: relevance needs something to be relevant to."""
        if self.sort and (self.sort != RELEVANCE or self.phrases):
            return self.sort
        return RELEVANCE if self.phrases else NEWEST

    @property
    def is_empty(self) -> bool:
        return not self.q and not self.filters

    def with_page(self, page: int) -> "CaseQuery":
        return replace(self, page=page)

    def with_sort(self, sort: str) -> "CaseQuery":
        return replace(self, sort=sort, page=1)

    def without(self, facet: str, slug: str) -> "CaseQuery":
        """Return the same question without one chosen value, from its first page."""
        left = tuple(value for value in self.filters.get(facet, ()) if value != slug)
        filters = {**self.filters, facet: left}
        return replace(self, filters={k: v for k, v in filters.items() if v}, page=1)

    def without_text(self) -> "CaseQuery":
        return replace(self, q="", sort="", page=1)

    def urlencode(self) -> str:
        """Return the query string of this question, in one fixed order."""
        parameters = QueryDict(mutable=True)
        if self.q:
            parameters["q"] = self.q
        for name in FACET_NAMES:
            if name in self.filters:
                parameters.setlist(name, list(self.filters[name]))
        if self.show:
            parameters.setlist("show", list(self.show))
        if self.sort:
            parameters["sort"] = self.sort
        if self.page > 1:
            parameters["page"] = str(self.page)
        return parameters.urlencode()


def _text(raw: str, problems: list[str]) -> str:
    if len(raw) > REFUSED_TEXT:
        raise RefusedQuery(_("This search text is too long."))
    text = " ".join("".join(char if char.isprintable() else " " for char in raw).split())
    if len(text) > LONGEST_TEXT or len(text.split()) > MOST_WORDS:
        problems.append(
            _("Your search text is long; only its first %(count)d words count.")
            % {"count": MOST_WORDS}
        )
        text = " ".join(text[:LONGEST_TEXT].split()[:MOST_WORDS])
    return text


def _filters(parameters: QueryDict, problems: list[str]) -> dict[str, tuple[str, ...]]:
    filters: dict[str, tuple[str, ...]] = {}
    for name in FACET_NAMES:
        given = [value for value in dict.fromkeys(parameters.getlist(name)) if value]
        values = tuple(value for value in given if _VALUE.fullmatch(value))[:MOST_VALUES]
        if len(values) < len(given):
            problems.append(
                _("Some of the filters in this address were left out: they don't exist.")
            )
        if values:
            filters[name] = values
    return filters


def _sort(raw: str, problems: list[str]) -> str:
    if raw in ("", *SORTS):
        return raw
    problems.append(_("This order doesn't exist; the usual order is shown."))
    return ""


def _page(raw: str, problems: list[str]) -> int:
    if raw == "":
        return 1
    if re.fullmatch(r"[0-9]{1,9}", raw) and 1 <= int(raw) <= LAST_PAGE:
        return int(raw)
    problems.append(_("This page of results doesn't exist; you see the first."))
    return 1
