"""What the methods refuse, each by its own name, so that a caller can say why in the reader's language."""


class RefusedInput(ValueError):
    """Numbers that no honest result can be computed from.

    Attributes
    ----------
    argument : name of the parameter that is wrong, empty where it is no single one
    """

    def __init__(self, message: str, *, argument: str = "") -> None:
        super().__init__(message)
        self.argument = argument


class NotANumber(RefusedInput):
    """Missing, infinite, or no number at all."""


class OutOfRange(RefusedInput):
    """A number outside the range that its parameter can have."""


class UnknownChoice(RefusedInput):
    """A name that is not one of those that its parameter knows."""


class UnequalLengths(RefusedInput):
    """Lists that belong together are not equally long, or are no plain lists."""


class TooFewEstimates(RefusedInput):
    """Fewer estimates than the method needs."""


class TooFewGroups(RefusedInput):
    """Fewer subgroups, or independent clusters, than the method needs."""


class NoVariation(RefusedInput):
    """A moderator, or the standard errors, are the same in all studies."""


class VarianceNotPositive(RefusedInput):
    """A variance or a standard error that is zero or negative."""


class StandardDeviationNotPositive(RefusedInput):
    """A standard deviation that is zero or negative."""


class SampleTooSmall(RefusedInput):
    """A group that is too small to tell a variance from."""


class NegativeEvents(RefusedInput):
    """A negative number of events."""


class EventsAboveSample(RefusedInput):
    """More events than there are members of the group."""


class NoContrast(RefusedInput):
    """Nobody in either group had the event, or everybody had."""


class IntervalReversed(RefusedInput):
    """A lower limit that does not lie below the upper one."""


class IntervalDisagrees(RefusedInput):
    """An estimate that does not lie in the middle of its own confidence interval."""


class DirectionMissing(RefusedInput):
    """A p value without word of which group did better."""


class NotAttainment(RefusedInput):
    """Months of progress asked for an outcome that is not attainment."""
