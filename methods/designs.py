"""How a study compares, and which designs stand together in the tables of the ratings."""

from enum import StrEnum


class Design(StrEnum):
    RCT_INDIVIDUAL = "rct-individual"
    RCT_CLUSTER = "rct-cluster"
    REGRESSION_DISCONTINUITY = "regression-discontinuity"
    INSTRUMENTAL_VARIABLE = "instrumental-variable"
    DIFFERENCE_IN_DIFFERENCES = "difference-in-differences"
    MATCHED_COMPARISON = "matched-comparison"
    INTERRUPTED_TIME_SERIES = "interrupted-time-series"
    BEFORE_AFTER = "before-after"
    CROSS_SECTION = "cross-section"
    PROCESS = "process"
    QUALITATIVE = "qualitative"


RANDOMISED = (Design.RCT_INDIVIDUAL, Design.RCT_CLUSTER)
QUASI_EXPERIMENTS = (Design.DIFFERENCE_IN_DIFFERENCES, Design.MATCHED_COMPARISON)
