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
