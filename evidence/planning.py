"""What a planned evaluation can find: the smallest effect, and how many schools a smaller one needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from interventions.choices import Design
from methods import clusters, interpretation, power
from methods.errors import OutOfRange

#: Effects of which is told what they need, where no effect is asked for.
USUAL_EFFECTS = (0.40, 0.30, 0.20, 0.10)

#: Designs that can be planned by these formulae; all but that of pupils divide whole schools.
DESIGNS = (
    Design.RCT_CLUSTER,
    Design.RCT_INDIVIDUAL,
    Design.DIFFERENCE_IN_DIFFERENCES,
    Design.MATCHED_COMPARISON,
)
BY_LOT = frozenset({Design.RCT_CLUSTER, Design.RCT_INDIVIDUAL})


def usual_icc(*, attainment: bool) -> float:
    """Return the intraclass correlation of pupils of one school where none is known."""
    return clusters.default_icc(interpretation.ATTAINMENT if attainment else "")


@dataclass(frozen=True)
class Needed:
    """How many schools find an effect; None where no number of them does."""

    effect: float
    schools: int | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """An evaluation that compares two groups.

    Attributes
    ----------
    schools : of both groups together
    pupils : in each school
    share_treated : of the schools, or of the pupils where these are divided, between 0 and 1
    icc : intraclass correlation, from 0 to 1; of no account where pupils are divided
    explained : share of the differences that what was measured beforehand explains, from 0 to below 1
    """

    design: Design
    schools: int
    pupils: int
    icc: float
    share_treated: float = 0.5
    explained: float = 0.0
    attainment: bool = False

    @property
    def by_pupil(self) -> bool:
        return self.design == Design.RCT_INDIVIDUAL

    @property
    def by_lot(self) -> bool:
        return self.design in BY_LOT

    @property
    def all_pupils(self) -> int:
        return self.schools * self.pupils

    @property
    def schools_treated(self) -> int:
        """How many schools get the intervention, at least one in each group where there are two."""
        return min(max(round(self.share_treated * self.schools), 1), self.schools - 1)

    def detectable(self) -> float:
        """Return the minimum detectable effect, in standard deviations of the outcome.

        Raises
        ------
        OutOfRange : too few schools or pupils to estimate anything
        """
        if self.by_pupil:
            return power.minimum_detectable_effect(
                self.all_pupils,
                share_treated=self.share_treated,
                r2=self.explained,
                covariates=self._covariates,
            )
        return power.minimum_detectable_effect_of_clusters(
            self.schools,
            self.pupils,
            self.icc,
            share_treated=self.share_treated,
            r2_between=self.explained,
            r2_within=self.explained,
            covariates=self._covariates,
        )

    def needed(self, effect: float) -> Needed:
        """Return how many schools as large as these find an effect."""
        size, icc = (1, 0.0) if self.by_pupil else (self.pupils, self.icc)
        try:
            units = power.clusters_needed(
                effect,
                size,
                icc,
                share_treated=self.share_treated,
                r2_between=self.explained,
                r2_within=self.explained,
                covariates=self._covariates,
            )
        except OutOfRange:
            return Needed(effect, None)
        # A pupil that is drawn by lot is a cluster of one.
        return Needed(effect, -(-units // self.pupils) if self.by_pupil else units)

    def ladder(self, wanted: float | None) -> Sequence[Needed]:
        """Return what the effect that is wanted needs, or what some usual ones do."""
        return [self.needed(effect) for effect in ((wanted,) if wanted else USUAL_EFFECTS)]

    def with_measure_before(self) -> "Plan | None":
        """Return the same plan with a measurement beforehand, where it has none."""
        return None if self.explained else replace(self, explained=0.5)

    @property
    def _covariates(self) -> int:
        return 1 if self.explained else 0


@dataclass(frozen=True)
class Expectation:
    """What a plan can find, in numbers that a board can picture.

    Attributes
    ----------
    effect : minimum detectable, in standard deviations
    rank : where the average pupil of a hundred would come, from place 50
    months : of progress at school; None for what is no learning result
    is_large : whether only an effect that is large for education would be found; None where that is
        not known. From 0.20 on an effect on test scores is large (Kraft 2020, Interpreting effect
        sizes of education interventions, Educational Researcher 49(4), table 1).
    """

    effect: float
    rank: int
    months: int | None
    is_large: bool | None
    ladder: Sequence[Needed]
    #: With a measurement beforehand that explains half of the differences; None with one already.
    effect_measured_before: float | None


LARGE_ON_ATTAINMENT = 0.20


def expect(plan: Plan, wanted: float | None = None) -> Expectation:
    """Return what a plan can find.

    Parameters
    ----------
    wanted : an effect of which is asked what it needs

    Raises
    ------
    OutOfRange : as :meth:`Plan.detectable`
    """
    effect = plan.detectable()
    attainment = plan.attainment
    before = plan.with_measure_before()
    return Expectation(
        effect=effect,
        rank=round(50 + float(interpretation.improvement_index(effect))),
        months=interpretation.months_of_progress(effect, interpretation.ATTAINMENT)
        if attainment
        else None,
        is_large=effect >= LARGE_ON_ATTAINMENT if attainment else None,
        ladder=plan.ladder(wanted),
        effect_measured_before=_detectable_or_none(before),
    )


def _detectable_or_none(plan: Plan | None) -> float | None:
    try:
        return plan.detectable() if plan else None
    except OutOfRange:
        return None
