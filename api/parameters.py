"""The parameters of each list: what the documentation says of them, and what is refused.

What a value means is for the question itself to say (:class:`~search.query.CaseQuery`,
:class:`~evidence.query.EvidenceQuery`). Here stands what a page would let through and a program
should hear of: a name that is unknown, a value that is empty, one where there can be no second.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from api.paging import CURSOR_RULE, DEFAULT_LIMIT, LARGEST_LIMIT, LIMIT_RULE, LONGEST_CURSOR
from api.problems import Fault, Refused
from evidence.filters import FILTERS, Filter
from evidence.query import (
    COALITION,
    COLLECTIONS,
    FIRST_YEAR,
    LAST_YEAR,
    MODELS,
    MOST_VALUES,
    REML,
    WITH_EFFECT,
    EvidenceQuery,
)
from search import snapshot
from search.facets import FACETS, YEARS, FacetDefinition
from search.query import LONGEST_TEXT, SORTS, CaseQuery, Problem, RefusedQuery

#: More values than this are no list to read in a message.
MOST_NAMED = 20


@dataclass(frozen=True)
class Parameter:
    """A parameter of the query; ``many`` ones may be repeated: one of the values must hold.

    ``values`` returns the values to choose from, where it is a choice; ``schema`` is JSON Schema.
    """

    name: str
    description: str
    schema: dict[str, Any]
    values: Callable[[], Sequence[str]] | None = None
    many: bool = False

    @property
    def rule(self) -> str:
        """What a value must be, in a sentence."""
        values = self.values() if self.values else ()
        if not values:
            return self.description
        named = ", ".join(values[:MOST_NAMED])
        return f"One of: {named}{', …' if len(values) > MOST_NAMED else ''}."

    def described(self) -> dict[str, Any]:
        """Return the parameter as OpenAPI describes it, with the values that there are now."""
        values = list(self.values()) if self.values else []
        schema = {**self.schema, **({"enum": values} if values else {})}
        if self.many:
            schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": MOST_VALUES}
        return {
            "in": "query",
            "name": self.name,
            "description": self.description,
            "required": False,
            "schema": schema,
            **({"style": "form", "explode": True} if self.many else {}),
            **({"example": values[:1] if self.many else values[0]} if values else {}),
        }


def _choice(name: str, description: str, values: Sequence[str]) -> Parameter:
    return Parameter(name, description, {"type": "string"}, lambda: values)


def _year(name: str, description: str) -> Parameter:
    schema = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR, "examples": [2015]}
    return Parameter(name, description, schema)


def _filter(each: Filter, description: str) -> Parameter:
    return Parameter(
        each.name,
        description,
        {"type": "string"},
        lambda: [option.slug for option in each.options()],
        many=True,
    )


def _facet(each: FacetDefinition, description: str) -> Parameter:
    if each.name == "year":
        schema = {"type": "integer", "minimum": YEARS[-1], "maximum": YEARS[0]}
        return Parameter(each.name, description, schema, many=True)
    return Parameter(
        each.name,
        description,
        {"type": "string"},
        lambda: list(snapshot.labels().by_slug[each.name]),
        many=True,
    )


CURSOR = Parameter(
    "cursor",
    f"Where this part of the list begins. {CURSOR_RULE}",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_CURSOR},
)
LIMIT = Parameter(
    "limit",
    f"How many records an answer has. {LIMIT_RULE}",
    {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT},
)
PAGING = (LIMIT, CURSOR)

#: What each filter of findings chooses by.
FILTER_DESCRIPTIONS = {
    "outcome": "Slug of the outcome that was measured.",
    "type": "Slug of a kind of intervention that the study is about.",
    "design": "Design of the study.",
    "level": "Level of the study on the Maryland scale.",
    "sector": "Sector of a case that the study is about.",
    "conclusion": "What the study itself concludes.",
    "independence": "Who evaluated.",
    "harm": "What the study says of side effects; `none-seen` is part of `reported`.",
    "metric": "Kind of effect size.",
    "role": "Whether it was planned beforehand to look for this.",
}
EVIDENCE = (
    *(_filter(each, FILTER_DESCRIPTIONS[each.name]) for each in FILTERS),
    _choice("effect", "Only what has an effect size.", [WITH_EFFECT]),
    _year("from", "First year: the study ran in this year or later. Four digits, 1900 to 2100."),
    _year(
        "until",
        "Last year: the study ran in this year or earlier. Four digits, 1900 to 2100, and not"
        " before `from`.",
    ),
    _choice(
        "collection",
        "The studies of the coalition, or published ones that only show how pooling works:"
        f" without it {COALITION}.",
        COLLECTIONS,
    ),
)
#: What chooses the findings, and how they are pooled.
POOL = (
    *EVIDENCE,
    _choice(
        "tau2",
        "How studies are pooled: by the estimator of the variance between them, or `fixed`, as if"
        f" all estimate one effect: without it {REML}.",
        MODELS,
    ),
)

FACET_DESCRIPTIONS = {
    "type": "Slug of a kind of intervention.",
    "outcome": "Slug of an outcome that the case should change.",
    "conclusion": "What its evaluations say together.",
    "sector": "Sector of the schools.",
    "municipality": "Four-digit code of Statistics Netherlands (CBS).",
    "province": "Slug of a province.",
    "target": "Slug of the group that it is for.",
    "status": "Whether it runs.",
    "partner": "Slug of the partner that publishes it.",
    "year": "Year in which it began: four digits.",
}
CASES = (
    Parameter(
        "q",
        "Words to look for; quoted words stand together. At most twelve words count.",
        {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "examples": ["vrienden"]},
    ),
    *(_facet(each, FACET_DESCRIPTIONS[each.name]) for each in FACETS),
    _choice("sort", "Order of the list: without it the latest published comes first.", SORTS),
    CURSOR,
)


def check(request: HttpRequest, parameters: Iterable[Parameter]) -> None:
    """Refuse names that are unknown, values that are empty, and a second value where one is meant.

    Raises
    ------
    Refused : all faults together
    """
    known = {parameter.name: parameter for parameter in parameters}
    faults = []
    for name, values in request.GET.lists():
        if name not in known:
            names = ", ".join(known) or "none"
            faults.append(Fault(name, f"There is no such parameter here. There are: {names}."))
        elif not all(values):
            faults.append(Fault(name, f"It has no value. {known[name].rule}"))
        elif len(values) > 1 and not known[name].many:
            faults.append(Fault(name, "It can be given once."))
        elif len(values) > MOST_VALUES:
            faults.append(Fault(name, f"It can be given {MOST_VALUES} times at most."))
    if faults:
        raise Refused(faults)


def evidence_query(request: HttpRequest) -> EvidenceQuery:
    """Return the question about findings that a request asks.

    Raises
    ------
    Refused : where the page would leave something out
    """
    query = EvidenceQuery.parse(request.GET)
    _refuse(query.problems, POOL)
    return query


def case_query(request: HttpRequest) -> CaseQuery:
    """Return the question about cases that a request asks.

    Raises
    ------
    Refused : where the page would leave something out
    """
    try:
        query = CaseQuery.parse(request.GET)
    except RefusedQuery:
        raise Refused([Fault("q", "This text is too long to look for.")]) from None
    known = snapshot.labels().by_slug
    unknown = [
        Problem(name, slug)
        for name, slugs in query.filters.items()
        for slug in slugs
        if slug not in known[name]
    ]
    _refuse([*query.problems, *unknown], CASES)
    return query


def _refuse(problems: Iterable[Problem], parameters: Iterable[Parameter]) -> None:
    if names := dict.fromkeys(problem.parameter for problem in problems):
        rules = {parameter.name: parameter.rule for parameter in parameters}
        raise Refused(Fault(name, rules[name]) for name in names)
