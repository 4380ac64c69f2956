"""Strength and verdict: the tables row by row, and what no combination of facts may bring about."""

from itertools import product
from typing import Any

import pytest

from interventions import choices
from methods import errors, ratings
from methods.designs import Design
from methods.ratings import (
    Conclusion,
    Independence,
    NextStep,
    Position,
    Strength,
    VerdictKey,
    VerdictReason,
)
from methods.wwc import WwcRating

ABOVE, BELOW = Position.ABOVE, Position.BELOW
NEGLIGIBLE, UNCLEAR, UNKNOWN = Position.NEGLIGIBLE, Position.UNCLEAR, Position.UNKNOWN
FAILS = WwcRating.DOES_NOT_MEET


def facts(**changed: Any) -> dict[str, Any]:
    """Facts of a good trial that found an effect, but for what is changed."""
    return {
        "level": 5,
        "ran_too_short": False,
        "position": ABOVE,
        "independence": "independent",
        "rating": WwcRating.WITHOUT_RESERVATIONS,
    } | changed


@pytest.mark.parametrize(
    ("rule", "changed", "strength", "next_step"),
    [
        (1, {"level": None}, 0, NextStep.MEASURE_BEFORE_AND_AFTER),
        (2, {"ran_too_short": True}, 1, NextStep.FOLLOW_LONGER),
        (3, {"level": 1}, 1, NextStep.ADD_COMPARISON_GROUP),
        (3, {"level": 2}, 1, NextStep.ADD_COMPARISON_GROUP),
        (4, {"level": 3, "rating": FAILS}, 1, NextStep.KEEP_GROUPS_ALIKE),
        (5, {"level": 3}, 2, NextStep.DRAW_BY_LOT),
        (6, {"independence": "developer"}, 2, NextStep.INDEPENDENT_EVALUATOR),
        (7, {"position": UNKNOWN}, 3, NextStep.REPORT_FIGURES),
        (8, {"position": UNCLEAR}, 3, NextStep.MORE_PUPILS),
        (9, {}, 4, NextStep.REPEAT_ELSEWHERE),
        (10, {"independence": "commissioned"}, 3, NextStep.INDEPENDENT_EVALUATOR),
        (10, {"independence": None}, 3, NextStep.INDEPENDENT_EVALUATOR),
        (10, {"independence": ""}, 3, NextStep.INDEPENDENT_EVALUATOR),
    ],
)
def test_strength_row_by_row(
    rule: int, changed: dict[str, Any], strength: int, next_step: NextStep
) -> None:
    decision = ratings.evidence(**facts(**changed))
    assert decision.rule == rule
    assert decision.outcome == ratings.Evidence(Strength(strength), next_step)


@pytest.mark.parametrize(
    ("rule", "conclusion", "changed", "key", "reason"),
    [
        (1, "inconclusive", {"ran_too_short": True}, "inconclusive", "ran-too-short"),
        (2, "inconclusive", {}, "inconclusive", "as-reported"),
        (3, "harmful", {"position": BELOW}, "harmful", "effect-beyond-chance"),
        (4, "harmful", {"position": BELOW, "level": 1}, "possibly-harmful", "evidence-still-weak"),
        (4, "harmful", {"position": UNKNOWN}, "possibly-harmful", "evidence-still-weak"),
        (
            *(4, "harmful", {"position": UNCLEAR, "ran_too_short": True}),
            *("possibly-harmful", "evidence-still-weak"),
        ),
        (5, "works", {"ran_too_short": True}, "inconclusive", "ran-too-short"),
        (6, "works", {"level": None}, "inconclusive", "not-measured"),
        (7, "works", {"level": 1}, "inconclusive", "no-comparison"),
        (8, "promising", {"level": 2}, "inconclusive", "weak-comparison"),
        (9, "works", {"level": 3, "rating": FAILS}, "inconclusive", "groups-not-alike"),
        (10, "works", {}, "works", "effect-beyond-chance"),
        (10, "works", {"independence": "commissioned"}, "works", "effect-beyond-chance"),
        (11, "works", {"independence": "developer"}, "promising", "evidence-still-weak"),
        (11, "works", {"level": 3}, "promising", "evidence-still-weak"),
        (11, "promising", {}, "promising", "evidence-still-weak"),
        (12, "works", {"position": UNKNOWN}, "promising", "no-figures"),
        (13, "works", {"position": UNCLEAR}, "inconclusive", "too-few"),
        (13, "no-effect", {"position": UNCLEAR}, "inconclusive", "too-few"),
        (14, "mixed", {}, "mixed", "results-differ"),
        (15, "no-effect", {"position": NEGLIGIBLE}, "no-effect", "effect-negligible"),
        (16, "no-effect", {"position": UNKNOWN}, "inconclusive", "no-figures"),
    ],
)
def test_verdict_row_by_row(
    rule: int, conclusion: str, changed: dict[str, Any], key: str, reason: str
) -> None:
    decision = ratings.verdict(conclusion, **facts(**changed))
    assert decision is not None
    assert decision.rule == rule
    assert decision.outcome == ratings.Verdict(VerdictKey(key), VerdictReason(reason))


@pytest.mark.parametrize(
    ("conclusion", "position"),
    [
        ("works", BELOW),
        ("works", NEGLIGIBLE),
        ("promising", BELOW),
        ("no-effect", ABOVE),
        ("no-effect", BELOW),
        ("harmful", ABOVE),
        ("harmful", NEGLIGIBLE),
    ],
)
def test_a_conclusion_that_its_own_interval_contradicts_gets_no_verdict(
    conclusion: str, position: Position
) -> None:
    assert ratings.verdict(conclusion, **facts(position=position)) is None


EVERY = [
    (
        conclusion,
        facts(level=level, ran_too_short=short, position=place, independence=who, rating=rating),
    )
    for conclusion, level, short, place, who, rating in product(
        Conclusion,
        (None, 1, 2, 3, 4, 5),
        (True, False),
        Position,
        (None, *Independence),
        (None, *WwcRating),
    )
]


def test_every_row_is_the_first_to_fit_something() -> None:
    verdicts = {decision.rule for c, f in EVERY if (decision := ratings.verdict(c, **f))}
    assert verdicts == set(range(1, len(ratings.VERDICTS) + 1))
    assert {ratings.evidence(**f).rule for _, f in EVERY} == set(
        range(1, len(ratings.EVIDENCE) + 1)
    )


def test_what_works_must_have_shown() -> None:
    for conclusion, known in EVERY:
        decision = ratings.verdict(conclusion, **known)
        if decision and decision.outcome.key == VerdictKey.WORKS:
            assert conclusion == Conclusion.WORKS
            assert known["level"] in (4, 5)
            assert known["position"] == ABOVE
            assert known["independence"] != Independence.DEVELOPER
            assert known["rating"] != FAILS
            assert not known["ran_too_short"]


def test_a_verdict_is_never_more_hopeful_than_the_conclusion() -> None:
    hope = [
        "harmful",
        "possibly-harmful",
        "no-effect",
        "inconclusive",
        "mixed",
        "promising",
        "works",
    ]
    for conclusion, known in EVERY:
        decision = ratings.verdict(conclusion, **known)
        if decision and decision.outcome.key != VerdictKey.INCONCLUSIVE:
            key = "harmful" if "harmful" in decision.outcome.key else decision.outcome.key.value
            assert hope.index(key) <= hope.index(conclusion)


def test_a_report_of_harm_is_never_lost_in_silence() -> None:
    for conclusion, known in EVERY:
        if conclusion == Conclusion.HARMFUL and known["position"] in (BELOW, UNCLEAR, UNKNOWN):
            decision = ratings.verdict(conclusion, **known)
            assert decision is not None
            assert decision.outcome.key in (VerdictKey.HARMFUL, VerdictKey.POSSIBLY_HARMFUL)


def test_not_knowing_never_makes_stronger() -> None:
    for _, known in EVERY:
        strength = ratings.evidence(**known).outcome.strength
        for fact, unknown in (("level", None), ("position", UNKNOWN)):
            assert ratings.evidence(**known | {fact: unknown}).outcome.strength <= strength


def test_a_higher_level_is_never_weaker() -> None:
    for _, known in EVERY:
        steps = [
            ratings.evidence(**known | {"level": level}).outcome.strength
            for level in (None, 1, 2, 3, 4, 5)
        ]
        assert steps == sorted(steps)


@pytest.mark.parametrize(
    ("ci", "higher_is_better", "position"),
    [
        (None, True, UNKNOWN),
        ((0.02, 0.30), True, ABOVE),
        ((0.02, 0.30), False, BELOW),
        ((-0.30, -0.02), True, BELOW),
        ((-0.30, -0.02), False, ABOVE),
        ((-0.10, 0.10), True, NEGLIGIBLE),
        ((-0.10, 0.11), True, UNCLEAR),
        ((-0.11, 0.10), False, UNCLEAR),
        ((0.0, 0.30), True, UNCLEAR),
        ((-0.30, 0.0), True, UNCLEAR),
    ],
)
def test_position_of_an_interval(
    ci: tuple[float, float] | None, higher_is_better: bool, position: Position
) -> None:
    assert ratings.interval_position(ci, higher_is_better=higher_is_better) == position


def test_what_is_negligible_is_on_the_scale_of_the_effect() -> None:
    around = (-0.15, 0.15)
    assert ratings.interval_position(around, higher_is_better=True) == UNCLEAR
    assert ratings.interval_position(around, higher_is_better=True, negligible=0.165) == NEGLIGIBLE


@pytest.mark.parametrize(
    ("conclusion", "changed", "argument"),
    [
        ("splendid", {}, "conclusion"),
        ("works", {"level": 6}, "level"),
        ("works", {"level": 0}, "level"),
        ("works", {"independence": "friend"}, "independence"),
        ("works", {"position": "somewhere"}, "position"),
        ("works", {"rating": "gold"}, "rating"),
    ],
)
def test_refuses_facts_that_do_not_exist(
    conclusion: str, changed: dict[str, Any], argument: str
) -> None:
    with pytest.raises(errors.RefusedInput) as caught:
        ratings.verdict(conclusion, **facts(**changed))
    assert caught.value.argument == argument


def test_the_keys_are_those_of_the_records() -> None:
    for ours, stored in (
        (Design, choices.Design),
        (Conclusion, choices.Conclusion),
        (Independence, choices.Independence),
    ):
        assert {member.value for member in ours} == set(stored.values)
    shared = {"ran-too-short", "too-few", "no-comparison"}
    assert shared <= {reason.value for reason in VerdictReason} & set(
        choices.InconclusiveReason.values
    )
