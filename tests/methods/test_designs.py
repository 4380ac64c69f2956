"""Maryland level, attrition, equivalence at the start and WWC rating: row by row."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from methods import errors
from methods.designs import Design
from methods.maryland import MARYLAND, Maryland, MarylandReason, maryland_level
from methods.wwc import (
    BOUNDARIES,
    WWC,
    Attrition,
    Baseline,
    Boundary,
    Wwc,
    WwcRating,
    WwcReason,
    attrition,
    baseline_equivalence,
    wwc_rating,
)

HIGH = {"attrition": Attrition.HIGH}


@pytest.mark.parametrize(
    ("rule", "design", "known", "level", "reason"),
    [
        (1, "rct-cluster", HIGH | {"measured_before": True}, 3, "randomised-but-lost"),
        (2, "rct-individual", HIGH, 2, "randomised-but-lost"),
        (3, "rct-cluster", {}, 5, "randomised"),
        (3, "rct-individual", {"attrition": Attrition.LOW}, 5, "randomised"),
        (4, "regression-discontinuity", {}, 4, "as-good-as-random"),
        (4, "instrumental-variable", {}, 4, "as-good-as-random"),
        (5, "difference-in-differences", {}, 3, "before-after-with-comparison"),
        (6, "matched-comparison", {"measured_before": True}, 3, "before-after-with-comparison"),
        (7, "matched-comparison", {}, 2, "compared-afterwards"),
        (8, "interrupted-time-series", {"comparison": True}, 3, "before-after-with-comparison"),
        (9, "cross-section", {"comparison": True, "adjusted": True}, 2, "with-controls"),
        (10, "before-after", {"adjusted": True}, 2, "with-controls"),
        (10, "interrupted-time-series", {"adjusted": True}, 2, "with-controls"),
        (11, "before-after", {}, 1, "uncontrolled"),
        (11, "before-after", {"comparison": True}, 1, "uncontrolled"),
        (11, "interrupted-time-series", {}, 1, "uncontrolled"),
        (11, "cross-section", {"comparison": True}, 1, "uncontrolled"),
        (11, "cross-section", {"adjusted": True}, 1, "uncontrolled"),
    ],
)
def test_maryland_row_by_row(
    rule: int, design: str, known: dict[str, Any], level: int, reason: str
) -> None:
    decision = maryland_level(design, **known)
    assert decision is not None
    assert decision.rule == rule
    assert decision.outcome == Maryland(level, MarylandReason(reason))


@pytest.mark.parametrize("design", ["process", "qualitative"])
def test_a_design_that_measures_no_effect_has_no_level(design: str) -> None:
    assert maryland_level(design, comparison=True, measured_before=True, adjusted=True) is None


def test_every_maryland_row_is_the_first_to_fit_something() -> None:
    reached = set()
    unsure = (None, False, True)
    for design, comparison, before, adjusted, lost in product(
        Design, unsure, unsure, unsure, (None, *Attrition)
    ):
        decision = maryland_level(
            design, comparison=comparison, measured_before=before, adjusted=adjusted, attrition=lost
        )
        if decision:
            reached.add(decision.rule)
            plain = maryland_level(design, attrition=lost)
            assert plain is not None
            assert plain.outcome.level <= decision.outcome.level
    assert reached == set(range(1, len(MARYLAND) + 1))


@pytest.mark.parametrize(
    ("difference", "adjusted", "baseline"),
    [
        (0.0, None, "satisfied"),
        (0.05, False, "satisfied"),
        (-0.05, False, "satisfied"),
        (0.051, True, "satisfied-with-adjustment"),
        (-0.25, True, "satisfied-with-adjustment"),
        (0.25, False, "needs-adjustment"),
        (0.12, None, "needs-adjustment"),
        (0.251, True, "fails"),
        (-0.4, False, "fails"),
        (None, True, "not-reported"),
    ],
)
def test_equivalence_at_the_start(
    difference: float | None, adjusted: bool | None, baseline: str
) -> None:
    assert baseline_equivalence(difference, adjusted) == baseline


@pytest.mark.parametrize(
    ("overall", "differential", "boundary", "expected"),
    [
        (0, 5.7, "cautious", Attrition.LOW),
        (0, 5.8, "cautious", Attrition.HIGH),
        (8, 3.0, "cautious", Attrition.LOW),
        (10, -6.3, "cautious", Attrition.LOW),
        (20, 5.5, "cautious", Attrition.HIGH),
        (20, 10.0, "optimistic", Attrition.LOW),
        (30, 6.0, "cautious", Attrition.HIGH),
        (30, 6.0, "optimistic", Attrition.LOW),
        (57, 0.0, "cautious", Attrition.LOW),
        (58, 0.0, "cautious", Attrition.HIGH),
        (65, 0.3, "optimistic", Attrition.LOW),
        (66, 0.0, "optimistic", Attrition.HIGH),
        (100, 0.0, "optimistic", Attrition.HIGH),
        (None, 1.0, "cautious", None),
        (10, None, "cautious", None),
    ],
)
def test_attrition_by_the_table(
    overall: float | None,
    differential: float | None,
    boundary: Boundary,
    expected: Attrition | None,
) -> None:
    assert attrition(overall, differential, boundary=boundary) == expected


def test_the_cautious_boundary_allows_less_everywhere() -> None:
    cautious, optimistic = BOUNDARIES["cautious"], BOUNDARIES["optimistic"]
    assert (len(cautious), len(optimistic)) == (58, 66)
    assert all(low < high for low, high in zip(cautious, optimistic, strict=False))


@pytest.mark.parametrize(
    ("rule", "design", "lost", "baseline", "rating", "reason"),
    [
        (1, "rct-cluster", "low", "fails", "meets-without-reservations", "low-attrition"),
        (2, "rct-cluster", "high", "satisfied", "meets-with-reservations", "alike-at-start"),
        (2, "rct-individual", None, "satisfied", "meets-with-reservations", "alike-at-start"),
        (
            *(2, "matched-comparison", None, "satisfied-with-adjustment"),
            *("meets-with-reservations", "alike-at-start"),
        ),
        (2, "matched-comparison", "low", "satisfied", "meets-with-reservations", "alike-at-start"),
        (3, "rct-cluster", "high", "not-reported", "does-not-meet", "start-unknown"),
        (3, "difference-in-differences", None, "not-reported", "does-not-meet", "start-unknown"),
        (4, "rct-individual", "high", "needs-adjustment", "does-not-meet", "not-alike-at-start"),
        (4, "matched-comparison", None, "fails", "does-not-meet", "not-alike-at-start"),
    ],
)
def test_wwc_row_by_row(
    rule: int, design: str, lost: str | None, baseline: str, rating: str, reason: str
) -> None:
    decision = wwc_rating(design, Attrition(lost) if lost else None, Baseline(baseline))
    assert decision is not None
    assert decision.rule == rule
    assert decision.outcome == Wwc(WwcRating(rating), WwcReason(reason))


@pytest.mark.parametrize(
    "design",
    [
        "regression-discontinuity",
        "instrumental-variable",
        "interrupted-time-series",
        "before-after",
        "cross-section",
        "process",
        "qualitative",
    ],
)
def test_designs_that_these_standards_do_not_judge(design: str) -> None:
    assert wwc_rating(design, Attrition.LOW, Baseline.SATISFIED) is None


def test_every_wwc_row_is_the_first_to_fit_something() -> None:
    reached = {
        decision.rule
        for design, lost, baseline in product(Design, (None, *Attrition), Baseline)
        if (decision := wwc_rating(design, lost, baseline))
    }
    assert reached == set(range(1, len(WWC) + 1))


@pytest.mark.parametrize(
    ("call", "refusal"),
    [
        (lambda: maryland_level("experiment"), errors.UnknownChoice),
        (lambda: wwc_rating("", None, Baseline.SATISFIED), errors.UnknownChoice),
        (lambda: attrition(-1, 0), errors.OutOfRange),
        (lambda: attrition(101, 0), errors.OutOfRange),
        (lambda: attrition(10, 101), errors.OutOfRange),
        (lambda: attrition(float("nan"), 0), errors.NotANumber),
        (lambda: baseline_equivalence(float("inf"), True), errors.NotANumber),
    ],
)
def test_refusals(call: Callable[[], object], refusal: type[errors.RefusedInput]) -> None:
    with pytest.raises(refusal):
        call()
