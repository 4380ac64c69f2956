"""Whether a pool hangs on one study, or on small studies that were published for their outcome."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from methods.errors import NoVariation
from methods.heterogeneity import Estimator
from methods.inference import inference
from methods.inputs import estimates, share
from methods.synthesis import Interval, Pool, random_effects

#: With fewer studies Egger's test cannot tell asymmetry from chance (Sterne et al. 2011).
ENOUGH_FOR_EGGER = 10


def leave_one_out(
    effects: ArrayLike,
    variances: ArrayLike,
    *,
    tau2: Estimator = "reml",
    interval: Interval = "hartung-knapp",
    level: float = 0.95,
) -> tuple[Pool, ...]:
    """Return the pool without the first study, without the second, and so on.

    It pools k times k - 1 studies: for a list to read, not for thousands.

    Parameters
    ----------
    effects, variances : shape (k,), k at least 3
    tau2, interval, level : as in :func:`methods.synthesis.random_effects`

    Raises
    ------
    As :func:`methods.synthesis.random_effects`
    """
    y, v = estimates(effects, variances, least=3)
    return tuple(
        random_effects(
            np.delete(y, left_out),
            np.delete(v, left_out),
            tau2=tau2,
            interval=interval,
            level=level,
        )
        for left_out in range(len(y))
    )


@dataclass(frozen=True)
class EggerTest:
    """Egger's test of asymmetry in a funnel plot.

    Attributes
    ----------
    slope, standard_error, t, df, p_value : change of the effect with its standard error; positive
        where less precise studies found larger effects
    limit, limit_ci : the effect of a study without sampling error, by the same line
    enough : whether there are as many studies as the test asks, :data:`ENOUGH_FOR_EGGER`
    """

    slope: float
    standard_error: float
    t: float
    df: int
    p_value: float
    limit: float
    limit_ci: tuple[float, float]
    enough: bool


def egger_test(effects: ArrayLike, variances: ArrayLike, *, level: float = 0.95) -> EggerTest:
    """Regress effects on their standard errors, by weights 1/v and with a variance to estimate.

    Egger, Davey Smith, Schneider & Minder (1997): the same as y/se on 1/se, whose intercept they
    test; t with k - 2 degrees of freedom.

    Parameters
    ----------
    effects, variances : shape (k,), k at least 3

    Raises
    ------
    TooFewEstimates, UnequalLengths, NotANumber, VarianceNotPositive, OutOfRange
    NoVariation : all studies have the same standard error
    """
    share(level, "level")
    y, v = estimates(effects, variances, least=3)
    se = np.sqrt(v)
    if np.ptp(se) <= 1e-12 * se.max():
        raise NoVariation("all standard errors are the same", argument="variances")
    line = np.column_stack([1 / se, np.ones_like(se)])
    coefficients = np.linalg.lstsq(line, y / se)[0]
    residuals = y / se - line @ coefficients
    df = len(y) - 2
    covariance = np.linalg.inv(line.T @ line) * float(residuals @ residuals) / df
    (limit, slope), (limit_error, error) = coefficients, np.sqrt(np.diag(covariance))
    limit_ci, _ = inference(float(limit), float(limit_error), level, df)
    _, p_value = inference(float(slope), float(error), level, df)
    return EggerTest(
        slope=float(slope),
        standard_error=float(error),
        t=float(slope / error) if error > 0 else float(np.copysign(np.inf, slope)),
        df=df,
        p_value=p_value,
        limit=float(limit),
        limit_ci=limit_ci,
        enough=len(y) >= ENOUGH_FOR_EGGER,
    )
