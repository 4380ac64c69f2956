"""The closed lists of the records. A value is used in addresses and exports: never change one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mechanism(models.TextChoices):
    MIXING = "mixing", _("Mixing: the pupils of a school become more diverse")
    MEETING = "meeting", _("Meeting: pupils of different schools or tracks meet")
    BOTH = "both", _("Both mixing and meeting")
    INSIGHT = "insight", _("Insight: making segregation visible")


class Status(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    STOPPED = "stopped", _("Stopped")
    SCALED_UP = "scaled-up", _("Scaled up")


class CostBand(models.IntegerChoices):
    """Yearly cost to the one who starts it, in five steps."""

    VERY_LOW = 1, _("Very low: hardly any money, mostly time")
    LOW = 2, _("Low: up to € 5,000 a year")
    MODERATE = 3, _("Moderate: € 5,000 to € 25,000 a year")
    HIGH = 4, _("High: € 25,000 to € 100,000 a year")
    VERY_HIGH = 5, _("Very high: more than € 100,000 a year")


class Licence(models.TextChoices):
    CC_BY = "cc-by-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("Creative Commons Attribution-ShareAlike 4.0")
    CC0 = "cc0-1.0", _("Public domain (CC0 1.0)")
    RESERVED = "all-rights-reserved", _("All rights reserved")


class Design(models.TextChoices):
    """How a study compares, after the What Works Clearinghouse and Cochrane."""

    RCT_INDIVIDUAL = "rct-individual", _("Randomised trial: pupils drawn by lot")
    RCT_CLUSTER = "rct-cluster", _("Randomised trial: schools or classes drawn by lot")
    REGRESSION_DISCONTINUITY = "regression-discontinuity", _("Regression discontinuity")
    INSTRUMENTAL_VARIABLE = "instrumental-variable", _("Instrumental variable")
    DIFFERENCE_IN_DIFFERENCES = "difference-in-differences", _("Difference in differences")
    MATCHED_COMPARISON = "matched-comparison", _("Comparison with matched schools or pupils")
    INTERRUPTED_TIME_SERIES = "interrupted-time-series", _("Interrupted time series")
    BEFORE_AFTER = "before-after", _("Before and after, without comparison group")
    CROSS_SECTION = "cross-section", _("Measured once")
    PROCESS = "process", _("Process evaluation: how it went")
    QUALITATIVE = "qualitative", _("Interviews or observation")


#: Designs that compare with a group that did not take part.
COMPARING = frozenset(
    {
        Design.RCT_INDIVIDUAL,
        Design.RCT_CLUSTER,
        Design.REGRESSION_DISCONTINUITY,
        Design.INSTRUMENTAL_VARIABLE,
        Design.DIFFERENCE_IN_DIFFERENCES,
        Design.MATCHED_COMPARISON,
    }
)
#: Designs that do so or not: it has to be asked.
MAYBE_COMPARING = frozenset({Design.INTERRUPTED_TIME_SERIES, Design.CROSS_SECTION})


class Conclusion(models.TextChoices):
    WORKS = "works", _("Works")
    PROMISING = "promising", _("Promising")
    MIXED = "mixed", _("Mixed results")
    NO_EFFECT = "no-effect", _("No effect found")
    HARMFUL = "harmful", _("Harmful")
    INCONCLUSIVE = "inconclusive", _("Inconclusive")


#: The value of the facet "conclusion" for a case without any published evaluation.
NOT_EVALUATED = "not-evaluated"


class InconclusiveReason(models.TextChoices):
    RAN_TOO_SHORT = "ran-too-short", _("it ran too short")
    TOO_FEW = "too-few", _("too few pupils or schools took part")
    NO_COMPARISON = "no-comparison", _("there was nothing to compare with")
    MISSING_DATA = "missing-data", _("too much data is missing")
    NOT_AS_PLANNED = "not-as-planned", _("it was not carried out as planned")
    OTHER = "other", _("another reason, given in the explanation")


class Independence(models.TextChoices):
    """Who evaluated, after Wolf et al. (2020)."""

    DEVELOPER = "developer", _("By those who carry it out")
    COMMISSIONED = "commissioned", _("Commissioned by those who carry it out")
    INDEPENDENT = "independent", _("Independent evaluator")


class SideEffects(models.TextChoices):
    """Whether a study looked for side effects and harm, and saw any, from the least to the gravest."""

    NOT_LOOKED = "not-looked", _("Not looked for")
    NONE_SEEN = "none-seen", _("Looked for, none seen")
    SEEN = "seen", _("Seen")


class AssignmentUnit(models.TextChoices):
    """What was divided over the groups that are compared."""

    PUPIL = "pupil", _("Pupils")
    CLASS = "class", _("Classes")
    SCHOOL = "school", _("Schools")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhoods")
    MUNICIPALITY = "municipality", _("Municipalities")


#: Units that hold several pupils, who are alike.
CLUSTERED_UNITS = frozenset(set(AssignmentUnit) - {AssignmentUnit.PUPIL})


class IccSource(models.TextChoices):
    """Where the intraclass correlation comes from."""

    REPORTED = "reported", _("The study reports it")
    IMPUTED = "imputed", _("Taken from other studies")


class Data(models.TextChoices):
    """What a study reports of one finding; an effect size follows from some of it, and not from all."""

    MEANS = "means", _("Mean and standard deviation of both groups")
    EVENTS = "events", _("How many of both groups")
    REGRESSION = "regression", _("A regression coefficient")
    EFFECT = "effect", _("An effect size")
    P_VALUE = "p-value", _("Only a p value")
    BEFORE_AFTER = "before-after", _("A share before and after, without comparison group")
    NONE = "none", _("No figures")


class Direction(models.TextChoices):
    """Which way is better for pupils and schools."""

    HIGHER = "higher", _("Higher is better")
    LOWER = "lower", _("Lower is better")


class HigherGroup(models.TextChoices):
    """Which group had more of what was measured: a p value alone does not tell."""

    TREATED = "treated", _("The group with the intervention")
    COMPARISON = "comparison", _("The comparison group")


class Role(models.TextChoices):
    CONFIRMATORY = "confirmatory", _("Planned beforehand (confirmatory)")
    EXPLORATORY = "exploratory", _("Found along the way (exploratory)")


class Clustering(models.TextChoices):
    """What the analysis did with pupils of one class or school being alike."""

    NOT_CLUSTERED = "not-clustered", _("Pupils were divided one by one")
    ADJUSTED = "adjusted", _("Whole groups were divided, and the analysis takes account of it")
    IGNORED = "ignored", _("Whole groups were divided, and the analysis takes no account of it")


class ReportedMetric(models.TextChoices):
    """The effect size that a study reports; the ratios are stored as their logarithm."""

    SMD = "smd", _("Standardised mean difference (d or g)")
    ODDS_RATIO = "odds-ratio", _("Odds ratio")
    LOG_ODDS_RATIO = "log-odds-ratio", _("Logarithm of the odds ratio")
    RISK_RATIO = "risk-ratio", _("Risk ratio")
    LOG_RISK_RATIO = "log-risk-ratio", _("Logarithm of the risk ratio")


class Metric(models.TextChoices):
    """The scale of a stored effect. Effects on different scales are never pooled."""

    SMD = "smd", _("Standardised mean difference")
    LOG_ODDS_RATIO = "log-odds-ratio", _("Log odds ratio")
    LOG_RISK_RATIO = "log-risk-ratio", _("Log risk ratio")


class EffectOrigin(models.TextChoices):
    REPORTED = "reported", _("Reported by the study")
    COMPUTED = "computed", _("Computed from the figures of the study")


class NoEffect(models.TextChoices):
    """Why a finding has no effect size."""

    NO_FIGURES = "no-figures", _("the study gives no figures")
    NO_COMPARISON = "no-comparison", _("there is no group to compare with")
    INCOMPLETE = "incomplete", _("figures are missing")
    NO_DIRECTION = "no-direction", _("it does not say whether higher or lower is better")
    NO_CLUSTERING = "no-clustering", _("it does not say what was done with groups of pupils")
    INCONSISTENT = "inconsistent", _("the figures contradict each other")
    SMALL_COUNTS = "small-counts", _("a count is under 10, and the study is not published")


class Rating(models.TextChoices):
    """The ratings of an evaluation that follow from rules."""

    MARYLAND = "maryland", _("Maryland level")
    BASELINE = "baseline", _("Equivalence at the start")
    WWC = "wwc", _("WWC-style rating")


class ReviewKind(models.TextChoices):
    VERIFIED = "verified", _("Verified by an editor")
    REVIEWED = "reviewed", _("Reviewed independently")
    OVERRIDE = "override", _("Given another rating")
