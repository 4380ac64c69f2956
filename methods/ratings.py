"""What may be said of one evaluation: how strong its evidence is, and its verdict.

By two tables, :data:`EVIDENCE` and :data:`VERDICTS`, in which the first rule that fits decides. They
give keys; the words for them are made where they are shown. Where no rule fits there is no verdict.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from methods.decisions import Decision, Rule, decide
from methods.errors import OutOfRange
from methods.inputs import limits, member
from methods.wwc import WwcRating

# The part of the effect, in standard deviations, that no school would notice. The site's own choice.
NEGLIGIBLE = 0.10


class Conclusion(StrEnum):
    WORKS = "works"
    PROMISING = "promising"
    MIXED = "mixed"
    NO_EFFECT = "no-effect"
    HARMFUL = "harmful"
    INCONCLUSIVE = "inconclusive"


class Independence(StrEnum):
    DEVELOPER = "developer"
    COMMISSIONED = "commissioned"
    INDEPENDENT = "independent"


class Position(StrEnum):
    """Where the confidence interval of the main effect lies, better for pupils being above."""

    ABOVE = "above"
    BELOW = "below"
    NEGLIGIBLE = "negligible"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


def interval_position(
    ci: tuple[float, float] | None, *, higher_is_better: bool, negligible: float = NEGLIGIBLE
) -> Position:
    """Tell what a confidence interval says of the direction of an effect.

    Parameters
    ----------
    ci : lower and upper limit; None where there is no interval
    higher_is_better : whether more of the outcome is better for pupils
    negligible : what is too small to notice, on the scale of the effect

    Returns
    -------
    Above or below 0; around 0 but within what is negligible; around 0; unknown

    Raises
    ------
    NotANumber, IntervalReversed
    """
    if ci is None:
        return Position.UNKNOWN
    low, high = (float(limit) for limit in limits(*ci))
    if not higher_is_better:
        low, high = -high, -low
    if low > 0:
        return Position.ABOVE
    if high < 0:
        return Position.BELOW
    return Position.NEGLIGIBLE if -negligible <= low and high <= negligible else Position.UNCLEAR


class NextStep(StrEnum):
    """The evaluation that would make the evidence one step stronger."""

    MEASURE_BEFORE_AND_AFTER = "measure-before-and-after"
    FOLLOW_LONGER = "follow-longer"
    ADD_COMPARISON_GROUP = "add-comparison-group"
    KEEP_GROUPS_ALIKE = "keep-groups-alike"
    DRAW_BY_LOT = "draw-by-lot"
    INDEPENDENT_EVALUATOR = "independent-evaluator"
    REPORT_FIGURES = "report-figures"
    MORE_PUPILS = "more-pupils"
    REPEAT_ELSEWHERE = "repeat-elsewhere"


class Strength(IntEnum):
    """How strong the evidence of one evaluation is; no single one is stronger than 4."""

    NONE = 0
    INDICATIONS = 1
    FIRST_EVIDENCE = 2
    GOOD_EVIDENCE = 3
    STRONG_EVIDENCE = 4


@dataclass(frozen=True)
class Evidence:
    """The strength of the evidence, and what would lift it."""

    strength: Strength
    next_step: NextStep


#: The site's own steps, on the Maryland scale. An evaluation by the developers themselves stays a
#: step behind: theirs find larger effects than independent ones (Wolf et al. 2020).
EVIDENCE: tuple[Rule[Evidence], ...] = (
    Rule({"level": (None,)}, Evidence(Strength.NONE, NextStep.MEASURE_BEFORE_AND_AFTER)),
    Rule({"ran_too_short": (True,)}, Evidence(Strength.INDICATIONS, NextStep.FOLLOW_LONGER)),
    Rule({"level": (1, 2)}, Evidence(Strength.INDICATIONS, NextStep.ADD_COMPARISON_GROUP)),
    Rule(
        {"rating": (WwcRating.DOES_NOT_MEET,)},
        Evidence(Strength.INDICATIONS, NextStep.KEEP_GROUPS_ALIKE),
    ),
    Rule({"level": (3,)}, Evidence(Strength.FIRST_EVIDENCE, NextStep.DRAW_BY_LOT)),
    Rule(
        {"independence": (Independence.DEVELOPER,)},
        Evidence(Strength.FIRST_EVIDENCE, NextStep.INDEPENDENT_EVALUATOR),
    ),
    Rule(
        {"position": (Position.UNKNOWN,)},
        Evidence(Strength.GOOD_EVIDENCE, NextStep.REPORT_FIGURES),
    ),
    Rule({"position": (Position.UNCLEAR,)}, Evidence(Strength.GOOD_EVIDENCE, NextStep.MORE_PUPILS)),
    Rule(
        {"independence": (Independence.INDEPENDENT,)},
        Evidence(Strength.STRONG_EVIDENCE, NextStep.REPEAT_ELSEWHERE),
    ),
    Rule({}, Evidence(Strength.GOOD_EVIDENCE, NextStep.INDEPENDENT_EVALUATOR)),
)


class VerdictKey(StrEnum):
    WORKS = "works"
    PROMISING = "promising"
    MIXED = "mixed"
    NO_EFFECT = "no-effect"
    HARMFUL = "harmful"
    POSSIBLY_HARMFUL = "possibly-harmful"
    INCONCLUSIVE = "inconclusive"


class VerdictReason(StrEnum):
    EFFECT_BEYOND_CHANCE = "effect-beyond-chance"
    EVIDENCE_STILL_WEAK = "evidence-still-weak"
    RESULTS_DIFFER = "results-differ"
    EFFECT_NEGLIGIBLE = "effect-negligible"
    AS_REPORTED = "as-reported"
    RAN_TOO_SHORT = "ran-too-short"
    TOO_FEW = "too-few"
    NO_COMPARISON = "no-comparison"
    WEAK_COMPARISON = "weak-comparison"
    GROUPS_NOT_ALIKE = "groups-not-alike"
    NOT_MEASURED = "not-measured"
    NO_FIGURES = "no-figures"


@dataclass(frozen=True)
class Verdict:
    """What may be said of an evaluation, and why no more or less."""

    key: VerdictKey
    reason: VerdictReason


_HOPEFUL = (Conclusion.WORKS, Conclusion.PROMISING)
_AT_LEAST_GOOD = (Strength.GOOD_EVIDENCE, Strength.STRONG_EVIDENCE)

#: From what an evaluation concludes, and how, to what the site says of it. A sign of harm is told
#: however weak. A conclusion that its own interval contradicts fits no rule: it gets no verdict.
VERDICTS: tuple[Rule[Verdict], ...] = (
    Rule(
        {"conclusion": (Conclusion.INCONCLUSIVE,), "ran_too_short": (True,)},
        Verdict(VerdictKey.INCONCLUSIVE, VerdictReason.RAN_TOO_SHORT),
    ),
    Rule(
        {"conclusion": (Conclusion.INCONCLUSIVE,)},
        Verdict(VerdictKey.INCONCLUSIVE, VerdictReason.AS_REPORTED),
    ),
    Rule(
        {
            "conclusion": (Conclusion.HARMFUL,),
            "strength": (Strength.FIRST_EVIDENCE, *_AT_LEAST_GOOD),
            "position": (Position.BELOW,),
        },
        Verdict(VerdictKey.HARMFUL, VerdictReason.EFFECT_BEYOND_CHANCE),
    ),
    Rule(
        {
            "conclusion": (Conclusion.HARMFUL,),
            "position": (Position.BELOW, Position.UNCLEAR, Position.UNKNOWN),
        },
        Verdict(VerdictKey.POSSIBLY_HARMFUL, VerdictReason.EVIDENCE_STILL_WEAK),
    ),
    Rule(
        {"ran_too_short": (True,)},
        Verdict(VerdictKey.INCONCLUSIVE, VerdictReason.RAN_TOO_SHORT),
    ),
    Rule({"level": (None,)}, Verdict(VerdictKey.INCONCLUSIVE, VerdictReason.NOT_MEASURED)),
    Rule({"level": (1,)}, Verdict(VerdictKey.INCONCLUSIVE, VerdictReason.NO_COMPARISON)),
    Rule({"level": (2,)}, Verdict(VerdictKey.INCONCLUSIVE, VerdictReason.WEAK_COMPARISON)),
    Rule(
        {"rating": (WwcRating.DOES_NOT_MEET,)},
        Verdict(VerdictKey.INCONCLUSIVE, VerdictReason.GROUPS_NOT_ALIKE),
    ),
    Rule(
        {
            "conclusion": (Conclusion.WORKS,),
            "strength": _AT_LEAST_GOOD,
            "position": (Position.ABOVE,),
        },
        Verdict(VerdictKey.WORKS, VerdictReason.EFFECT_BEYOND_CHANCE),
    ),
    Rule(
        {"conclusion": _HOPEFUL, "position": (Position.ABOVE,)},
        Verdict(VerdictKey.PROMISING, VerdictReason.EVIDENCE_STILL_WEAK),
    ),
    Rule(
        {"conclusion": _HOPEFUL, "position": (Position.UNKNOWN,)},
        Verdict(VerdictKey.PROMISING, VerdictReason.NO_FIGURES),
    ),
    Rule(
        {"conclusion": (*_HOPEFUL, Conclusion.NO_EFFECT), "position": (Position.UNCLEAR,)},
        Verdict(VerdictKey.INCONCLUSIVE, VerdictReason.TOO_FEW),
    ),
    Rule(
        {"conclusion": (Conclusion.MIXED,)},
        Verdict(VerdictKey.MIXED, VerdictReason.RESULTS_DIFFER),
    ),
    Rule(
        {"conclusion": (Conclusion.NO_EFFECT,), "position": (Position.NEGLIGIBLE,)},
        Verdict(VerdictKey.NO_EFFECT, VerdictReason.EFFECT_NEGLIGIBLE),
    ),
    Rule(
        {"conclusion": (Conclusion.NO_EFFECT,), "position": (Position.UNKNOWN,)},
        Verdict(VerdictKey.INCONCLUSIVE, VerdictReason.NO_FIGURES),
    ),
)


def evidence(
    *,
    level: int | None,
    ran_too_short: bool,
    position: Position = Position.UNKNOWN,
    independence: str | None = None,
    rating: WwcRating | None = None,
) -> Decision[Evidence]:
    """Return how strong the evidence of an evaluation is, by :data:`EVIDENCE`.

    Parameters
    ----------
    level : on the Maryland scale, 1 to 5; None for a design that measures no effect
    ran_too_short : whether it ended before an effect could show
    position : of the interval of its main effect; see :func:`interval_position`
    independence : a value of :class:`Independence`; None where that is not known
    rating : as :func:`methods.wwc.wwc_rating` gives it; None for a design without one

    Returns
    -------
    Strength and next step, and the number of the rule

    Raises
    ------
    UnknownChoice : another independence, position or rating
    OutOfRange : another level
    """
    return _evidence(_facts(level, ran_too_short, position, independence, rating))


def verdict(
    conclusion: str,
    *,
    level: int | None,
    ran_too_short: bool,
    position: Position = Position.UNKNOWN,
    independence: str | None = None,
    rating: WwcRating | None = None,
) -> Decision[Verdict] | None:
    """Return what may be said of an evaluation, by :data:`VERDICTS`.

    Parameters
    ----------
    conclusion : of the evaluation itself, a value of :class:`Conclusion`
    others : as in :func:`evidence`

    Returns
    -------
    Verdict and reason, and the number of the rule; None where its own figures contradict it

    Raises
    ------
    As :func:`evidence`, and UnknownChoice for another conclusion
    """
    facts = _facts(level, ran_too_short, position, independence, rating)
    return decide(
        VERDICTS,
        conclusion=member(Conclusion, conclusion, "conclusion"),
        strength=_evidence(facts).outcome.strength,
        **facts,
    )


def _evidence(facts: dict[str, object]) -> Decision[Evidence]:
    decision = decide(EVIDENCE, **facts)
    if decision is None:
        raise LookupError("the last rule of the table must fit everything")
    return decision


def _facts(
    level: int | None,
    ran_too_short: bool,
    position: str,
    independence: str | None,
    rating: str | None,
) -> dict[str, object]:
    if level not in (None, 1, 2, 3, 4, 5):
        raise OutOfRange(f"level: {level} is not one of 1 to 5", argument="level")
    return {
        "level": level,
        "ran_too_short": ran_too_short,
        "position": member(Position, position, "position"),
        "independence": member(Independence, independence, "independence")
        if independence
        else None,
        "rating": member(WwcRating, rating, "rating") if rating else None,
    }
