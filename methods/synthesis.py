"""Pooling the effects of independent studies, with what the pool does not say."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, stdtrit

from methods.heterogeneity import (
    ESTIMATORS,
    Estimator,
    MeanMoments,
    Studies,
    q_profile_interval,
    tau2_by,
    typical_variance,
)
from methods.inference import inference
from methods.inputs import Array, estimates, one_of, share

Interval = Literal["hartung-knapp", "normal"]
INTERVALS: Sequence[Interval] = ("hartung-knapp", "normal")

#: The one kind of prediction interval that is given: mean ± t √(SE² + tau²). It is too narrow where
#: studies are few and differ little (Partlett & Riley 2017).
PREDICTION_INTERVAL = "Higgins, Thompson & Spiegelhalter (2009), t with k - 2 degrees of freedom"


@dataclass(frozen=True)
class Pool:
    """The pooled effect of k studies.

    Attributes
    ----------
    estimate, standard_error, ci, p_value : of the mean effect; ``ci`` at ``level``, the p value
        two-sided against no effect, both by ``interval``
    tau2 : variance of the true effects, at least 0; 0 by assumption for a fixed effect
    q, q_p_value : Cochran's Q at tau² = 0, and the p value of equal true effects, k - 1 degrees
    i2 : share of the variation that is between studies, as a percentage from 0 to 100
    h2 : total variation over sampling variation, at least 1
    prediction_interval : where the true effect of a new study will lie, at ``level``; see
        :data:`PREDICTION_INTERVAL`. None for two studies, which leave it no degree of freedom, and
        for a fixed effect, which assumes that all studies have the same
    k : number of studies
    method : "fixed", or the estimator of tau²: "reml", "pm" or "dl"
    interval : "normal" or "hartung-knapp"
    level : of the intervals, between 0 and 1
    effects, variances : what was pooled, of shape (k,)
    """

    estimate: float
    standard_error: float
    ci: tuple[float, float]
    p_value: float
    tau2: float
    q: float
    q_p_value: float
    i2: float
    h2: float
    prediction_interval: tuple[float, float] | None
    k: int
    method: str
    interval: Interval
    level: float
    effects: Array = field(repr=False, compare=False)
    variances: Array = field(repr=False, compare=False)

    @cached_property
    def weights(self) -> Array:
        """Return the weight of each study as a percentage, of shape (k,)."""
        weights = 1 / (self.variances + self.tau2)
        return 100 * weights / weights.sum()

    @cached_property
    def tau2_ci(self) -> tuple[float, float]:
        """Return the interval of tau² at ``level`` by the Q profile (Viechtbauer 2007)."""
        return q_profile_interval(Studies(self.effects, self.variances), self.level)


def fixed_effect(effects: ArrayLike, variances: ArrayLike, *, level: float = 0.95) -> Pool:
    """Pool studies that all estimate one and the same effect.

    The mean weighted by 1/v, its variance 1/Σ(1/v) (Hedges & Olkin 1985, chapter 6). I² is that of
    Higgins & Thompson (2002): (Q - df)/Q, at least 0.

    Parameters
    ----------
    effects, variances : shape (k,), k at least 2; one row for each independent study
    level : of the interval, between 0 and 1

    Raises
    ------
    TooFewEstimates, UnequalLengths, NotANumber, VarianceNotPositive, OutOfRange
        each a subclass of ValueError
    """
    y, v = estimates(effects, variances)
    share(level, "level")
    studies = Studies(y, v)
    moments = studies.fixed
    excess = max(1.0, moments.q / (studies.df))
    estimate, standard_error = studies.origin + moments.mean, moments.total**-0.5
    ci, p_value = inference(estimate, standard_error, level)
    return Pool(
        estimate=estimate,
        standard_error=standard_error,
        ci=ci,
        p_value=p_value,
        tau2=0.0,
        q=moments.q,
        q_p_value=float(chdtrc(studies.df, moments.q)),
        i2=100 * (1 - 1 / excess),
        h2=excess,
        prediction_interval=None,
        k=len(y),
        method="fixed",
        interval="normal",
        level=level,
        effects=y,
        variances=v,
    )


def random_effects(
    effects: ArrayLike,
    variances: ArrayLike,
    *,
    tau2: Estimator = "reml",
    interval: Interval = "hartung-knapp",
    level: float = 0.95,
) -> Pool:
    """Pool studies whose true effects differ around a mean.

    The mean weighted by 1/(v + tau²). The interval is by default that of Hartung & Knapp (2001),
    t with k - 1 degrees of freedom and SE² = max(1, Σw(y - mean)²/(k-1)) / Σw; the maximum guards
    against an interval that is narrower than the normal one (Röver, Knapp & Friede 2015).
    I² = tau²/(tau² + s²) with s² of Higgins & Thompson (2002, equation 9).

    Parameters
    ----------
    effects, variances : shape (k,), k at least 2; one row for each independent study
    tau2 : "reml", restricted maximum likelihood; "pm", Paule & Mandel; "dl", DerSimonian & Laird
    interval : "hartung-knapp" or "normal"
    level : of the intervals, between 0 and 1

    Raises
    ------
    TooFewEstimates, UnequalLengths, NotANumber, VarianceNotPositive, OutOfRange, UnknownChoice
        each a subclass of ValueError
    """
    one_of(tau2, ESTIMATORS, "tau2")
    one_of(interval, INTERVALS, "interval")
    share(level, "level")
    y, v = estimates(effects, variances)
    studies = Studies(y, v)
    between = tau2_by(tau2, studies)
    fixed, moments = studies.fixed, studies.at(between)
    estimate = studies.origin + moments.mean
    if interval == "normal":
        standard_error = moments.total**-0.5
        ci, p_value = inference(estimate, standard_error, level)
    else:
        standard_error = _hartung_knapp_error(moments, studies.df)
        ci, p_value = inference(estimate, standard_error, level, studies.df)
    typical = typical_variance(studies)
    return Pool(
        estimate=estimate,
        standard_error=standard_error,
        ci=ci,
        p_value=p_value,
        tau2=between,
        q=fixed.q,
        q_p_value=float(chdtrc(studies.df, fixed.q)),
        i2=100 * between / (between + typical),
        h2=between / typical + 1,
        prediction_interval=_prediction_interval(estimate, standard_error, between, len(y), level),
        k=len(y),
        method=tau2,
        interval=interval,
        level=level,
        effects=y,
        variances=v,
    )


def _hartung_knapp_error(moments: MeanMoments, df: int) -> float:
    return float(np.sqrt(max(1.0, moments.q / df) / moments.total))


def _prediction_interval(
    estimate: float, error: float, tau2: float, k: int, level: float
) -> tuple[float, float] | None:
    if k < 3:
        return None
    margin = float(stdtrit(k - 2, (1 + level) / 2)) * (error**2 + tau2) ** 0.5
    return estimate - margin, estimate + margin
