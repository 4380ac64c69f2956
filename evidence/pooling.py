"""Whether findings may be pooled, and what they say together.

The one way to a pooled number: pages, API, exports and panels all ask :func:`pool`, so that none
shows a number that another refuses.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, islice
from typing import Any

import numpy as np
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from evidence.query import DERSIMONIAN_LAIRD, FIXED, PAULE_MANDEL, REML, EvidenceQuery
from evidence.selection import findings
from interventions.choices import Metric
from interventions.models import Finding
from methods import dependence, moderators, sensitivity, synthesis
from methods.dependence import RobustPool
from methods.errors import RefusedInput
from methods.heterogeneity import Estimator
from methods.moderators import Subgroups
from methods.sensitivity import EggerTest
from methods.synthesis import Pool

ESTIMATORS: dict[str, Estimator] = {REML: "reml", PAULE_MANDEL: "pm", DERSIMONIAN_LAIRD: "dl"}

#: With fewer independent studies no pool is shown.
FEWEST_STUDIES = 3
#: Assumed correlation of several findings of one study.
CORRELATION = 0.8
#: So many findings are read at a time.
BATCH = 2_000
#: Without each study in turn: for a list to read.
MOST_LEFT_OUT = 100


class Reason(TextChoices):
    """Why findings are not pooled."""

    NO_EFFECTS = "no-effects", _("none of these findings has an effect size")
    MIXED_OUTCOMES = "mixed-outcomes", _("they are about different outcomes; choose one")
    MIXED_METRICS = (
        "mixed-metrics",
        _("they are in different kinds of effect size; choose one"),
    )
    TOO_FEW_STUDIES = "too-few-studies", _("they come from fewer than three independent studies")


class PoolRefused(ValueError):
    """These findings can't be pooled honestly; ``reason`` says why, in the reader's language."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class StudyEffects:
    """Findings as columns: one row a finding that has an effect.

    Attributes
    ----------
    evaluations : ids of the evaluations
    families : what makes two findings of one study: the code of its family, or its id
    outcomes : ids of the outcomes
    metrics : values of :class:`~interventions.choices.Metric`
    effects, variances : above zero is better; the variance is the squared standard error
    levels : Maryland levels, 0 where there is none
    """

    evaluations: Sequence[int]
    families: Sequence[Hashable]
    outcomes: Sequence[int]
    metrics: Sequence[str]
    effects: NDArray[np.float64]
    variances: NDArray[np.float64]
    levels: Sequence[int]

    def about(self, outcome: int) -> "StudyEffects":
        """Return those on one outcome."""
        places = [place for place, each in enumerate(self.outcomes) if each == outcome]
        return StudyEffects(
            evaluations=[self.evaluations[place] for place in places],
            families=[self.families[place] for place in places],
            outcomes=[outcome] * len(places),
            metrics=[self.metrics[place] for place in places],
            effects=self.effects[places],
            variances=self.variances[places],
            levels=[self.levels[place] for place in places],
        )


@dataclass(frozen=True)
class Pooled:
    """What studies say together: one composite effect a study, pooled as was asked.

    ``evaluations`` and ``levels`` are of the first finding of each study; ``sizes`` is how many
    findings each brings in.
    """

    outcome_id: int
    metric: Metric
    evaluations: Sequence[int]
    levels: Sequence[int]
    sizes: NDArray[np.intp]
    pool: Pool
    findings: StudyEffects

    @property
    def model(self) -> str:
        """Return by what it was pooled: a value of :data:`evidence.query.MODELS`."""
        return self.pool.method

    @property
    def _estimator(self) -> Estimator:
        return ESTIMATORS.get(self.model, "reml")

    @cached_property
    def fixed(self) -> Pool:
        """Return the pool as if all studies estimate one effect."""
        return synthesis.fixed_effect(self.pool.effects, self.pool.variances)

    @cached_property
    def robust(self) -> RobustPool:
        """Return the pool of all single findings, by robust variance estimation."""
        found = self.findings
        return dependence.robust_effect(
            found.effects, found.variances, found.families, rho=CORRELATION
        )

    @cached_property
    def left_out(self) -> tuple[Pool, ...]:
        """Return the pool without each study in turn; nothing where studies are too many or few."""
        effects, variances = self.pool.effects, self.pool.variances
        if not FEWEST_STUDIES < self.pool.k <= MOST_LEFT_OUT:
            return ()
        if self.model == FIXED:
            return tuple(
                synthesis.fixed_effect(np.delete(effects, place), np.delete(variances, place))
                for place in range(self.pool.k)
            )
        return sensitivity.leave_one_out(
            effects, variances, tau2=self._estimator, interval=self.pool.interval
        )

    @cached_property
    def asymmetry(self) -> EggerTest | None:
        """Return Egger's test, where studies are enough for it and differ in precision."""
        if self.pool.k < sensitivity.ENOUGH_FOR_EGGER:
            return None
        try:
            return sensitivity.egger_test(self.pool.effects, self.pool.variances)
        except RefusedInput:
            return None

    @cached_property
    def by_level(self) -> Subgroups | None:
        """Return the pools by Maryland level, where two levels have studies enough to be pooled.

        With random effects, also where the whole is pooled as if all studies estimate one effect: Q
        between levels asks for it.
        """
        try:
            groups = moderators.subgroup_analysis(
                self.pool.effects, self.pool.variances, self.levels, tau2=self._estimator
            )
        except RefusedInput:
            return None
        enough = all(pool.k >= FEWEST_STUDIES for pool in groups.pools.values())
        return groups if enough else None


def pool(query: EvidenceQuery) -> Pooled:
    """Pool the findings that a question chooses, by the model that it asks for.

    Raises
    ------
    PoolRefused : with the reason, which every route must show instead
    """
    return pooled(read(findings(query)), query.model)


def pool_by_outcome(query: EvidenceQuery) -> dict[int, Pooled | Reason]:
    """Pool the findings that a question chooses on each outcome by itself, in one query.

    Each is what :func:`pool` answers to the same question about that outcome: the pool, or the
    reason for which there is none.
    """
    found = read(findings(query))
    pools: dict[int, Pooled | Reason] = {}
    for outcome in dict.fromkeys(found.outcomes):
        try:
            pools[outcome] = pooled(found.about(outcome), query.model)
        except PoolRefused as refused:
            pools[outcome] = refused.reason
    return pools


def read(chosen: QuerySet[Finding]) -> StudyEffects:
    """Read the findings that have an effect, in one query."""
    evaluations, codes, outcomes, metrics, effects, errors, levels, subgroups = _columns(
        chosen.filter(effect__isnull=False, effect_se__gt=0)
        .order_by("evaluation_id", "sort_order", "pk")
        .values_list(
            "evaluation_id",
            "evaluation__study_family",
            "outcome_id",
            "metric",
            "effect",
            "effect_se",
            "evaluation__maryland_level",
            "subgroup",
        ),
        8,
    )
    families = [code or pk for code, pk in zip(codes, evaluations, strict=True)]
    # Those about a part of the pupils count where a study says nothing about all of them.
    answers = list(zip(families, outcomes, strict=True))
    whole = {answer for answer, part in zip(answers, subgroups, strict=True) if not part}
    kept = [
        not part or answer not in whole for answer, part in zip(answers, subgroups, strict=True)
    ]
    return StudyEffects(
        evaluations=list(compress(evaluations, kept)),
        families=list(compress(families, kept)),
        outcomes=list(compress(outcomes, kept)),
        metrics=list(compress(metrics, kept)),
        effects=np.array(effects, dtype=np.float64)[kept],
        variances=np.array(errors, dtype=np.float64)[kept] ** 2,
        levels=[level or 0 for level in compress(levels, kept)],
    )


def _columns(rows: QuerySet[Finding, Any], number: int) -> list[list[Any]]:
    """Return rows of values as columns.

    A batch at a time: tens of thousands of rows kept in memory make Python search all that it has
    for garbage, which takes longer than reading them.
    """
    columns: list[list[Any]] = [[] for _ in range(number)]
    found = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        for column, values in zip(columns, zip(*batch, strict=True), strict=True):
            column.extend(values)
    return columns


def pooled(found: StudyEffects, model: str = REML) -> Pooled:
    """Pool findings that were read.

    Raises
    ------
    PoolRefused
    """
    outcomes, metrics, firsts = set(found.outcomes), set(found.metrics), _firsts(found.families)
    if not outcomes:
        raise PoolRefused(Reason.NO_EFFECTS)
    if len(outcomes) > 1:
        raise PoolRefused(Reason.MIXED_OUTCOMES)
    if len(metrics) > 1:
        raise PoolRefused(Reason.MIXED_METRICS)
    if len(firsts) < FEWEST_STUDIES:
        raise PoolRefused(Reason.TOO_FEW_STUDIES)
    studies = dependence.composites(found.effects, found.variances, found.families, rho=CORRELATION)
    return Pooled(
        outcome_id=outcomes.pop(),
        metric=Metric(metrics.pop()),
        evaluations=[found.evaluations[place] for place in firsts],
        levels=[found.levels[place] for place in firsts],
        sizes=studies.sizes,
        pool=_pool(studies.effects, studies.variances, model),
        findings=found,
    )


def _pool(effects: NDArray[np.float64], variances: NDArray[np.float64], model: str) -> Pool:
    if model == FIXED:
        return synthesis.fixed_effect(effects, variances)
    return synthesis.random_effects(effects, variances, tau2=ESTIMATORS[model])


def _firsts(families: Sequence[Hashable]) -> list[int]:
    """Return the place of the first finding of each family."""
    places: dict[Hashable, int] = {}
    for place, family in enumerate(families):
        places.setdefault(family, place)
    return list(places.values())
