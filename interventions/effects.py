"""What follows from the figures of a finding: an effect size with its interval, or why there is none.

Pure: it reads the attributes of a finding and of its evaluation, saved or not.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_lazy as _

from interventions.choices import (
    CLUSTERED_UNITS,
    Clustering,
    Data,
    Design,
    Direction,
    EffectOrigin,
    HigherGroup,
    Metric,
    NoEffect,
    ReportedMetric,
)
from interventions.figures import Problems, in_words, on_scale, problems_with
from methods import clusters, effect_sizes
from methods.effect_sizes import Effect
from methods.errors import RefusedInput
from methods.interpretation import ATTAINMENT

if TYPE_CHECKING:
    from interventions.models import EvaluationPage, Finding

#: Of the rules below and in :mod:`methods`; a new one for every change of a result.
FORMULA_VERSION = "1"

#: The figures that an effect needs, by what the study reports.
NEEDED = {
    Data.MEANS: ("n_t", "mean_t", "sd_t", "n_c", "mean_c", "sd_c"),
    Data.EVENTS: ("n_t", "events_t", "n_c", "events_c"),
    Data.REGRESSION: ("coefficient", "coefficient_se", "pooled_sd", "n_t", "n_c"),
    Data.EFFECT: ("reported_metric", "reported_effect"),
    Data.P_VALUE: ("p_value", "higher_group", "n_t", "n_c"),
}
METRICS = {
    ReportedMetric.SMD: Metric.SMD,
    ReportedMetric.ODDS_RATIO: Metric.LOG_ODDS_RATIO,
    ReportedMetric.LOG_ODDS_RATIO: Metric.LOG_ODDS_RATIO,
    ReportedMetric.RISK_RATIO: Metric.LOG_RISK_RATIO,
    ReportedMetric.LOG_RISK_RATIO: Metric.LOG_RISK_RATIO,
}
NO_DIRECTION = _("Say whether higher or lower is better, or the effect has no sign.")


@dataclass(frozen=True)
class Computed:
    """What follows from a finding.

    ``estimate`` is above zero where the intervention did better; ``because`` says why there is no
    estimate, with the names of the fields in ``missing`` or a message by field in ``problems``.
    """

    metric: str = ""
    estimate: float | None = None
    standard_error: float | None = None
    ci: tuple[float, float] | None = None
    origin: str = ""
    because: str = ""
    missing: tuple[str, ...] = ()
    problems: Problems = field(default_factory=dict)
    #: The intraclass correlation that the effect was corrected with, where none is reported.
    imputed_icc: float | None = None
    #: Of a difference between two counts also the log odds ratio, which is not what is pooled.
    log_odds_ratio: float | None = None


@dataclass(frozen=True)
class _Clusters:
    """Groups of pupils that were divided as a whole, of one mean size."""

    size: float
    icc: float
    is_imputed: bool


def effect_of(finding: "Finding") -> Computed:
    """Return what follows from the figures of a finding.

    Counts become a standardised mean difference (the Cox index), so that a share and a score on one
    outcome can be pooled, as the What Works Clearinghouse does; a reported ratio stays what it is.

    Parameters
    ----------
    finding : with its ``evaluation`` set where that matters: it has the groups and their likeness
    """
    if finding.data == Data.BEFORE_AFTER:
        return Computed(because=NoEffect.NO_COMPARISON)
    if finding.data not in NEEDED:
        return Computed(because=NoEffect.NO_FIGURES)
    if problems := problems_with(finding):
        return Computed(because=NoEffect.INCONSISTENT, problems=problems)
    study = _study_of(finding)
    if missing := (*_missing(finding), *_missing_groups(finding, study)):
        return Computed(because=NoEffect.INCOMPLETE, missing=missing)
    if not finding.direction:
        return Computed(because=NoEffect.NO_DIRECTION, problems={"direction": NO_DIRECTION})
    if not finding.clustering and study and _divides_groups(study):
        return Computed(because=NoEffect.NO_CLUSTERING)
    try:
        return _computed(finding, study)
    except RefusedInput as refused:
        return Computed(because=NoEffect.INCONSISTENT, problems=in_words(refused, finding))


def _study_of(finding: "Finding") -> "EvaluationPage | None":
    try:
        return finding.evaluation
    except ObjectDoesNotExist:
        return None


def _missing(finding: "Finding") -> tuple[str, ...]:
    missing = [name for name in NEEDED[Data(finding.data)] if getattr(finding, name) in (None, "")]
    if finding.data == Data.EFFECT and finding.reported_se is None:
        missing += [name for name in ("ci_lower", "ci_upper") if getattr(finding, name) is None]
    return tuple(missing)


def _is_corrected(finding: "Finding") -> bool:
    """Whether the figures need a correction for clusters.

    An effect that a study reports and has adjusted stays as it is. Means and counts are of pupils,
    whatever the analysis that the study made of them.
    """
    if finding.clustering == Clustering.ADJUSTED:
        return finding.data != Data.EFFECT
    return finding.clustering == Clustering.IGNORED


def _missing_groups(finding: "Finding", study: "EvaluationPage | None") -> tuple[str, ...]:
    """Return which figures a correction for clusters lacks, of the evaluation and the finding."""
    if not _is_corrected(finding):
        return ()
    of_study = [name for name in ("clusters_t", "clusters_c") if not getattr(study, name, None)]
    of_finding = [name for name in ("n_t", "n_c") if getattr(finding, name) is None]
    asked = NEEDED[Data(finding.data)]
    return (*of_study, *(name for name in of_finding if name not in asked))


def _divides_groups(study: "EvaluationPage") -> bool:
    return study.design == Design.RCT_CLUSTER or study.assignment_unit in CLUSTERED_UNITS


def _computed(finding: "Finding", study: "EvaluationPage | None") -> Computed:
    """Return the effect of a finding of which no figure is missing.

    Raises
    ------
    RefusedInput : the figures do not fit each other
    """
    metric = (
        METRICS[ReportedMetric(finding.reported_metric)]
        if finding.data == Data.EFFECT
        else Metric.SMD
    )
    effect = _raw(finding)
    grouped = _clusters(finding, study) if study and _is_corrected(finding) else None
    if grouped:
        effect = _corrected(effect, finding, grouped, metric)
    sign = 1 if finding.direction == Direction.HIGHER else -1
    oriented = Effect(sign * effect.estimate, effect.variance)
    lower, upper = oriented.ci()
    return Computed(
        metric=metric,
        estimate=float(oriented.estimate),
        standard_error=float(oriented.standard_error),
        ci=(float(lower), float(upper)),
        origin=EffectOrigin.REPORTED if finding.data == Data.EFFECT else EffectOrigin.COMPUTED,
        imputed_icc=grouped.icc if grouped and grouped.is_imputed else None,
        log_odds_ratio=_log_odds_ratio(finding, sign),
    )


def _raw(finding: "Finding") -> Effect:
    """Return the effect by the formula that the data ask for; above zero, more was measured."""
    f = finding
    match f.data:
        case Data.MEANS:
            return effect_sizes.hedges_g(f.mean_t, f.sd_t, f.n_t, f.mean_c, f.sd_c, f.n_c)
        case Data.EVENTS:
            return effect_sizes.cox(f.events_t, f.n_t, f.events_c, f.n_c)
        case Data.REGRESSION:
            return effect_sizes.from_regression(
                f.coefficient, f.coefficient_se, f.pooled_sd, f.n_t, f.n_c
            )
        case Data.P_VALUE:
            direction = 1 if f.higher_group == HigherGroup.TREATED else -1
            return effect_sizes.from_p_value(f.p_value, f.n_t, f.n_c, direction=direction)
    return _reported(f)


def _reported(finding: "Finding") -> Effect:
    """Return the effect that a study reports, with its error or by its interval."""
    effect, error, lower, upper = (
        on_scale(finding, "reported_effect"),
        finding.reported_se,
        on_scale(finding, "ci_lower"),
        on_scale(finding, "ci_upper"),
    )
    if error is None:
        error = effect_sizes.from_confidence_interval(lower, upper).standard_error
    return effect_sizes.from_standard_error(effect, error)


def _clusters(finding: "Finding", study: "EvaluationPage") -> _Clusters:
    size = (finding.n_t + finding.n_c) / (study.clusters_t + study.clusters_c)
    if study.icc is not None:
        return _Clusters(size, study.icc, is_imputed=False)
    is_attainment = finding.outcome_id and finding.outcome.measures_attainment
    domain = ATTAINMENT if is_attainment else ""
    return _Clusters(size, clusters.default_icc(domain), is_imputed=True)


def _corrected(effect: Effect, finding: "Finding", grouped: _Clusters, metric: str) -> Effect:
    """Return an effect of which the error takes account of clusters.

    A mean difference is corrected after Hedges (2007); of a ratio only the variance grows.
    """
    adjusted = finding.clustering == Clustering.ADJUSTED and finding.data == Data.REGRESSION
    if metric != Metric.SMD:
        return Effect(
            effect.estimate, effect.variance * clusters.design_effect(grouped.size, grouped.icc)
        )
    return clusters.correct_for_clusters(
        effect,
        finding.n_t,
        finding.n_c,
        cluster_size=grouped.size,
        icc=grouped.icc,
        clustering_ignored=not adjusted,
    )


def _log_odds_ratio(finding: "Finding", sign: int) -> float | None:
    if finding.data != Data.EVENTS:
        return None
    effect = effect_sizes.log_odds_ratio(
        finding.events_t, finding.n_t, finding.events_c, finding.n_c
    )
    return sign * float(effect.estimate)
