"""How small an effect an evaluation can find, and how many schools it needs to find one.

The minimum detectable effect is the true effect that a test at ``alpha`` finds with the chance
``power``: a multiplier times the standard error, the multiplier a sum of two quantiles of t (Bloom
1995). Effects are in standard deviations of the outcome.
"""

from dataclasses import dataclass
from math import ceil

from scipy.special import stdtrit

from methods.errors import OutOfRange
from methods.inputs import numbers, share

# A plan that needs more than this is no plan.
MOST = 10_000_000


@dataclass(frozen=True, kw_only=True)
class SignificanceTest:
    """What a test asks: its level, its power, and whether it looks to both sides.

    Raises
    ------
    OutOfRange : alpha or power not between 0 and 1
    """

    alpha: float = 0.05
    power: float = 0.80
    two_sided: bool = True

    def __post_init__(self) -> None:
        share(self.alpha, "alpha")
        share(self.power, "power")

    def multiplier(self, df: float) -> float:
        """Return how many standard errors the minimum detectable effect is."""
        tail = self.alpha / 2 if self.two_sided else self.alpha
        return float(stdtrit(df, 1 - tail) + stdtrit(df, self.power))


USUAL_TEST = SignificanceTest()


def minimum_detectable_effect(
    pupils: float,
    *,
    share_treated: float = 0.5,
    r2: float = 0.0,
    covariates: int = 0,
    test: SignificanceTest = USUAL_TEST,
) -> float:
    """Return it for a design that draws pupils by lot (Bloom 1995).

    M √((1 - R²) / (P (1 - P) N)), M with N - covariates - 2 degrees of freedom.

    Parameters
    ----------
    pupils : N, of both groups together
    share_treated : P, between 0 and 1
    r2 : share of the variance of the outcome that the covariates explain, from 0 to below 1
    covariates : how many there are

    Raises
    ------
    NotANumber
    OutOfRange : a share outside its range, or no degree of freedom left
    """
    _explained(r2, "r2")
    share(share_treated, "share_treated")
    df = _freedom(pupils, covariates, "pupils")
    return test.multiplier(df) * ((1 - r2) / (share_treated * (1 - share_treated) * pupils)) ** 0.5


def minimum_detectable_effect_of_clusters(
    clusters: float,
    cluster_size: float,
    icc: float,
    *,
    share_treated: float = 0.5,
    r2_between: float = 0.0,
    r2_within: float = 0.0,
    covariates: int = 0,
    test: SignificanceTest = USUAL_TEST,
) -> float:
    """Return it for a design that draws whole classes or schools by lot.

    M √(r (1 - R²b) / (P (1 - P) J) + (1 - r)(1 - R²w) / (P (1 - P) J n)), M with J - covariates - 2
    degrees of freedom (Bloom, Richburg-Hayes & Black 2007, equation 3).

    Parameters
    ----------
    clusters : J, of both groups together
    cluster_size : n, pupils in each
    icc : r, intraclass correlation, from 0 to 1
    share_treated : P, share of the clusters that is treated, between 0 and 1
    r2_between, r2_within : share of the variance between clusters, and within them, that covariates
        explain, from 0 to below 1
    covariates : how many there are of the clusters themselves

    Raises
    ------
    NotANumber
    OutOfRange : a share outside its range, a cluster of less than one, or no degree of freedom left
    """
    _explained(r2_between, "r2_between")
    _explained(r2_within, "r2_within")
    share(share_treated, "share_treated")
    if not 0 <= float(numbers(icc, "icc")) <= 1:
        raise OutOfRange("an intraclass correlation lies from 0 to 1", argument="icc")
    if float(numbers(cluster_size, "cluster_size")) < 1:
        raise OutOfRange("a cluster has at least one pupil", argument="cluster_size")
    df = _freedom(clusters, covariates, "clusters")
    variance = icc * (1 - r2_between) + (1 - icc) * (1 - r2_within) / cluster_size
    return (
        test.multiplier(df) * (variance / (share_treated * (1 - share_treated) * clusters)) ** 0.5
    )


def clusters_needed(
    effect: float,
    cluster_size: float,
    icc: float,
    *,
    share_treated: float = 0.5,
    r2_between: float = 0.0,
    r2_within: float = 0.0,
    covariates: int = 0,
    test: SignificanceTest = USUAL_TEST,
) -> int:
    """Return the fewest clusters with which an effect is at least the minimum detectable one.

    Parameters
    ----------
    effect : the effect to find, above 0
    others : as in :func:`minimum_detectable_effect_of_clusters`

    Raises
    ------
    As :func:`minimum_detectable_effect_of_clusters`, and
    OutOfRange : an effect that is not above 0, or that more than ten million clusters cannot find
    """
    if float(numbers(effect, "effect")) <= 0:
        raise OutOfRange("an effect to find is above 0", argument="effect")

    def detectable(clusters: int) -> float:
        return minimum_detectable_effect_of_clusters(
            clusters,
            cluster_size,
            icc,
            share_treated=share_treated,
            r2_between=r2_between,
            r2_within=r2_within,
            covariates=covariates,
            test=test,
        )

    too_few, enough = covariates + 2, covariates + 3
    while detectable(enough) > effect:
        too_few, enough = enough, 2 * enough
        if too_few > MOST:
            raise OutOfRange("no number of clusters finds an effect this small", argument="effect")
    while enough - too_few > 1:
        middle = ceil((too_few + enough) / 2)
        if detectable(middle) > effect:
            too_few = middle
        else:
            enough = middle
    return enough


def _explained(r2: float, argument: str) -> None:
    if not 0 <= float(numbers(r2, argument)) < 1:
        raise OutOfRange("a share of variance lies from 0 to below 1", argument=argument)


def _freedom(units: float, covariates: int, argument: str) -> float:
    if covariates < 0:
        raise OutOfRange("covariates are counted from 0", argument="covariates")
    df = float(numbers(units, argument)) - covariates - 2
    if df < 1:
        raise OutOfRange("too few to estimate anything", argument=argument)
    return df
