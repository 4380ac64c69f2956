"""Measures of a ranking, from the grades of what was found in their order."""

from collections.abc import Collection, Sequence
from math import log2


def ndcg(found: Sequence[int], judged: Collection[int], depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain: 1 where no order would have been better.

    A grade gains ``2 ** grade - 1``, discounted by the logarithm of its rank (Burges et al., 2005).

    Parameters
    ----------
    found : grades of the results, the first result first
    judged : grades of all cases that have one
    """
    best = _discounted_gain(sorted(judged, reverse=True)[:depth])
    return _discounted_gain(found[:depth]) / best if best else 0.0


def recall(found: Sequence[int], judged: Collection[int], depth: int = 20) -> float:
    """Return how many of the relevant cases, or of as many as there is room for, were found."""
    possible = min(depth, sum(1 for grade in judged if grade))
    return sum(1 for grade in found[:depth] if grade) / possible if possible else 0.0


def _discounted_gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))
