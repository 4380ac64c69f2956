"""What the page of the evidence shows for a question: its findings, and what they say together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from evidence.charts import Mark, Scale, robust_scale
from evidence.filters import FILTER, FILTERS, MARYLAND_LEVELS
from evidence.pooling import Pooled, PoolRefused, Reason, pool
from evidence.query import EFFECT, LAST_PAGE, NEWEST, PAGE_SIZE, PRECISION, EvidenceQuery
from evidence.selection import findings, ordered
from interventions.models import EvaluationPage, Finding
from interventions.studies import public_change_of
from methods.effect_sizes import Effect
from methods.synthesis import Pool

#: A plot of more studies is no longer read; their table of findings is there all the same.
MOST_PLOTTED = 60


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
class Link:
    label: str
    url: str
    selected: bool


@dataclass(frozen=True)
class PlottedStudy:
    """One study of the forest plot: its row in the table, and its mark."""

    title: str
    url: str
    years: str
    findings: int
    effect: float
    ci: tuple[float, float]
    weight: float
    mark: Mark


@dataclass(frozen=True)
class ForestPlot:
    studies: Sequence[PlottedStudy]
    scale: Scale
    pooled: Mark
    prediction: Mark | None


@dataclass(frozen=True)
class LevelPool:
    label: str | Promise
    pool: Pool


@dataclass(frozen=True)
class Together:
    """What findings say together, or ``refusal``: why nothing can be said."""

    pooled: Pooled | None = None
    plot: ForestPlot | None = None
    left_out: tuple[float, float] | None = None
    levels: Sequence[LevelPool] = ()
    refusal: str | Promise = ""
    #: Choices that may make pooling possible.
    ways_out: Sequence[Link] = ()


@dataclass(frozen=True)
class FindingLine:
    """One finding of the table."""

    finding: Finding
    study: EvaluationPage
    url: str
    ci: tuple[float, float] | None
    #: Of a share before and after: 57% → 68%.
    change: str


@dataclass(frozen=True)
class Results:
    query: EvidenceQuery
    total: int
    studies: int
    lines: Sequence[FindingLine]
    page_count: int
    previous_url: str
    next_url: str
    filters: Sequence[FilterChoices]
    active: Sequence[ActiveFilter]
    sorts: Sequence[Link]
    together: Together
    #: Formats of the whole table and of its studies, each with its name.
    downloads: Sequence[tuple[str, str]] = (
        ("csv", "CSV"), ("xlsx", "Excel"), ("jsonl", "JSON Lines")
    )  # fmt: skip
    references: Sequence[tuple[str, str]] = (("ris", "RIS"), ("bib", "BibTeX"))


def evidence_url(query: EvidenceQuery) -> str:
    """Return the address of a question."""
    parameters = query.urlencode()
    return reverse("evidence") + (f"?{parameters}" if parameters else "")


def answer(query: EvidenceQuery) -> Results:
    """Read everything that the page of a question shows, in a number of queries that stays the same."""
    chosen = findings(query)
    total = chosen.count()
    page_count = min(LAST_PAGE, max(1, ceil(total / PAGE_SIZE)))
    query = query if query.page <= page_count else query.with_page(1)
    start = (query.page - 1) * PAGE_SIZE
    rows = list(
        ordered(query)
        .select_related("outcome", "evaluation")
        .only("evaluation__title", "evaluation__url_path", "evaluation__design",
              "evaluation__maryland_level", "evaluation__conclusion", "evaluation__study_family",
              "evaluation__period_start", "evaluation__period_end", "outcome__name",
              "outcome__name_en", "outcome__slug", "measure", "subgroup", "time_point_months",
              "effect", "effect_se", "metric", "no_effect_because", "data",
              "share_before", "share_after")[
            start : start + PAGE_SIZE
        ]
    )  # fmt: skip
    return Results(
        query=query,
        total=total,
        studies=chosen.order_by().values("evaluation").distinct().count(),
        lines=[_line(finding) for finding in rows],
        page_count=page_count,
        previous_url=evidence_url(query.with_page(query.page - 1)) if query.page > 1 else "",
        next_url=evidence_url(query.with_page(query.page + 1)) if query.page < page_count else "",
        filters=[_choices(name, query) for name in FILTER],
        active=list(_active(query)),
        sorts=_sorts(query),
        together=together(query),
    )


def together(query: EvidenceQuery) -> Together:
    """Return what the findings of a question say together, or why nothing can be said."""
    try:
        found = pool(query)
    except PoolRefused as refused:
        return Together(
            refusal=refused.reason.label, ways_out=list(_ways_out(query, refused.reason))
        )
    left_out = [each.estimate for each in found.left_out]
    groups = found.by_level
    return Together(
        pooled=found,
        plot=forest_plot(found) if found.pool.k <= MOST_PLOTTED else None,
        left_out=(min(left_out), max(left_out)) if left_out else None,
        levels=[
            LevelPool(MARYLAND_LEVELS.get(_as_level(level), _("no level")), each)
            for level, each in sorted(groups.pools.items(), key=lambda item: _as_level(item[0]))
        ]
        if groups
        else (),
    )


def _as_level(level: object) -> int:
    return level if isinstance(level, int) else 0


def _ways_out(query: EvidenceQuery, reason: Reason) -> Iterator[Link]:
    """Yield the choices of one outcome, or one kind of effect size, that are among the findings."""
    name = {Reason.MIXED_OUTCOMES: "outcome", Reason.MIXED_METRICS: "metric"}.get(reason)
    if name is None:
        return
    present = set(
        findings(query)
        .filter(effect__isnull=False)
        .order_by()
        .values_list(name, flat=True)
        .distinct()
    )
    for option in FILTER[name].options():
        if option.key in present:
            yield Link(
                str(option.label),
                evidence_url(query.with_values(name, option.slug)) + "#together",
                False,
            )


def forest_plot(found: Pooled) -> ForestPlot:
    """Return where each study and the pool stand; reads their titles in one query."""
    pages = EvaluationPage.objects.only(
        "title", "url_path", "period_start", "period_end"
    ).in_bulk(found.evaluations)  # fmt: skip
    pool = found.pool
    intervals = np.column_stack(Effect(pool.effects, pool.variances).ci()).tolist()
    prediction = pool.prediction_interval
    scale = robust_scale(intervals, [*pool.effects, *pool.ci, *(prediction or ())])
    rows = zip(found.evaluations, found.sizes, pool.effects, intervals, pool.weights, strict=True)
    return ForestPlot(
        studies=[
            PlottedStudy(
                title=pages[pk].title,
                url=pages[pk].get_url(),
                years=_years(pages[pk]),
                findings=int(size),
                effect=float(effect),
                ci=ci,
                weight=float(weight),
                mark=scale.mark(float(effect), ci, float(weight)),
            )
            for pk, size, effect, ci, weight in rows
        ],
        scale=scale,
        pooled=scale.mark(pool.estimate, pool.ci),
        prediction=scale.mark(pool.estimate, prediction) if prediction else None,
    )


def _years(study: EvaluationPage) -> str:
    years = dict.fromkeys(str(year) for year in (study.period_start, study.period_end) if year)
    return "–".join(years)


def _line(finding: Finding) -> FindingLine:
    study = finding.evaluation
    return FindingLine(finding, study, study.get_url(), finding.ci, public_change_of(finding))


def _choices(name: str, query: EvidenceQuery) -> FilterChoices:
    each, chosen = FILTER[name], query.filters.get(name, ())
    choices = [
        Choice(option.slug, option.label, option.slug in chosen) for option in each.options()
    ]
    return FilterChoices(name, each.heading, choices, len(chosen))


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
