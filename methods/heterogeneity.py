"""How much the true effects of studies differ: Cochran's Q, and tau² by three estimators."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

import numpy as np
from scipy.special import chdtri

from methods.inputs import Array

Estimator = Literal["reml", "pm", "dl"]

# A search stops at a relative step as small as this. Newton's steps square the error, so that what
# is left is rounding.
PRECISION = 1e-7
# A search takes five or so; one that needs more than these goes on by bisection, which needs at most
# as many as a floating-point number has powers of two and digits.
NEWTON_STEPS = 30
MOST_STEPS = 2200


@dataclass(frozen=True, slots=True)
class Moments:
    """The sums, at one value of tau², from which all estimators are made (Viechtbauer 2005).

    With w = 1/(v + tau²), W their diagonal matrix, and P = W - WX(X'WX)⁻¹X'W, which takes out of the
    effects y what the model X explains: ``q`` the generalised Q statistic y'Py, ``slope``
    y'PPy = -dq/dtau², ``curvature`` y'PPPy, ``trace`` tr(P), ``trace_squared`` tr(PP).
    """

    q: float
    slope: float
    curvature: float
    trace: float
    trace_squared: float


@dataclass(frozen=True, slots=True)
class MeanMoments(Moments):
    """Those of a mean: also ``total`` Σw, and ``mean`` the weighted mean less the model's origin."""

    total: float
    mean: float


class Model(Protocol):
    """Studies with what explains their effects: a mean, or a line."""

    df: int

    @property
    def fixed(self) -> Moments:
        """The sums at a tau² of 0."""

    def at(self, tau2: float) -> Moments:
        """Return the sums at a value of tau²."""

    def restricted_log_likelihood(self, tau2: float) -> float:
        """Return it at a value of tau², but for a constant."""


class Studies:
    """Studies around one mean, arranged so that sums keep their digits.

    The most precise study leads: effects are measured from its effect, and its weight is kept
    apart. Where one weight is 10^12 times the others, the differences of sums in which it would
    cancel are then never taken.
    """

    def __init__(self, effects: Array, variances: Array) -> None:
        """Take effects and variances that :func:`methods.inputs.estimates` has let through."""
        lead = int(variances.argmin())
        self.df = len(effects) - 1
        self.origin = float(effects[lead])
        self.lead_variance = float(variances[lead])
        self.variances = np.delete(variances, lead)
        self.effects = np.delete(effects, lead) - self.origin
        self._ones = np.ones(self.df)

    @cached_property
    def fixed(self) -> MeanMoments:
        """The sums at a tau² of 0."""
        return self.at(0.0)

    def at(self, tau2: float) -> MeanMoments:
        """Return the sums at a value of tau²."""
        lead = 1 / (self.lead_variance + tau2)
        w = 1 / (self.variances + tau2)
        w2 = w * w
        # Products with ones: summing a thousand numbers is four times as fast as .sum().
        s1, s2, s3 = float(w @ self._ones), float(w2 @ self._ones), float(w2 @ w)
        total = lead + s1
        mean = float(w @ self.effects) / total
        residuals = self.effects - mean
        pulled = w * residuals
        twice = w * pulled
        return MeanMoments(
            total=total,
            mean=mean,
            q=lead * mean**2 + float(pulled @ residuals),
            slope=(lead * mean) ** 2 + float(pulled @ pulled),
            curvature=lead**3 * mean**2
            + float(twice @ pulled)
            - (float(twice @ self._ones) - lead**2 * mean) ** 2 / total,
            trace=(s1**2 + 2 * lead * s1 - s2) / total,
            trace_squared=(lead * s1 / total) ** 2
            + (s2 - 2 * s3 / total)
            + s2 * (2 * lead**2 + s2) / total**2,
        )

    def restricted_log_likelihood(self, tau2: float) -> float:
        """Return the restricted log likelihood at a value of tau², but for a constant."""
        moments = self.at(tau2)
        spread = np.log(self.variances + tau2).sum() + math.log(self.lead_variance + tau2)
        return -0.5 * (float(spread) + math.log(moments.total) + moments.q)


def tau2_by(estimator: Estimator, model: Model) -> float:
    """Return the variance between studies, never below 0.

    Parameters
    ----------
    estimator : "reml", "pm" or "dl"
    """
    return _ESTIMATORS[estimator](model)


def dersimonian_laird(model: Model) -> float:
    """Return tau² by the method of moments (DerSimonian & Laird 1986, equation 8)."""
    return max(0.0, (model.fixed.q - model.df) / model.fixed.trace)


def paule_mandel(model: Model) -> float:
    """Return the tau² at which the generalised Q is its expectation (Paule & Mandel 1982)."""
    return _tau2_where_q_is(float(model.df), model)


def restricted_maximum_likelihood(model: Model) -> float:
    """Return tau² by restricted maximum likelihood, the higher of its peaks.

    The likelihood is that of Viechtbauer (2005, equation 5). It may have a peak at 0 and another
    beyond it; they are then compared.
    """
    start = dersimonian_laird(model)
    peak = _root(lambda tau2: _score_and_step(model.at(tau2)), start)
    if peak > 0 and _score_and_step(model.fixed)[0] < 0:
        return max(0.0, peak, key=model.restricted_log_likelihood)
    return peak


def q_profile_interval(model: Model, level: float) -> tuple[float, float]:
    """Return the confidence interval of tau² by the Q profile (Viechtbauer 2007, section 3.4)."""
    df, outside = model.df, (1 - level) / 2
    return (
        _tau2_where_q_is(float(chdtri(df, outside)), model),
        _tau2_where_q_is(float(chdtri(df, 1 - outside)), model),
    )


def typical_variance(model: Model) -> float:
    """Return s², the sampling variance of a typical study (Higgins & Thompson 2002, equation 9)."""
    return model.df / model.fixed.trace


_ESTIMATORS: dict[str, Callable[[Model], float]] = {
    "reml": restricted_maximum_likelihood,
    "pm": paule_mandel,
    "dl": dersimonian_laird,
}
ESTIMATORS = tuple(_ESTIMATORS)


def _score_and_step(moments: Moments) -> tuple[float, float]:
    """Return the slope of the restricted log likelihood (doubled), and the step towards its peak.

    Newton's step by the observed information; Fisher's by the expected one where the likelihood is
    not yet rounded like a hilltop.
    """
    score = moments.slope - moments.trace
    observed = 2 * moments.curvature - moments.trace_squared
    return score, score / (observed if observed > 0 else moments.trace_squared)


def _tau2_where_q_is(target: float, model: Model) -> float:
    """Return the tau² that brings the generalised Q down to a target; 0 where it is below at once.

    Newton's method on 1/Q, which is nearly straight.
    """

    def excess_and_step(tau2: float) -> tuple[float, float]:
        moments = model.at(tau2)
        excess = moments.q - target
        return excess, excess / target * moments.q / moments.slope if moments.slope else 0.0

    return _root(excess_and_step, 0.0)


def _root(evaluate: Callable[[float], tuple[float, float]], start: float) -> float:
    """Return where a function that is positive before its root, and negative after it, is zero.

    Parameters
    ----------
    evaluate : gives, at a point from 0 on, the function and the step towards the root
    start : where to begin

    Returns
    -------
    The root, or 0 when the function is negative on the way there.
    """
    low, high = 0.0, math.inf
    point = start
    for count in range(MOST_STEPS):
        value, step = evaluate(point)
        if value > 0:
            low = point
        elif point == 0:
            return 0.0
        else:
            high = point
        proposed = max(0.0, point + step)
        settled = abs(proposed - point) <= PRECISION * point
        closed = high < math.inf and high - low <= PRECISION * high
        if settled or closed:
            return proposed
        # A step that leaves the bracket is not trusted, nor are very many small ones.
        inside = low < proposed < high or proposed == low == 0
        if inside and count < NEWTON_STEPS:
            point = proposed
        else:
            point = (low + high) / 2 if high < math.inf else 2 * max(point, proposed)
    return point
