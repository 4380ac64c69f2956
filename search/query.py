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
from search.phrases import MOST_WORDS, Phrase, phrases_in
from search.pins import pins
from search.synonyms import synonyms
from search.text import key

RELEVANCE, NEWEST, TITLE = SORTS = ("relevance", "newest", "title")

PAGE_SIZE = 20
LONGEST_TEXT = 300
#: Anyone can mistype; a text of this length is no question, and is not worth looking at.
REFUSED_TEXT = 10_000
MOST_VALUES = 40
#: Engines number 10,000 results; those after them are reached one page after the other.
LAST_PAGE = 10_000 // PAGE_SIZE

_VALUE = re.compile(r"[\w-]{1,120}")


@dataclass(frozen=True)
class Problem:
    """What is wrong with one parameter of an address."""

    parameter: str
    text: str


class RefusedQuery(ValueError):
    """An address that is no question to answer: the visitor gets a page that says so (400)."""


@dataclass(frozen=True)
class CaseQuery:
    """A question about cases.

    ``filters`` maps the name of a facet to the chosen slugs: OR within a facet, AND between them.
    ``show`` names the facets of which all values are wanted, where a list shows the first few.
    ``after`` is the case behind which the page begins, for pages past :data:`LAST_PAGE`; 0 elsewhere.
    ``problems`` says what was left out of the address: a page shows it, the API refuses it.
    """

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    show: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1
    after: int = 0
    problems: tuple[Problem, ...] = ()

    @classmethod
    def parse(cls, parameters: QueryDict) -> "CaseQuery":
        """Read a query string.

        Raises
        ------
        RefusedQuery
            Where the text is too long to be a question.
        """
        problems: list[Problem] = []
        query = cls(
            q=_text(parameters.get("q", ""), problems),
            filters=_filters(parameters, problems),
            show=tuple(name for name in FACET_NAMES if name in parameters.getlist("show")),
            sort=_sort(parameters.get("sort", ""), problems),
            page=_page(parameters.get("page", ""), problems),
        )
        after = _after(parameters.get("after", ""), query, problems)
        return replace(query, after=after, problems=tuple(problems))

    @classmethod
    def parse_question(cls, text: str) -> "CaseQuery":
        """Read what :meth:`urlencode` wrote."""
        return cls.parse(QueryDict(text))

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """What the text asks for, with the synonyms of the editors."""
        return phrases_in(self.q, synonyms.current()) if self.q else ()

    @cached_property
    def pinned(self) -> tuple[int, ...]:
        """The cases that editors put first for this text, live and public or not."""
        return pins.current().get(key(self.q), ()) if self.q else ()

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
        return replace(self, page=page, after=0)

    def beyond(self, page_id: int) -> "CaseQuery":
        """Return the same question, for the page that begins behind this case."""
        return replace(self, page=1, after=page_id)

    def with_sort(self, sort: str) -> "CaseQuery":
        return replace(self, sort=sort, page=1, after=0)

    def without(self, facet: str, slug: str) -> "CaseQuery":
        """Return the same question without one chosen value, from its first page."""
        left = tuple(value for value in self.filters.get(facet, ()) if value != slug)
        filters = {**self.filters, facet: left}
        return replace(self, filters={k: v for k, v in filters.items() if v}, page=1, after=0)

    def as_question(self) -> "CaseQuery":
        """Return what is asked, whatever the order and the page in which the answer is shown."""
        return CaseQuery(q=self.q, filters=self.filters)

    def without_text(self) -> "CaseQuery":
        return replace(self, q="", sort="", page=1, after=0)

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
        if self.after:
            parameters["after"] = str(self.after)
        return parameters.urlencode()


def _text(raw: str, problems: list[Problem]) -> str:
    if len(raw) > REFUSED_TEXT:
        raise RefusedQuery(_("This search text is too long."))
    text = " ".join("".join(char if char.isprintable() else " " for char in raw).split())
    if len(text) > LONGEST_TEXT or len(text.split()) > MOST_WORDS:
        problems.append(
            Problem(
                "q",
                _("Your search text is long; only its first %(count)d words count.")
                % {"count": MOST_WORDS},
            )
        )
        text = " ".join(text[:LONGEST_TEXT].split()[:MOST_WORDS])
    return text


def _filters(parameters: QueryDict, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    filters: dict[str, tuple[str, ...]] = {}
    for name in FACET_NAMES:
        given = [value for value in dict.fromkeys(parameters.getlist(name)) if value]
        values = tuple(value for value in given if _VALUE.fullmatch(value))[:MOST_VALUES]
        if len(values) < len(given):
            problems.append(
                Problem(
                    name, _("Some of the filters in this address were left out: they don't exist.")
                )
            )
        if values:
            filters[name] = values
    return filters


def _sort(raw: str, problems: list[Problem]) -> str:
    if raw in ("", *SORTS):
        return raw
    problems.append(Problem("sort", _("This order doesn't exist; the usual order is shown.")))
    return ""


def _page(raw: str, problems: list[Problem]) -> int:
    if raw == "":
        return 1
    if not re.fullmatch(r"[0-9]{1,9}", raw) or int(raw) < 1:
        problems.append(
            Problem("page", _("This page of results doesn't exist; you see the first."))
        )
    elif int(raw) > LAST_PAGE:
        problems.append(
            Problem(
                "page",
                _(
                    "Results have page numbers up to %(last)d; you see the first page."
                    " Fewer results are easier to look through: choose some filters."
                )
                % {"last": LAST_PAGE},
            )
        )
    else:
        return int(raw)
    return 1


def _after(raw: str, query: CaseQuery, problems: list[Problem]) -> int:
    """Return the case behind which a page begins; by relevance none does, as it changes too easily."""
    if raw == "":
        return 0
    if re.fullmatch(r"[1-9][0-9]{0,17}", raw) and query.order != RELEVANCE and query.page == 1:
        return int(raw)
    problems.append(Problem("after", _("This page of results doesn't exist; you see the first.")))
    return 0
