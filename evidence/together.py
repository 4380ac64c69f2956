"""What findings say together, as a page tells it: the pool with its forest plot, or why there is none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from evidence.addresses import Link, evidence_url
from evidence.charts import Funnel, Mark, Scale, funnel, robust_scale
from evidence.filters import FILTER, MARYLAND_LEVELS
from evidence.pooling import Pooled, PoolRefused, Reason, pool, pool_by_outcome
from evidence.query import EvidenceQuery
from evidence.selection import findings
from interventions.models import EvaluationPage
from methods.effect_sizes import Effect
from methods.sensitivity import ENOUGH_FOR_EGGER
from methods.synthesis import Pool

#: A plot of more studies is no longer read; their table of findings is there all the same.
MOST_PLOTTED = 60
#: With fewer studies a funnel tells nothing: see :data:`methods.sensitivity.ENOUGH_FOR_EGGER`.
FEWEST_IN_FUNNEL, MOST_IN_FUNNEL = ENOUGH_FOR_EGGER, 1_000


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
    funnel: Funnel | None = None
    left_out: tuple[float, float] | None = None
    levels: Sequence[LevelPool] = ()
    refusal: str | Promise = ""
    #: Choices that may make pooling possible.
    ways_out: Sequence[Link] = ()


@dataclass(frozen=True)
class OutcomeTogether:
    """What the findings on one outcome say together; ``evaluations`` counts all that measured it."""

    label: str | Promise
    evaluations: int
    url: str
    together: Together


def together(query: EvidenceQuery) -> Together:
    """Return what the findings of a question say together, or why nothing can be said."""
    try:
        found = pool(query)
    except PoolRefused as refused:
        return Together(
            refusal=refused.reason.label, ways_out=list(_ways_out(query, refused.reason))
        )
    return _told(found, _pages([found]))


def together_by_outcome(query: EvidenceQuery) -> list[OutcomeTogether]:
    """Return what the findings of a question say on each outcome that they are about.

    In the order of the outcomes, in a number of queries that stays the same as they become more.
    """
    chosen = findings(query).order_by()
    counts = chosen.values_list("outcome").annotate(studies=Count("evaluation", distinct=True))
    studies = dict(counts)
    found = pool_by_outcome(query)
    pages = _pages(each for each in found.values() if isinstance(each, Pooled))
    outcomes = []
    for option in FILTER["outcome"].options():
        if option.key not in studies:
            continue
        pooled = found.get(int(option.key), Reason.NO_EFFECTS)
        outcomes.append(
            OutcomeTogether(
                label=option.label,
                evaluations=studies[option.key],
                url=evidence_url(query.with_values("outcome", option.slug)),
                together=Together(refusal=pooled.label)
                if isinstance(pooled, Reason)
                else _told(pooled, pages),
            )
        )
    return outcomes


def _told(found: Pooled, pages: Mapping[int, EvaluationPage]) -> Together:
    left_out = [each.estimate for each in found.left_out]
    groups = found.by_level
    return Together(
        pooled=found,
        plot=forest_plot(found, pages) if found.pool.k <= MOST_PLOTTED else None,
        funnel=_funnel(found),
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
            )


def _pages(pools: Iterable[Pooled]) -> dict[int, EvaluationPage]:
    """Return the evaluations that the plots of these pools show."""
    plotted = [pk for found in pools if found.pool.k <= MOST_PLOTTED for pk in found.evaluations]
    columns = EvaluationPage.objects.only("title", "url_path", "period_start", "period_end")
    return columns.in_bulk(plotted)


def forest_plot(found: Pooled, pages: Mapping[int, EvaluationPage] | None = None) -> ForestPlot:
    """Return where each study and the pool stand.

    Parameters
    ----------
    pages : the studies, where they are read already
    """
    pages = _pages([found]) if pages is None else pages
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


def _funnel(found: Pooled) -> Funnel | None:
    if not FEWEST_IN_FUNNEL <= found.pool.k <= MOST_IN_FUNNEL:
        return None
    errors = np.sqrt(found.pool.variances)
    return funnel(found.pool.effects.tolist(), errors.tolist(), found.pool.estimate)


def _years(study: EvaluationPage) -> str:
    years = dict.fromkeys(str(year) for year in (study.period_start, study.period_end) if year)
    return "–".join(years)
