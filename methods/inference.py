"""Intervals and p values of an estimate with its standard error."""

import math

from scipy.special import ndtr, ndtri, stdtr, stdtrit


def inference(
    estimate: float, standard_error: float, level: float, df: float = math.inf
) -> tuple[tuple[float, float], float]:
    """Return the confidence interval, and the two-sided p value against 0.

    Parameters
    ----------
    level : of the interval, between 0 and 1
    df : degrees of freedom of Student's t; the normal distribution where they are infinite
    """
    upper = (1 + level) / 2
    # Data without any scatter leave no standard error to divide by.
    certain = -math.inf if estimate else 0.0
    ratio = -abs(estimate) / standard_error if standard_error > 0 else certain
    normal = math.isinf(df)
    margin = float(ndtri(upper) if normal else stdtrit(df, upper)) * standard_error
    tail = float(ndtr(ratio) if normal else stdtr(df, ratio))
    return (estimate - margin, estimate + margin), 2 * tail
