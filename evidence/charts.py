"""Where things stand in a forest plot, as shares of its width: the template draws, the style sheet colours."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

#: Half the width of an interval of 95 per cent, in standard errors.
Z = NormalDist().inv_cdf(0.975)
#: Lines to read by, at most.
MOST_TICKS = 7


@dataclass(frozen=True)
class Tick:
    value: float
    x: str


@dataclass(frozen=True)
class Mark:
    """An effect with its interval, in per cent of the width; an arrow where it goes on beyond."""

    low: str
    high: str
    width: str
    middle: str
    #: Side of the square, in pixels: its area is the weight.
    size: str
    cut_low: bool
    cut_high: bool


@dataclass(frozen=True)
class Scale:
    """From a value to a place; ``low`` and ``high`` are the ends."""

    low: float
    high: float

    @classmethod
    def around(cls, values: Iterable[float]) -> "Scale":
        """Return a scale that holds zero and these values, with some room at both ends."""
        shown = [0.0, *values]
        low, high = min(shown), max(shown)
        room = 0.05 * (high - low) or 1.0
        return cls(low - room, high + room)

    @property
    def ticks(self) -> list[Tick]:
        """Return round values on the scale, zero among them."""
        step = _round_step((self.high - self.low) / MOST_TICKS)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [Tick(place * step, self.place(place * step)) for place in range(first, last + 1)]

    @property
    def zero(self) -> str:
        return self.place(0)

    def place(self, value: float) -> str:
        """Return where a value stands, as SVG writes it; one beyond an end stands at the end."""
        return f"{100 * self._share(value):.2f}%"

    def mark(self, effect: float, ci: tuple[float, float], weight: float = 0.0) -> Mark:
        """Return an effect with its interval.

        Parameters
        ----------
        weight : in per cent
        """
        low, high = ci
        return Mark(
            low=self.place(low),
            high=self.place(high),
            width=f"{100 * (self._share(high) - self._share(low)):.2f}%",
            middle=self.place(effect),
            size=f"{4 + 1.4 * math.sqrt(max(weight, 0)):.1f}",
            cut_low=low < self.low,
            cut_high=high > self.high,
        )

    def _share(self, value: float) -> float:
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


@dataclass(frozen=True)
class Dot:
    """A study in a funnel plot; the more precise, the higher."""

    x: str
    y: str


@dataclass(frozen=True)
class Funnel:
    """Effects against their standard errors, which grow downwards.

    Without chance 95 of 100 studies would lie within the lines from the top to ``left`` and
    ``right``, were all to estimate one effect.
    """

    dots: Sequence[Dot]
    top: str
    left: str
    right: str
    bottom: str
    scale: "Scale"
    errors: Sequence[Tick]


def funnel(effects: Sequence[float], errors: Sequence[float], estimate: float) -> Funnel:
    """Return where studies stand in a funnel plot.

    Parameters
    ----------
    effects, errors : one for each study, the standard errors above 0
    estimate : pooled effect, at which the funnel has its top
    """
    deepest = max(errors)
    across = Scale.around([*effects, estimate - Z * deepest, estimate + Z * deepest])
    down = Scale(0.0, 1.05 * deepest)
    step = _round_step(deepest / 4)
    return Funnel(
        dots=[
            Dot(across.place(effect), down.place(error))
            for effect, error in zip(effects, errors, strict=True)
        ],
        top=across.place(estimate),
        left=across.place(estimate - Z * deepest),
        right=across.place(estimate + Z * deepest),
        bottom=down.place(deepest),
        scale=across,
        errors=[
            Tick(step * place, down.place(step * place))
            for place in range(math.floor(deepest / step) + 1)
        ],
    )


def robust_scale(intervals: Sequence[tuple[float, float]], kept: Sequence[float]) -> Scale:
    """Return a scale for intervals of which a few may be very wide: those run off it.

    Parameters
    ----------
    intervals : of the studies
    kept : values that must be on it, such as the effects and the pooled interval
    """
    widths = sorted(high - low for low, high in intervals)
    usual = widths[len(widths) // 2] if widths else 0.0
    near = [
        end
        for low, high in intervals
        for end in (low, high)
        if high - low <= 3 * usual
    ]  # fmt: skip
    return Scale.around([*kept, *near])


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2 and 5 times a power of ten that is at least this."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= least * (1 - 1e-9))
