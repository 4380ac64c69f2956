"""Ratings of trials and comparisons in the way of the What Works Clearinghouse (WWC).

After its Standards Handbook, version 4.1 (2020). The site rates by these rules; the WWC itself has
rated nothing. The reviewer's own judgements (that the draw was honest, that nothing else set the
groups apart) are not in them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from methods.decisions import Decision, Rule, decide
from methods.designs import QUASI_EXPERIMENTS, RANDOMISED, Design
from methods.errors import OutOfRange
from methods.inputs import member, numbers, one_of

Boundary = Literal["cautious", "optimistic"]


class Attrition(StrEnum):
    LOW = "low"
    HIGH = "high"


# By overall attrition of 0, 1, 2... percent; in percentage points. Beyond the last it is always high.
BOUNDARIES: dict[str, tuple[float, ...]] = {
    "cautious": (
        *(5.7, 5.8, 5.9, 5.9, 6.0, 6.1, 6.2, 6.3, 6.3, 6.3),
        *(6.3, 6.2, 6.2, 6.1, 6.0, 5.9, 5.9, 5.8, 5.7, 5.5),
        *(5.4, 5.3, 5.2, 5.1, 4.9, 4.8, 4.7, 4.5, 4.4, 4.3),
        *(4.1, 4.0, 3.8, 3.6, 3.5, 3.3, 3.2, 3.1, 2.9, 2.8),
        *(2.6, 2.5, 2.3, 2.1, 2.0, 1.8, 1.6, 1.5, 1.3, 1.2),
        *(1.0, 0.9, 0.7, 0.6, 0.4, 0.3, 0.2, 0.0),
    ),
    "optimistic": (
        *(10.0, 10.1, 10.2, 10.3, 10.4, 10.5, 10.7, 10.8, 10.9, 10.9),
        *(10.9, 10.9, 10.9, 10.8, 10.8, 10.7, 10.6, 10.5, 10.3, 10.2),
        *(10.0, 9.9, 9.7, 9.5, 9.4, 9.2, 9.0, 8.8, 8.6, 8.4),
        *(8.2, 8.0, 7.8, 7.6, 7.4, 7.2, 7.0, 6.7, 6.5, 6.3),
        *(6.0, 5.8, 5.6, 5.3, 5.1, 4.9, 4.6, 4.4, 4.2, 3.9),
        *(3.7, 3.5, 3.2, 3.0, 2.8, 2.6, 2.3, 2.1, 1.9, 1.6),
        *(1.4, 1.1, 0.9, 0.7, 0.5, 0.3),
    ),
}


def attrition(
    overall: float | None, differential: float | None, *, boundary: Boundary = "cautious"
) -> Attrition | None:
    """Tell whether attrition is low enough to leave the draw by lot its worth.

    By table II.1 of the handbook: the highest differential attrition at which an overall
    attrition still counts as low. The values were read in an independent transcription of the table,
    not in the handbook: check them there before changing one.

    Parameters
    ----------
    overall : percentage of all who were drawn that is missing from the analysis, 0 to 100
    differential : difference between the two groups in it, in percentage points; its sign is ignored
    boundary : "cautious", where the intervention itself may drive pupils away, as school choice
        may; "optimistic" where it hardly can

    Returns
    -------
    Low or high; None where either figure is not known

    Raises
    ------
    NotANumber, UnknownChoice
    OutOfRange : a percentage outside 0 to 100
    """
    one_of(boundary, tuple(BOUNDARIES), "boundary")
    if overall is None or differential is None:
        return None
    lost, difference = (
        float(numbers(overall, "overall")),
        abs(float(numbers(differential, "differential"))),
    )
    if not 0 <= lost <= 100:
        raise OutOfRange("a percentage lies from 0 to 100", argument="overall")
    if difference > 100:
        raise OutOfRange("a difference is at most 100 points", argument="differential")
    highest = BOUNDARIES[boundary]
    row = round(lost)  # the table has whole percentages
    low = row < len(highest) and difference <= highest[row] + 1e-9
    return Attrition.LOW if low else Attrition.HIGH


class Baseline(StrEnum):
    SATISFIED = "satisfied"
    SATISFIED_WITH_ADJUSTMENT = "satisfied-with-adjustment"
    NEEDS_ADJUSTMENT = "needs-adjustment"
    FAILS = "fails"
    NOT_REPORTED = "not-reported"


def baseline_equivalence(difference_sd: float | None, adjusted: bool | None) -> Baseline:
    """Tell whether two groups were alike at the start.

    By table II.2 of the handbook: a difference of at most .05
    standard deviation is equivalent, one of at most .25 is when the analysis adjusts for it.

    Parameters
    ----------
    difference_sd : between the groups at the start, in standard deviations, either sign
    adjusted : whether the analysis adjusts for it; None where that is not known

    Raises
    ------
    NotANumber
    """
    if difference_sd is None:
        return Baseline.NOT_REPORTED
    difference = abs(float(numbers(difference_sd, "difference_sd")))
    if difference <= 0.05:
        return Baseline.SATISFIED
    if difference > 0.25:
        return Baseline.FAILS
    return Baseline.SATISFIED_WITH_ADJUSTMENT if adjusted else Baseline.NEEDS_ADJUSTMENT


class WwcRating(StrEnum):
    WITHOUT_RESERVATIONS = "meets-without-reservations"
    WITH_RESERVATIONS = "meets-with-reservations"
    DOES_NOT_MEET = "does-not-meet"


class WwcReason(StrEnum):
    LOW_ATTRITION = "low-attrition"
    ALIKE_AT_START = "alike-at-start"
    START_UNKNOWN = "start-unknown"
    NOT_ALIKE_AT_START = "not-alike-at-start"


@dataclass(frozen=True)
class Wwc:
    """A rating, and why."""

    rating: WwcRating
    reason: WwcReason


_COMPARED = RANDOMISED + QUASI_EXPERIMENTS
#: After figure II.1 of the handbook.
WWC: tuple[Rule[Wwc], ...] = (
    Rule(
        {"design": RANDOMISED, "attrition": (Attrition.LOW,)},
        Wwc(WwcRating.WITHOUT_RESERVATIONS, WwcReason.LOW_ATTRITION),
    ),
    Rule(
        {"design": _COMPARED, "baseline": (Baseline.SATISFIED, Baseline.SATISFIED_WITH_ADJUSTMENT)},
        Wwc(WwcRating.WITH_RESERVATIONS, WwcReason.ALIKE_AT_START),
    ),
    Rule(
        {"design": _COMPARED, "baseline": (Baseline.NOT_REPORTED,)},
        Wwc(WwcRating.DOES_NOT_MEET, WwcReason.START_UNKNOWN),
    ),
    Rule({"design": _COMPARED}, Wwc(WwcRating.DOES_NOT_MEET, WwcReason.NOT_ALIKE_AT_START)),
)


def wwc_rating(design: str, lost: Attrition | None, baseline: Baseline) -> Decision[Wwc] | None:
    """Return the rating of a study by :data:`WWC`.

    Parameters
    ----------
    design : a value of :class:`Design`
    lost : as :func:`attrition` tells it; unknown, None, counts as high
    baseline : as :func:`baseline_equivalence` tells it

    Returns
    -------
    Rating, reason and number of the rule; None for a design that these standards do not judge

    Raises
    ------
    UnknownChoice : another design
    """
    return decide(WWC, design=member(Design, design, "design"), attrition=lost, baseline=baseline)
