"""The Maryland scale: how well the design of an evaluation tells its effect from chance and trend."""

from dataclasses import dataclass
from enum import StrEnum

from methods.decisions import Decision, Rule, decide
from methods.designs import RANDOMISED, Design
from methods.inputs import member
from methods.wwc import Attrition


class MarylandReason(StrEnum):
    RANDOMISED = "randomised"
    RANDOMISED_BUT_LOST = "randomised-but-lost"
    AS_GOOD_AS_RANDOM = "as-good-as-random"
    BEFORE_AFTER_WITH_COMPARISON = "before-after-with-comparison"
    COMPARED_AFTERWARDS = "compared-afterwards"
    WITH_CONTROLS = "with-controls"
    UNCONTROLLED = "uncontrolled"


@dataclass(frozen=True)
class Maryland:
    """A level of the scale, 1 to 5, and why."""

    level: int
    reason: MarylandReason


#: Scientific Maryland Scale (Sherman et al. 1998), as the What Works Centre for Local Economic Growth
#: applies it: 1 uncontrolled; 2 with control variables; 3 before and after with a comparison group;
#: 4 as good as random; 5 drawn by lot. A trial that lost too many is no longer what it drew.
MARYLAND: tuple[Rule[Maryland], ...] = (
    Rule(
        {"design": RANDOMISED, "attrition": (Attrition.HIGH,), "measured_before": (True,)},
        Maryland(3, MarylandReason.RANDOMISED_BUT_LOST),
    ),
    Rule(
        {"design": RANDOMISED, "attrition": (Attrition.HIGH,)},
        Maryland(2, MarylandReason.RANDOMISED_BUT_LOST),
    ),
    Rule({"design": RANDOMISED}, Maryland(5, MarylandReason.RANDOMISED)),
    Rule(
        {"design": (Design.REGRESSION_DISCONTINUITY, Design.INSTRUMENTAL_VARIABLE)},
        Maryland(4, MarylandReason.AS_GOOD_AS_RANDOM),
    ),
    Rule(
        {"design": (Design.DIFFERENCE_IN_DIFFERENCES,)},
        Maryland(3, MarylandReason.BEFORE_AFTER_WITH_COMPARISON),
    ),
    Rule(
        {"design": (Design.MATCHED_COMPARISON,), "measured_before": (True,)},
        Maryland(3, MarylandReason.BEFORE_AFTER_WITH_COMPARISON),
    ),
    Rule({"design": (Design.MATCHED_COMPARISON,)}, Maryland(2, MarylandReason.COMPARED_AFTERWARDS)),
    Rule(
        {"design": (Design.INTERRUPTED_TIME_SERIES,), "comparison": (True,)},
        Maryland(3, MarylandReason.BEFORE_AFTER_WITH_COMPARISON),
    ),
    Rule(
        {"design": (Design.CROSS_SECTION,), "comparison": (True,), "adjusted": (True,)},
        Maryland(2, MarylandReason.WITH_CONTROLS),
    ),
    Rule(
        {"design": (Design.INTERRUPTED_TIME_SERIES, Design.BEFORE_AFTER), "adjusted": (True,)},
        Maryland(2, MarylandReason.WITH_CONTROLS),
    ),
    Rule(
        {"design": (Design.INTERRUPTED_TIME_SERIES, Design.BEFORE_AFTER, Design.CROSS_SECTION)},
        Maryland(1, MarylandReason.UNCONTROLLED),
    ),
)


def maryland_level(
    design: str,
    *,
    comparison: bool | None = None,
    measured_before: bool | None = None,
    adjusted: bool | None = None,
    attrition: Attrition | None = None,
) -> Decision[Maryland] | None:
    """Return the level of an evaluation on the Maryland scale, by :data:`MARYLAND`.

    Parameters
    ----------
    design : a value of :class:`~methods.designs.Design`
    comparison : whether there is a group to compare with
    measured_before : whether the outcome was measured before it began, in both groups
    adjusted : whether the analysis takes differences at the start into account
    attrition : of a trial, as :func:`methods.wwc.attrition` tells it
    What is not known, None, never counts in its favour.

    Returns
    -------
    Level, reason and number of the rule; None for a design that measures no effect

    Raises
    ------
    UnknownChoice : another design
    """
    return decide(
        MARYLAND,
        design=member(Design, design, "design"),
        comparison=comparison,
        measured_before=measured_before,
        adjusted=adjusted,
        attrition=attrition,
    )
