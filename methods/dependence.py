"""Pooling findings of which several come from one study, by robust variance estimation."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from methods.errors import OutOfRange, TooFewGroups, UnequalLengths
from methods.inference import inference
from methods.inputs import Array, estimates, numbers, share

#: With fewer degrees of freedom the interval and the p value are not to be trusted (Tipton 2015).
ENOUGH_FREEDOM = 4.0


@dataclass(frozen=True)
class RobustPool:
    """The pooled effect of findings that depend on each other within studies.

    Attributes
    ----------
    estimate, standard_error, ci, p_value : of the mean effect, by t with ``df`` degrees of freedom
    df : of Satterthwaite; seldom whole
    trustworthy : whether df is at least :data:`ENOUGH_FREEDOM`
    tau2 : variance between studies, at least 0
    k, clusters : number of findings, and of the studies that they come from
    rho : correlation of findings within a study that was assumed for tau² and the weights
    level : of the interval
    """

    estimate: float
    standard_error: float
    ci: tuple[float, float]
    p_value: float
    df: float
    trustworthy: bool
    tau2: float
    k: int
    clusters: int
    rho: float
    level: float


def robust_effect(
    effects: ArrayLike,
    variances: ArrayLike,
    clusters: Sequence[Hashable],
    *,
    rho: float = 0.8,
    level: float = 0.95,
) -> RobustPool:
    """Pool findings whose correlation within studies is unknown.

    The correlated-effects model of Hedges, Tipton & Johnson (2010): every finding of study j weighs
    1/(k_j (v_j + tau²)), with v_j the mean variance of its k_j findings, and tau² by the method of
    moments (their equation 15). The variance is of CR2 type, the sums of a study's residuals divided
    by the square root of 1 minus its share of the weight (Bell & McCaffrey 2002; Tipton 2015), and
    the degrees of freedom are Satterthwaite's. The assumed correlation moves tau², hardly the rest.

    Parameters
    ----------
    effects, variances : shape (k,)
    clusters : k labels; findings of the same study, or study family, share one
    rho : assumed correlation of findings within a study, from 0 to 1
    level : of the interval, between 0 and 1

    Raises
    ------
    TooFewEstimates, UnequalLengths, NotANumber, VarianceNotPositive
    OutOfRange : rho or level outside its range
    TooFewGroups : fewer than two clusters
    """
    share(level, "level")
    rho = _correlation(rho)
    y, v = estimates(effects, variances)
    cluster = _numbered(clusters, len(y))
    size = np.bincount(cluster)
    if len(size) < 2:
        raise TooFewGroups("fewer than two independent studies", argument="clusters")
    mean_variance = np.bincount(cluster, v) / size
    # Measured from one of them, so that findings that all agree have residuals of exactly 0.
    origin = float(y[0])
    mean_effect = np.bincount(cluster, y - origin) / size

    fixed = 1 / mean_variance
    fixed_mean = fixed @ mean_effect / fixed.sum()
    q = float(np.sum((fixed / size)[cluster] * (y - origin - fixed_mean) ** 2))
    taken_out = fixed @ ((1 + (size - 1) * rho) / size) / fixed.sum()
    spread = fixed.sum() - fixed @ fixed / fixed.sum()
    tau2 = max(0.0, (q - len(size) + float(taken_out)) / float(spread))

    weight = 1 / (mean_variance + tau2)
    part = weight / weight.sum()
    mean = float(part @ mean_effect)
    # CR2: what a study pulls at the mean, made up for how much of the mean it is itself.
    pull = part**2 / (1 - part)
    standard_error = float(np.sqrt(pull @ (mean_effect - mean) ** 2))
    df = float(1 / (part @ part + pull.sum() ** 2 - pull @ pull))
    ci, p_value = inference(origin + mean, standard_error, level, df)
    return RobustPool(
        estimate=origin + mean,
        standard_error=standard_error,
        ci=ci,
        p_value=p_value,
        df=df,
        trustworthy=df >= ENOUGH_FREEDOM,
        tau2=tau2,
        k=len(y),
        clusters=len(size),
        rho=rho,
        level=level,
    )


@dataclass(frozen=True)
class Composites:
    """One effect for each study, of all its findings.

    Attributes
    ----------
    effects, variances : shape (studies,), studies in order of first appearance
    sizes : number of findings of each
    """

    effects: Array
    variances: Array
    sizes: NDArray[np.intp]


def composites(
    effects: ArrayLike, variances: ArrayLike, clusters: Sequence[Hashable], *, rho: float = 0.8
) -> Composites:
    """Average the findings of each study, so that none is counted twice.

    The mean of m findings, with variance (Σv + ρ Σ√v√v')/m² over the pairs of different findings
    (Borenstein et al. 2009, equation 24.5); with ρ = 1 that of one finding, with ρ = 0 as if each
    were a study.

    Parameters
    ----------
    effects, variances : shape (k,)
    clusters : k labels; findings of the same study, or study family, share one
    rho : assumed correlation of findings within a study, from 0 to 1

    Raises
    ------
    TooFewEstimates, UnequalLengths, NotANumber, VarianceNotPositive
    OutOfRange : rho outside its range
    """
    rho = _correlation(rho)
    y, v = estimates(effects, variances, least=1)
    cluster = _numbered(clusters, len(y))
    sizes = np.bincount(cluster)
    total = np.bincount(cluster, v)
    crossed = np.bincount(cluster, np.sqrt(v)) ** 2 - total
    return Composites(
        effects=np.bincount(cluster, y) / sizes,
        variances=(total + rho * crossed) / sizes**2,
        sizes=sizes,
    )


def _correlation(rho: float) -> float:
    if not 0 <= float(numbers(rho, "rho")) <= 1:
        raise OutOfRange("a correlation within studies lies from 0 to 1", argument="rho")
    return float(rho)


def _numbered(clusters: Sequence[Hashable], count: int) -> NDArray[np.intp]:
    """Return for each label the number of its cluster, in order of first appearance."""
    if len(clusters) != count:
        raise UnequalLengths(f"{len(clusters)} labels for {count} effects", argument="clusters")
    places: dict[Hashable, int] = {}
    return np.array([places.setdefault(label, len(places)) for label in clusters], dtype=np.intp)
