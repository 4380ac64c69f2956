"""The question that a researcher asks of the findings, read from an address.

This is the only place where its parameters are parsed, bounded and refused. The table, the pool,
the gap map, the exports and the API start from the same :class:`EvidenceQuery`.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from evidence.columns import ON_THE_PAGE
from evidence.filters import FILTER, FILTER_NAMES
from search.query import Problem

NEWEST, EFFECT, PRECISION = SORTS = ("newest", "effect", "precision")
#: The studies of the coalition, or the published ones that only show how pooling works.
COALITION, EXAMPLES = COLLECTIONS = ("coalition", "examples")
#: How studies are pooled: the estimator of the variance between them, or as if there is none.
REML, PAULE_MANDEL, DERSIMONIAN_LAIRD, FIXED = MODELS = ("reml", "pm", "dl", "fixed")
#: All findings, or only those with an effect size.
WITH_EFFECT = "yes"

PAGE_SIZE = 20
LAST_PAGE = 5_000
MOST_VALUES = 40
FIRST_YEAR, LAST_YEAR = 1900, 2100

_SLUG = re.compile(r"[\w-]{1,120}")
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class EvidenceQuery:
    """A question about findings.

    ``filters`` maps the name of a filter to the chosen slugs: OR within a filter, AND between them.
    ``from_year`` and ``until_year`` bound the years in which a study ran. ``problems`` says what was
    left out of the address: a page shows it, the API refuses it. ``model`` says how to pool what is
    chosen, ``columns`` what the table of the page shows of it; none: what most readers look for.
    """

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    collection: str = COALITION
    with_effect: bool = False
    from_year: int | None = None
    until_year: int | None = None
    model: str = REML
    columns: tuple[str, ...] = ()
    sort: str = NEWEST
    page: int = 1
    problems: tuple[Problem, ...] = ()

    @classmethod
    def parse(cls, parameters: QueryDict) -> "EvidenceQuery":
        """Read a query string; what is wrong in it is left out and told."""
        problems: list[Problem] = []
        query = cls(
            filters={
                name: values for name in FILTER_NAMES
                if (values := _values(name, parameters, _slugs_of(name), problems))
            },
            collection=_one_of("collection", parameters, COLLECTIONS, problems),
            with_effect=_one_of("effect", parameters, ("", WITH_EFFECT), problems) == WITH_EFFECT,
            from_year=_year("from", parameters, problems),
            until_year=_year("until", parameters, problems),
            model=_one_of("tau2", parameters, MODELS, problems),
            columns=_values("columns", parameters, lambda: ON_THE_PAGE, problems),
            sort=_one_of("sort", parameters, SORTS, problems),
            page=_page(parameters.get("page", ""), problems),
        )  # fmt: skip
        if query.from_year and query.until_year and query.until_year < query.from_year:
            problems.append(
                Problem("until", _("The last year lies before the first; it was left out."))
            )
            query = replace(query, until_year=None)
        return replace(query, problems=tuple(problems))

    @property
    def is_empty(self) -> bool:
        """Whether all findings of the coalition are asked for."""
        return (
            replace(self, model=REML, columns=(), sort=NEWEST, page=1, problems=())
            == EvidenceQuery()
        )

    def with_page(self, page: int) -> "EvidenceQuery":
        return replace(self, page=page)

    def with_sort(self, sort: str) -> "EvidenceQuery":
        return replace(self, sort=sort, page=1)

    def of_files(self) -> "EvidenceQuery":
        """Return the question that a file answers: of all pages, with every column."""
        return replace(self, columns=(), page=1)

    def with_values(self, name: str, *slugs: str) -> "EvidenceQuery":
        """Return the same question with other values in one filter; with none, without the filter."""
        others = {key: values for key, values in self.filters.items() if key != name}
        return replace(self, filters={**others, name: slugs} if slugs else others, page=1)

    def without(self, name: str, slug: str) -> "EvidenceQuery":
        """Return the same question without one chosen value."""
        left = (value for value in self.filters.get(name, ()) if value != slug)
        return self.with_values(name, *left)

    def urlencode(self) -> str:
        """Return the query string of this question, in one fixed order."""
        parameters = QueryDict(mutable=True)
        for name in FILTER_NAMES:
            if name in self.filters:
                parameters.setlist(name, list(self.filters[name]))
        parameters.setlist("columns", list(self.columns))
        given = {
            "collection": self.collection if self.collection != COALITION else "",
            "effect": WITH_EFFECT if self.with_effect else "",
            "from": self.from_year,
            "until": self.until_year,
            "tau2": self.model if self.model != REML else "",
            "sort": self.sort if self.sort != NEWEST else "",
            "page": self.page if self.page > 1 else "",
        }
        for name, value in given.items():
            if value:
                parameters[name] = str(value)
        return parameters.urlencode()


def _slugs_of(name: str) -> Callable[[], Collection[str]]:
    return lambda: {option.slug for option in FILTER[name].options()}


def _values(
    name: str,
    parameters: QueryDict,
    allowed: Callable[[], Collection[str]],
    problems: list[Problem],
) -> tuple[str, ...]:
    """Return the values given that are allowed, which is asked for where there are any."""
    given = [value for value in dict.fromkeys(parameters.getlist(name)) if value]
    if not given:
        return ()
    known = allowed()
    values = tuple(value for value in given[:MOST_VALUES] if value in known)
    if len(given) > MOST_VALUES:
        problems.append(
            Problem(name, _("At most %(count)d values count here.") % {"count": MOST_VALUES})
        )
    problems += [
        Problem(name, _("“%(value)s” doesn't exist here; it was left out.") % {"value": value})
        if _SLUG.fullmatch(value)
        else Problem(
            name, _("Some of the filters in this address were left out: they don't exist.")
        )
        for value in given[:MOST_VALUES]
        if value not in known
    ]
    return values


def _one_of(
    name: str, parameters: QueryDict, allowed: tuple[str, ...], problems: list[Problem]
) -> str:
    """Return the value given if it is allowed, else the first of those that are."""
    given = parameters.get(name, "")
    if given in allowed:
        return given
    if given:
        problems.append(
            Problem(
                name,
                _("“%(name)s” has a value that doesn't exist; it was left out.") % {"name": name},
            )
        )
    return allowed[0]


def _year(name: str, parameters: QueryDict, problems: list[Problem]) -> int | None:
    given = parameters.get(name, "")
    if not given:
        return None
    if _YEAR.fullmatch(given) and FIRST_YEAR <= int(given) <= LAST_YEAR:
        return int(given)
    problems.append(
        Problem(
            name,
            _("A year has four digits, such as 2019; “%(name)s” was left out.") % {"name": name},
        )
    )
    return None


def _page(given: str, problems: list[Problem]) -> int:
    if not given:
        return 1
    if re.fullmatch(r"[0-9]{1,9}", given) and 1 <= int(given) <= LAST_PAGE:
        return int(given)
    problems.append(Problem("page", _("This page of results doesn't exist; you see the first.")))
    return 1
