"""Corrections for studies that drew or compared whole classes or schools (Hedges 2007).

As the What Works Clearinghouse applies them (Procedures Handbook 4.1, appendix E). Sizes and the
intraclass correlation are numbers or arrays that broadcast together.
"""

import numpy as np
from numpy.typing import ArrayLike

from methods.effect_sizes import Effect
from methods.errors import OutOfRange, VarianceNotPositive
from methods.inputs import Array, Numbers, group_size, numbers, plain
from methods.interpretation import ATTAINMENT


def default_icc(domain: str) -> float:
    """Return the intraclass correlation to impute where a study reports none.

    Parameters
    ----------
    domain : outcome domain; "attainment" has the higher of the two defaults
    """
    return 0.20 if domain == ATTAINMENT else 0.10


def design_effect(cluster_size: ArrayLike, icc: ArrayLike) -> Numbers:
    """Return 1 + (n - 1) r: how many times larger clustering makes the variance (Kish 1965).

    Parameters
    ----------
    cluster_size : n, mean number of pupils in a cluster, at least 1
    icc : r, intraclass correlation, from 0 to 1

    Raises
    ------
    NotANumber, OutOfRange
    """
    n, r = _size(cluster_size), _icc(icc)
    return plain(1 + (n - 1) * r)


def cluster_gamma(size: ArrayLike, cluster_size: ArrayLike, icc: ArrayLike) -> Numbers:
    """Return gamma = 1 - 2(n - 1) r / (N - 2); g is multiplied by its square root.

    Parameters
    ----------
    size : N, pupils of both groups together
    cluster_size, icc : as in :func:`design_effect`

    Raises
    ------
    NotANumber, OutOfRange
    """
    total, n, r = numbers(size, "size"), _size(cluster_size), _icc(icc)
    if (total <= 2 * n).any():
        raise OutOfRange("more than two clusters are needed", argument="size")
    return plain(1 - 2 * (n - 1) * r / (total - 2))


def cluster_df(size: ArrayLike, cluster_size: ArrayLike, icc: ArrayLike) -> Numbers:
    """Return h, the degrees of freedom that clustering leaves (Hedges 2007, equation 21).

    h = ((N-2) - 2(n-1) r)² / ((N-2)(1-r)² + n (N-2n) r² + 2 (N-2n) r (1-r)).

    Parameters
    ----------
    size, cluster_size, icc : as in :func:`cluster_gamma`

    Raises
    ------
    NotANumber, OutOfRange
    """
    total, n, r = numbers(size, "size"), _size(cluster_size), _icc(icc)
    gamma = np.asarray(cluster_gamma(total, n, r))
    between = total - 2 * n
    spread = (total - 2) * (1 - r) ** 2 + n * between * r**2 + 2 * between * r * (1 - r)
    return plain(((total - 2) * gamma) ** 2 / spread)


def correct_for_clusters(
    effect: Effect,
    n_t: ArrayLike,
    n_c: ArrayLike,
    *,
    cluster_size: ArrayLike,
    icc: ArrayLike,
    clustering_ignored: bool,
) -> Effect:
    """Return Hedges' g of a study that assigned clusters, from a g that took pupils as independent.

    g √gamma, with variance a × (design effect) + g²/(2h), where a is the part of the variance that
    does not come from g itself: 1/nT + 1/nC for means.

    Parameters
    ----------
    effect : as :mod:`methods.effect_sizes` gives it
    n_t, n_c : pupils in the two groups
    cluster_size, icc : as in :func:`design_effect`
    clustering_ignored : whether the analysis took pupils as independent, as means and standard
        deviations do; a multilevel regression does not, and its variance needs no design effect

    Raises
    ------
    NotANumber, SampleTooSmall, OutOfRange
    VarianceNotPositive : the variance is smaller than g²/(2N), which no study of this size can reach
    """
    size = group_size(n_t, "n_t") + group_size(n_c, "n_c")
    g = np.asarray(effect.estimate)
    sampling = np.asarray(effect.variance) - g**2 / (2 * size)
    if (sampling <= 0).any():
        raise VarianceNotPositive("too small a variance for this size", argument="effect")
    inflation = design_effect(cluster_size, icc) if clustering_ignored else 1.0
    corrected = g * np.sqrt(cluster_gamma(size, cluster_size, icc))
    variance = sampling * inflation + corrected**2 / (2 * cluster_df(size, cluster_size, icc))
    return Effect(plain(np.asarray(corrected)), plain(np.asarray(variance)))


def _size(cluster_size: ArrayLike) -> Array:
    n = numbers(cluster_size, "cluster_size")
    if (n < 1).any():
        raise OutOfRange("a cluster has at least one pupil", argument="cluster_size")
    return n


def _icc(icc: ArrayLike) -> Array:
    r = numbers(icc, "icc")
    if (r < 0).any() or (r > 1).any():
        raise OutOfRange("an intraclass correlation lies from 0 to 1", argument="icc")
    return r
