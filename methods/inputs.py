"""What comes in, as arrays and checked once, so that the other modules can take it for granted."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from methods.errors import (
    EventsAboveSample,
    IntervalReversed,
    NegativeEvents,
    NotANumber,
    OutOfRange,
    RefusedInput,
    SampleTooSmall,
    StandardDeviationNotPositive,
    TooFewEstimates,
    UnequalLengths,
    UnknownChoice,
    VarianceNotPositive,
)

Array = NDArray[np.float64]
Choice = TypeVar("Choice", bound=StrEnum)
#: What a function gives for numbers: a number; and for lists: an array.
Numbers = float | Array

# Beyond these the third powers of weights would leave the range of floating-point numbers.
LARGEST = 1e50
SMALLEST = 1e-50


def numbers(values: ArrayLike, argument: str) -> Array:
    """Return finite numbers as an array of their own shape.

    Raises
    ------
    NotANumber : something is missing, infinite or no number
    OutOfRange : something is beyond 1e50
    """
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise NotANumber(f"{argument}: not all of it is a number", argument=argument) from error
    if not np.isfinite(array).all():
        raise NotANumber(f"{argument}: missing or infinite", argument=argument)
    if array.size and np.abs(array).max() > LARGEST:
        raise OutOfRange(f"{argument}: beyond {LARGEST}", argument=argument)
    return array


def plain(array: Array) -> Numbers:
    """Return a number for an array without dimensions, and any other as it is."""
    return array.item() if array.ndim == 0 else array


def estimates(effects: ArrayLike, variances: ArrayLike, *, least: int = 2) -> tuple[Array, Array]:
    """Return the effects and variances of studies, each as an array of shape (k,).

    Parameters
    ----------
    effects, variances : shape (k,); the variance is the squared standard error
    least : the smallest k that the method can do with

    Raises
    ------
    UnequalLengths, TooFewEstimates, NotANumber, VarianceNotPositive
    OutOfRange : an effect beyond 1e50, or a variance outside 1e-50 to 1e50
    """
    y, v = numbers(effects, "effects"), numbers(variances, "variances")
    if y.ndim != 1 or y.shape != v.shape:
        raise UnequalLengths(
            f"effects and variances must be two lists of the same length, not {y.shape} and {v.shape}"
        )
    if len(y) < least:
        raise TooFewEstimates(f"{len(y)} estimates, where {least} are needed", argument="effects")
    return y, _above_zero(v, VarianceNotPositive, "variances")


def group_size(size: ArrayLike, argument: str) -> Array:
    """Return the sizes of groups, at least two.

    Raises
    ------
    NotANumber, SampleTooSmall
    """
    n = numbers(size, argument)
    if (n < 2).any():
        raise SampleTooSmall("a group has at least two members", argument=argument)
    return n


def events_and_others(events: ArrayLike, size: ArrayLike, group: str) -> tuple[Array, Array]:
    """Return how many in a group had the event, and how many had not.

    Parameters
    ----------
    group : "t" or "c", the end of the names of the parameters that are to blame

    Raises
    ------
    NotANumber, SampleTooSmall, NegativeEvents, EventsAboveSample
    """
    count, n = numbers(events, f"events_{group}"), group_size(size, f"n_{group}")
    if (count < 0).any():
        raise NegativeEvents("events are counted from 0", argument=f"events_{group}")
    if (count > n).any():
        raise EventsAboveSample("more events than members", argument=f"events_{group}")
    return count, n - count


def standard_deviation(value: ArrayLike, argument: str) -> Array:
    """Return standard deviations, above 0.

    Raises
    ------
    NotANumber, StandardDeviationNotPositive
    """
    return _above_zero(numbers(value, argument), StandardDeviationNotPositive, argument)


def positive_se(value: ArrayLike) -> Array:
    """Return standard errors, above 0.

    Raises
    ------
    NotANumber, VarianceNotPositive
    """
    return _above_zero(numbers(value, "standard_error"), VarianceNotPositive, "standard_error")


def limits(lower: ArrayLike, upper: ArrayLike) -> tuple[Array, Array]:
    """Return the limits of intervals, the lower below the upper.

    Raises
    ------
    NotANumber, IntervalReversed
    """
    low, high = numbers(lower, "lower"), numbers(upper, "upper")
    if (low >= high).any():
        raise IntervalReversed("the lower limit lies below the upper one", argument="lower")
    return low, high


def share(value: float, argument: str) -> float:
    """Return a number that must lie between 0 and 1, such as the level of an interval.

    Raises
    ------
    OutOfRange : 0, 1 or beyond
    """
    if not 0 < value < 1:
        raise OutOfRange(f"{argument}: {value} does not lie between 0 and 1", argument=argument)
    return value


def one_of(value: str, known: Sequence[str], argument: str) -> None:
    """Refuse a name that is not known.

    Raises
    ------
    UnknownChoice
    """
    if value not in known:
        raise UnknownChoice(
            f"{argument}: {value!r} is not one of {', '.join(known)}", argument=argument
        )


def member(choices: type[Choice], value: str, argument: str) -> Choice:
    """Return the member of a closed list that has this value.

    Raises
    ------
    UnknownChoice
    """
    try:
        return choices(value)
    except ValueError as error:
        raise UnknownChoice(f"{argument}: {value!r} is not known", argument=argument) from error


def _above_zero(array: Array, refusal: type[RefusedInput], argument: str) -> Array:
    smallest = array.min(initial=LARGEST)
    if smallest <= 0:
        raise refusal(f"{argument}: not above 0", argument=argument)
    if smallest < SMALLEST:
        raise OutOfRange(f"{argument}: below {SMALLEST}", argument=argument)
    return array
