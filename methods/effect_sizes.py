"""Effect sizes with their variances, from whichever numbers a study reports.

Every function takes numbers or arrays that broadcast together, and returns an :class:`Effect` of
the same shape. Positive means more of the outcome in the treated group; whether more is better is
the caller's to know.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, ndtri, stdtrit

from methods.errors import DirectionMissing, IntervalDisagrees, NoContrast, OutOfRange
from methods.inputs import (
    Array,
    Numbers,
    events_and_others,
    group_size,
    limits,
    numbers,
    one_of,
    plain,
    positive_se,
    share,
    standard_deviation,
)

Correction = Literal["approximate", "exact", "none"]

# Cox (1970): a difference in logits, over 1.65, is about a standardised mean difference.
COX = 1.65
# What rounding in a report may move a limit, as a share of half the interval's width.
TOLERANCE = 0.1


@dataclass(frozen=True, eq=False)
class Effect:
    """An effect size and its sampling variance: numbers, or arrays of one shape."""

    estimate: Numbers
    variance: Numbers

    @property
    def standard_error(self) -> Numbers:
        return plain(np.sqrt(np.asarray(self.variance)))

    def ci(self, level: float = 0.95) -> tuple[Numbers, Numbers]:
        """Return the confidence interval by the normal distribution.

        Parameters
        ----------
        level : between 0 and 1

        Raises
        ------
        OutOfRange : a level outside 0 to 1
        """
        margin = _quantile(level) * self.standard_error
        return self.estimate - margin, self.estimate + margin


def hedges_g(
    mean_t: ArrayLike,
    sd_t: ArrayLike,
    n_t: ArrayLike,
    mean_c: ArrayLike,
    sd_c: ArrayLike,
    n_c: ArrayLike,
    *,
    correction: Correction = "approximate",
) -> Effect:
    """Return Hedges' g: the difference in means over the pooled standard deviation.

    Hedges (1981): g = w (mT - mC) / Sp, with Sp² = ((nT-1) sT² + (nC-1) sC²) / (N-2); its variance
    is 1/nT + 1/nC + g²/(2N), as the What Works Clearinghouse and metafor compute it.

    Parameters
    ----------
    mean_t, sd_t, n_t : mean, standard deviation and size of the treated group
    mean_c, sd_c, n_c : the same of the control group
    correction : for small samples; see :func:`small_sample_correction`

    Raises
    ------
    NotANumber, StandardDeviationNotPositive
    SampleTooSmall : a group of fewer than two
    """
    n_t, n_c = group_size(n_t, "n_t"), group_size(n_c, "n_c")
    sd = pooled_sd(sd_t, n_t, sd_c, n_c)
    difference = (numbers(mean_t, "mean_t") - numbers(mean_c, "mean_c")) / sd
    return _standardised(difference, n_t, n_c, correction)


def from_p_value(
    p_value: ArrayLike,
    n_t: ArrayLike,
    n_c: ArrayLike,
    *,
    direction: int | None,
    correction: Correction = "approximate",
) -> Effect:
    """Return Hedges' g from the two-sided p value of a t test between two independent groups.

    d = t √(1/nT + 1/nC), with t the quantile of N - 2 degrees of freedom (What Works Clearinghouse,
    Procedures Handbook 4.1, appendix E). A p value is often rounded: what it gives is a rough value.

    Parameters
    ----------
    p_value : above 0, at most 1
    n_t, n_c : sizes of the two groups
    direction : 1 where the treated group had more of the outcome, -1 where it had less

    Raises
    ------
    NotANumber, SampleTooSmall
    OutOfRange : a p value of 0, or above 1
    DirectionMissing : a direction other than 1 or -1; a p value does not tell it
    """
    if direction not in (1, -1):
        raise DirectionMissing(
            "a p value does not tell which group did better", argument="direction"
        )
    p = numbers(p_value, "p_value")
    if (p <= 0).any() or (p > 1).any():
        raise OutOfRange("a p value lies above 0 and is at most 1", argument="p_value")
    n_t, n_c = group_size(n_t, "n_t"), group_size(n_c, "n_c")
    # By the lower tail: 1 - p/2 is 1 for the smallest p values.
    t = -direction * stdtrit(n_t + n_c - 2, p / 2)
    return _standardised(t * np.sqrt(1 / n_t + 1 / n_c), n_t, n_c, correction)


def from_regression(
    coefficient: ArrayLike,
    standard_error: ArrayLike,
    pooled_sd: ArrayLike,
    n_t: ArrayLike,
    n_c: ArrayLike,
    *,
    df: ArrayLike | None = None,
    correction: Correction = "approximate",
) -> Effect:
    """Return Hedges' g from the coefficient of treatment in a regression.

    g = w b / S, with variance (SE/S)² + g²/(2 df) (What Works Clearinghouse, Procedures Handbook
    4.1, appendix E).

    Parameters
    ----------
    coefficient, standard_error : of the treatment, in the units of the outcome
    pooled_sd : the unadjusted pooled standard deviation of the outcome; never the residual one
    n_t, n_c : sizes of the two groups
    df : degrees of freedom of the regression; N - 2 where it is not given

    Raises
    ------
    NotANumber, SampleTooSmall, StandardDeviationNotPositive
    VarianceNotPositive : a standard error that is zero or negative
    OutOfRange : degrees of freedom that are zero or negative
    """
    n_t, n_c = group_size(n_t, "n_t"), group_size(n_c, "n_c")
    sd, se = standard_deviation(pooled_sd, "pooled_sd"), positive_se(standard_error)
    freedom = n_t + n_c - 2 if df is None else numbers(df, "df")
    if (freedom <= 0).any():
        raise OutOfRange("degrees of freedom are positive", argument="df")
    w = small_sample_correction(n_t + n_c, correction)
    g = w * numbers(coefficient, "coefficient") / sd
    return _effect(g, (se / sd) ** 2 + g**2 / (2 * freedom))


def cox(
    events_t: ArrayLike,
    n_t: ArrayLike,
    events_c: ArrayLike,
    n_c: ArrayLike,
    *,
    correction: Correction = "none",
) -> Effect:
    """Return the Cox index: proportions on the scale of a standardised mean difference.

    (logit pT - logit pC) / 1.65, with variance (1/a + 1/b + 1/c + 1/d) / 1.65² (Cox 1970;
    Sánchez-Meca, Marín-Martínez & Chacón-Moscoso 2003). Editions of the What Works Clearinghouse
    differ on whether the correction for small samples applies: by default it does not.

    Parameters
    ----------
    events_t, n_t, events_c, n_c : events and sizes of the treated and the control group

    Raises
    ------
    As :func:`log_odds_ratio`, whose rule for empty cells it shares
    """
    odds = log_odds_ratio(events_t, n_t, events_c, n_c)
    size = numbers(n_t, "n_t") + numbers(n_c, "n_c")
    w = small_sample_correction(size, correction)
    return _effect(w * np.asarray(odds.estimate) / COX, w**2 * np.asarray(odds.variance) / COX**2)


def log_odds_ratio(
    events_t: ArrayLike, n_t: ArrayLike, events_c: ArrayLike, n_c: ArrayLike
) -> Effect:
    """Return the log odds ratio, with variance 1/a + 1/b + 1/c + 1/d (Woolf 1955).

    A study with an empty cell gets ½ added to each of its four cells (Haldane 1956; Anscombe 1956);
    one in which nobody had the event, or everybody, tells nothing of a contrast and is refused.

    Parameters
    ----------
    events_t, n_t, events_c, n_c : events and sizes of the treated and the control group

    Raises
    ------
    NotANumber, SampleTooSmall, NegativeEvents, EventsAboveSample, NoContrast
    """
    a, b, c, d = _cells(events_t, n_t, events_c, n_c)
    return _effect(np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d)


def log_risk_ratio(
    events_t: ArrayLike, n_t: ArrayLike, events_c: ArrayLike, n_c: ArrayLike
) -> Effect:
    """Return the log risk ratio, with variance 1/a - 1/nT + 1/c - 1/nC (Katz et al. 1978).

    Its rule for empty cells is that of :func:`log_odds_ratio`, so that each n grows by 1.

    Parameters
    ----------
    events_t, n_t, events_c, n_c : events and sizes of the treated and the control group

    Raises
    ------
    NotANumber, SampleTooSmall, NegativeEvents, EventsAboveSample, NoContrast
    """
    a, b, c, d = _cells(events_t, n_t, events_c, n_c)
    risk_t, risk_c = a / (a + b), c / (c + d)
    return _effect(np.log(risk_t / risk_c), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))


def from_standard_error(estimate: ArrayLike, standard_error: ArrayLike) -> Effect:
    """Return an effect that was reported with its standard error, on the scale of the analysis.

    Raises
    ------
    NotANumber
    VarianceNotPositive : a standard error that is zero or negative
    """
    return _effect(numbers(estimate, "estimate"), positive_se(standard_error) ** 2)


def from_confidence_interval(
    lower: ArrayLike, upper: ArrayLike, *, estimate: ArrayLike | None = None, level: float = 0.95
) -> Effect:
    """Return an effect that was reported with its confidence interval.

    The standard error is the width over twice the normal quantile (Cochrane Handbook 6.4, section
    6.3.1). Limits of a ratio go in as logarithms, where their interval is symmetric.

    Parameters
    ----------
    lower, upper : the limits
    estimate : the effect itself; the middle of the interval where it is not given
    level : of the interval, between 0 and 1

    Raises
    ------
    NotANumber, IntervalReversed
    IntervalDisagrees : the estimate is not in the middle, more than rounding can explain
    OutOfRange : a level outside 0 to 1
    """
    low, high = limits(lower, upper)
    middle = (low + high) / 2
    se = (high - low) / (2 * _quantile(level))
    if estimate is None:
        return _effect(middle, se**2)
    value = numbers(estimate, "estimate")
    if not np.all(interval_agrees(value, se, low, high, level)):
        raise IntervalDisagrees(
            "the estimate is not in the middle of its interval", argument="estimate"
        )
    return _effect(value, se**2)


def interval_agrees(
    estimate: ArrayLike,
    standard_error: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    level: float = 0.95,
    *,
    tolerance: float = TOLERANCE,
) -> bool | NDArray[np.bool_]:
    """Tell whether an estimate, its standard error and its interval can belong together.

    Parameters
    ----------
    estimate, standard_error, lower, upper : as reported, on the scale of the analysis
    level : of the interval, between 0 and 1
    tolerance : how far each limit may be off, as a share of the margin that the standard error gives

    Returns
    -------
    True or False; for arrays an array of them

    Raises
    ------
    NotANumber, VarianceNotPositive, IntervalReversed, OutOfRange
    """
    value, (low, high) = numbers(estimate, "estimate"), limits(lower, upper)
    margin = _quantile(level) * positive_se(standard_error)
    off = np.maximum(np.abs(value - margin - low), np.abs(value + margin - high))
    agrees = off <= tolerance * margin
    return agrees if agrees.ndim else bool(agrees)


def pooled_sd(sd_t: ArrayLike, n_t: ArrayLike, sd_c: ArrayLike, n_c: ArrayLike) -> Array:
    """Return the standard deviation within the two groups together.

    Raises
    ------
    NotANumber, StandardDeviationNotPositive, SampleTooSmall
    """
    n_t, n_c = group_size(n_t, "n_t"), group_size(n_c, "n_c")
    within = (n_t - 1) * standard_deviation(sd_t, "sd_t") ** 2 + (n_c - 1) * standard_deviation(
        sd_c, "sd_c"
    ) ** 2
    return np.sqrt(within / (n_t + n_c - 2))


def small_sample_correction(size: ArrayLike, correction: Correction) -> Array:
    """Return w, by which the standardised mean difference is multiplied (Hedges 1981).

    Parameters
    ----------
    size : N, of both groups together
    correction : "approximate", 1 - 3/(4N - 9); "exact", by the gamma function with N - 2 degrees of
        freedom; or "none", 1

    Raises
    ------
    UnknownChoice : another correction
    """
    one_of(correction, ("approximate", "exact", "none"), "correction")
    n = numbers(size, "size")
    if correction == "none":
        return np.ones_like(n)
    if correction == "approximate":
        return 1 - 3 / (4 * n - 9)
    df = n - 2
    return np.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / np.sqrt(df / 2)


def _standardised(difference: Array, n_t: Array, n_c: Array, correction: Correction) -> Effect:
    size = n_t + n_c
    g = small_sample_correction(size, correction) * difference
    return _effect(g, 1 / n_t + 1 / n_c + g**2 / (2 * size))


def _effect(estimate: Array, variance: Array) -> Effect:
    estimate, variance = np.broadcast_arrays(estimate, variance)
    return Effect(plain(estimate), plain(variance))


def _cells(
    events_t: ArrayLike, n_t: ArrayLike, events_c: ArrayLike, n_c: ArrayLike
) -> tuple[Array, Array, Array, Array]:
    """Return events and non-events of the two groups, by the rule for empty cells."""
    a, b = events_and_others(events_t, n_t, "t")
    c, d = events_and_others(events_c, n_c, "c")
    a, b, c, d = np.broadcast_arrays(a, b, c, d)
    if (((a == 0) & (c == 0)) | ((b == 0) & (d == 0))).any():
        raise NoContrast("nobody in either group had the event, or everybody", argument="events_t")
    half = np.where((a == 0) | (b == 0) | (c == 0) | (d == 0), 0.5, 0.0)
    return a + half, b + half, c + half, d + half


def _quantile(level: float) -> float:
    """Return how many standard errors an interval of this level reaches to either side."""
    return float(ndtri((1 + share(level, "level")) / 2))
