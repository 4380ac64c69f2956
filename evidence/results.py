"""What the page of the evidence shows for a question: its findings, and what they say together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evidence.addresses import Link, evidence_url
from evidence.columns import COLUMNS, ON_THE_PAGE, Column
from evidence.filters import FILTER, FILTERS
from evidence.flat import rows_of
from evidence.harm import HarmCount, harm_counts
from evidence.query import (
    DERSIMONIAN_LAIRD,
    EFFECT,
    FIXED,
    LAST_PAGE,
    NEWEST,
    PAGE_SIZE,
    PAULE_MANDEL,
    PRECISION,
    REML,
    EvidenceQuery,
)
from evidence.selection import findings, ordered
from evidence.together import Together, together
from interventions.models import EvaluationPage, Finding
from interventions.studies import public_change_of

MODEL_NAMES = {
    REML: gettext_lazy("Random effects, REML"),
    PAULE_MANDEL: gettext_lazy("Random effects, Paule and Mandel"),
    DERSIMONIAN_LAIRD: gettext_lazy("Random effects, DerSimonian and Laird"),
    FIXED: gettext_lazy("As if all studies measure one effect"),
}


NAMES = [column.name for column in COLUMNS]
COLUMNS_HEADING = gettext_lazy("Columns of the table")


@dataclass(frozen=True)
class Choice:
    slug: str
    label: str | Promise
    selected: bool


@dataclass(frozen=True)
class FilterChoices:
    name: str
    heading: Promise
    choices: Sequence[Choice]
    selected_count: int


@dataclass(frozen=True)
class ActiveFilter:
    heading: str | Promise
    label: str | Promise
    url: str


@dataclass(frozen=True)
class FindingLine:
    """One finding of the table."""

    finding: Finding
    study: EvaluationPage
    url: str
    ci: tuple[float, float] | None
    #: Of a share before and after: 57% → 68%.
    change: str
    #: In the columns that were chosen.
    cells: Sequence[str]


@dataclass(frozen=True)
class Results:
    query: EvidenceQuery
    total: int
    studies: int
    lines: Sequence[FindingLine]
    page_count: int
    previous_url: str
    next_url: str
    #: Those that were chosen; none: the table of what most readers look for.
    columns: Sequence[Column[Any]]
    filters: Sequence[FilterChoices]
    active: Sequence[ActiveFilter]
    sorts: Sequence[Link]
    together: Together
    harm: Sequence[HarmCount]
    models: Sequence[Choice]
    #: Formats of the whole table and of its studies, each with its name.
    downloads: Sequence[tuple[str, str]] = (
        ("csv", "CSV"), ("xlsx", "Excel"), ("jsonl", "JSON Lines")
    )  # fmt: skip
    references: Sequence[tuple[str, str]] = (("ris", "RIS"), ("bib", "BibTeX"))


def answer(query: EvidenceQuery) -> Results:
    """Read everything that the page of a question shows, in a number of queries that stays the same."""
    chosen = findings(query)
    total = chosen.count()
    page_count = min(LAST_PAGE, max(1, ceil(total / PAGE_SIZE)))
    query = query if query.page <= page_count else query.with_page(1)
    start = (query.page - 1) * PAGE_SIZE
    on_page = ordered(query)[start : start + PAGE_SIZE]
    rows = list(
        on_page
        .select_related("outcome", "evaluation")
        .only("evaluation__title", "evaluation__url_path", "evaluation__design",
              "evaluation__maryland_level", "evaluation__conclusion", "evaluation__study_family",
              "evaluation__period_start", "evaluation__period_end", "outcome__name",
              "outcome__name_en", "outcome__slug", "measure", "subgroup", "time_point_months",
              "effect", "effect_se", "metric", "no_effect_because", "data",
              "share_before", "share_after")
    )  # fmt: skip
    return Results(
        query=query,
        total=total,
        studies=chosen.order_by().values("evaluation").distinct().count(),
        lines=[
            _line(finding, cells)
            for finding, cells in zip(rows, _cells(query, on_page, len(rows)), strict=True)
        ],
        page_count=page_count,
        previous_url=evidence_url(query.with_page(query.page - 1)) if query.page > 1 else "",
        next_url=evidence_url(query.with_page(query.page + 1)) if query.page < page_count else "",
        columns=[ON_THE_PAGE[name] for name in query.columns],
        filters=[*(_choices(name, query) for name in FILTER), _columns(query)],
        active=list(_active(query)),
        sorts=_sorts(query),
        together=together(query),
        harm=harm_counts(query),
        models=[Choice(model, name, model == query.model) for model, name in MODEL_NAMES.items()],
    )


def _cells(query: EvidenceQuery, on_page: QuerySet[Finding], count: int) -> list[list[str]]:
    """Return what the chosen columns say of each finding of the page; reads where any is chosen."""
    if not query.columns:
        return [[]] * count
    places = [NAMES.index(name) for name in query.columns]
    return [[COLUMNS[place].told(row[place]) for place in places] for row in rows_of(on_page)]


def _line(finding: Finding, cells: Sequence[str]) -> FindingLine:
    study = finding.evaluation
    return FindingLine(
        finding, study, study.get_url(), finding.ci, public_change_of(finding), cells
    )


def _choices(name: str, query: EvidenceQuery) -> FilterChoices:
    each, chosen = FILTER[name], query.filters.get(name, ())
    choices = [
        Choice(option.slug, option.label, option.slug in chosen) for option in each.options()
    ]
    return FilterChoices(name, each.heading, choices, len(chosen))


def _columns(query: EvidenceQuery) -> FilterChoices:
    """Return the columns to choose from, as one more thing that the form asks."""
    choices = [
        Choice(name, column.heading, name in query.columns) for name, column in ON_THE_PAGE.items()
    ]
    return FilterChoices("columns", COLUMNS_HEADING, choices, len(query.columns))


def _active(query: EvidenceQuery) -> Iterator[ActiveFilter]:
    for each in FILTERS:
        labels: Mapping[str, str | Promise] = {
            option.slug: option.label for option in each.options()
        } if each.name in query.filters else {}  # fmt: skip
        for slug in query.filters.get(each.name, ()):
            yield ActiveFilter(
                each.heading, labels[slug], evidence_url(query.without(each.name, slug))
            )


def _sorts(query: EvidenceQuery) -> list[Link]:
    names = {NEWEST: _("Newest study first"), EFFECT: _("Largest effect first"),
             PRECISION: _("Most precise first")}  # fmt: skip
    return [
        Link(name, evidence_url(query.with_sort(sort)), sort == query.sort)
        for sort, name in names.items()
    ]
