"""Whether the effect differs between kinds of studies: subgroups, and a line on one moderator."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from methods.errors import NoVariation, TooFewGroups, UnequalLengths
from methods.heterogeneity import (
    ESTIMATORS,
    Estimator,
    Moments,
    Studies,
    tau2_by,
    typical_variance,
)
from methods.inference import inference
from methods.inputs import Array, estimates, numbers, one_of, share
from methods.synthesis import INTERVALS, Interval, Pool, random_effects


@dataclass(frozen=True)
class Subgroups:
    """Pools of the subgroups, and the test of whether their means differ.

    Attributes
    ----------
    pools : of each subgroup of two studies or more, in order of first appearance
    left_out : subgroups of one study, which cannot be pooled and are not compared
    q_between, df, p_value : Q statistic of the differences between the means of the pools
    """

    pools: dict[Hashable, Pool]
    left_out: tuple[Hashable, ...]
    q_between: float
    df: int
    p_value: float


def subgroup_analysis(
    effects: ArrayLike,
    variances: ArrayLike,
    groups: Sequence[Hashable],
    *,
    tau2: Estimator = "reml",
    interval: Interval = "hartung-knapp",
    level: float = 0.95,
) -> Subgroups:
    """Pool each subgroup with a tau² of its own, and compare the means.

    Q between is Σ w (mean - grand mean)² over the subgroups, w one over the squared normal standard
    error of each mean (Borenstein et al. 2009, chapter 19).

    Parameters
    ----------
    effects, variances : shape (k,)
    groups : k labels
    tau2, interval, level : of each pool, as in :func:`methods.synthesis.random_effects`

    Raises
    ------
    As :func:`methods.synthesis.random_effects`, and
    UnequalLengths : not one label for each effect
    TooFewGroups : fewer than two subgroups of two studies or more
    """
    y, v = estimates(effects, variances)
    if len(groups) != len(y):
        raise UnequalLengths(f"{len(groups)} labels for {len(y)} effects", argument="groups")
    members: dict[Hashable, list[int]] = {}
    for place, group in enumerate(groups):
        members.setdefault(group, []).append(place)
    pools = {
        group: random_effects(y[places], v[places], tau2=tau2, interval=interval, level=level)
        for group, places in members.items()
        if len(places) > 1
    }
    if len(pools) < 2:
        raise TooFewGroups("fewer than two subgroups can be pooled", argument="groups")
    means = np.array([pool.estimate for pool in pools.values()])
    precisions = np.array([np.sum(1 / (pool.variances + pool.tau2)) for pool in pools.values()])
    between = Studies(means, 1 / precisions).fixed.q
    return Subgroups(
        pools=pools,
        left_out=tuple(group for group in members if group not in pools),
        q_between=between,
        df=len(pools) - 1,
        p_value=float(chdtrc(len(pools) - 1, between)),
    )


@dataclass(frozen=True)
class Coefficient:
    """One coefficient of a regression, its interval and its two-sided p value against 0."""

    estimate: float
    standard_error: float
    ci: tuple[float, float]
    p_value: float


@dataclass(frozen=True)
class MetaRegression:
    """How the effect of a study depends on one of its characteristics.

    Attributes
    ----------
    intercept : expected effect where the moderator is 0
    slope : change of the expected effect for one unit of the moderator
    tau2 : variance of the true effects that the moderator leaves
    q_residual, q_residual_p_value : heterogeneity that it leaves, k - 2 degrees of freedom
    i2 : that heterogeneity as a percentage of the variation that is left
    r2 : percentage of tau² that it explains, at least 0 (Raudenbush 2009); None where there was none
    k : number of studies
    """

    intercept: Coefficient
    slope: Coefficient
    tau2: float
    q_residual: float
    q_residual_p_value: float
    i2: float
    r2: float | None
    k: int
    method: Estimator
    interval: Interval
    level: float


def meta_regression(
    effects: ArrayLike,
    variances: ArrayLike,
    moderator: ArrayLike,
    *,
    tau2: Estimator = "reml",
    interval: Interval = "hartung-knapp",
    level: float = 0.95,
) -> MetaRegression:
    """Regress the effects of studies on one moderator, with random effects of the studies.

    The coefficients are by weights 1/(v + tau²). Their interval is by default that of Knapp &
    Hartung (2003), t with k - 2 degrees of freedom, with the guard that
    :func:`methods.synthesis.random_effects` has.

    Parameters
    ----------
    effects, variances, moderator : shape (k,), k at least 3
    tau2, interval, level : as in :func:`methods.synthesis.random_effects`

    Raises
    ------
    TooFewEstimates, UnequalLengths, NotANumber, VarianceNotPositive, OutOfRange, UnknownChoice
    NoVariation : the moderator is the same in all studies
    """
    one_of(tau2, ESTIMATORS, "tau2")
    one_of(interval, INTERVALS, "interval")
    share(level, "level")
    y, v = estimates(effects, variances, least=3)
    x = numbers(moderator, "moderator")
    if x.shape != y.shape:
        raise UnequalLengths(f"moderator: {x.shape} for {len(y)} effects", argument="moderator")
    middle, unit = float(x.mean()), float(x.std())
    if unit <= 1e-12 * float(np.abs(x).max()):
        raise NoVariation("the moderator is the same in all studies", argument="moderator")
    line = Line(y, v, (x - middle) / unit)
    left = tau2_by(tau2, line)
    moments = line.at(left)
    inflation = max(1.0, moments.q / line.df) if interval == "hartung-knapp" else 1.0
    df = float(line.df) if interval == "hartung-knapp" else math.inf
    # Back from the standardised moderator to the one that was given.
    back = np.array([[1.0, -middle / unit], [0.0, 1 / unit]])
    coefficients = back @ moments.coefficients
    errors = np.sqrt(np.diag(back @ moments.covariance @ back.T) * inflation)
    intercept, slope = (
        Coefficient(float(b), float(se), *inference(float(b), float(se), level, df))
        for b, se in zip(coefficients, errors, strict=True)
    )
    whole = tau2_by(tau2, Studies(y, v))
    return MetaRegression(
        intercept=intercept,
        slope=slope,
        tau2=left,
        q_residual=line.fixed.q,
        q_residual_p_value=float(chdtrc(line.df, line.fixed.q)),
        i2=100 * left / (left + typical_variance(line)),
        r2=100 * max(0.0, 1 - left / whole) if whole > 0 else None,
        k=len(y),
        method=tau2,
        interval=interval,
        level=level,
    )


@dataclass(frozen=True, slots=True)
class LineMoments(Moments):
    """Those of a line: also the ``coefficients`` (2,) and their ``covariance`` (2, 2)."""

    coefficients: Array
    covariance: Array


class Line:
    """Studies around a line: what the estimators of tau² need to know of them."""

    def __init__(self, effects: Array, variances: Array, moderator: Array) -> None:
        """Take checked effects and variances, and a moderator of mean 0 and variance 1."""
        self.df = len(effects) - 2
        self.effects, self.variances = effects, variances
        self.design = np.column_stack([np.ones_like(moderator), moderator])

    @cached_property
    def fixed(self) -> LineMoments:
        """The sums at a tau² of 0."""
        return self.at(0.0)

    def at(self, tau2: float) -> LineMoments:
        """Return the sums at a value of tau²."""
        x, w = self.design, 1 / (self.variances + tau2)
        covariance: Array = np.linalg.inv((x.T * w) @ x).astype(np.float64)
        coefficients = covariance @ (x.T @ (w * self.effects))
        residuals = self.effects - x @ coefficients
        pulled = w * residuals
        drawn = x.T @ (w * pulled)
        squares, cubes = covariance @ ((x.T * w**2) @ x), covariance @ ((x.T * w**3) @ x)
        return LineMoments(
            q=float(pulled @ residuals),
            slope=float(pulled @ pulled),
            curvature=float((w * pulled) @ pulled - drawn @ covariance @ drawn),
            trace=float(w.sum() - np.trace(squares)),
            trace_squared=float(w @ w - 2 * np.trace(cubes) + np.trace(squares @ squares)),
            coefficients=coefficients,
            covariance=covariance,
        )

    def restricted_log_likelihood(self, tau2: float) -> float:
        """Return the restricted log likelihood at a value of tau², but for a constant."""
        moments = self.at(tau2)
        spread = float(np.log(self.variances + tau2).sum())
        return -0.5 * (spread - float(np.linalg.slogdet(moments.covariance)[1]) + moments.q)
