"""The ratings of an evaluation and its verdict: what :mod:`methods` makes of its answers and findings.

A reviewer's rating takes the place of the one that is computed, and what follows from it follows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interventions.choices import (
    COMPARING,
    MAYBE_COMPARING,
    InconclusiveReason,
    Rating,
    ReviewKind,
    Role,
)
from interventions.small_counts import public_effect_of
from methods.decisions import Decision
from methods.maryland import Maryland, maryland_level
from methods.ratings import Evidence, Position, Verdict, evidence, interval_position, verdict
from methods.wwc import (
    Attrition,
    Baseline,
    Wwc,
    WwcRating,
    attrition,
    baseline_equivalence,
    wwc_rating,
)

if TYPE_CHECKING:
    from interventions.effects import Computed
    from interventions.models import EvaluationPage, EvaluationReview, Finding

#: The ratings that a reviewer can give, each with its values.
VALUES: dict[str, tuple[str, ...]] = {
    Rating.MARYLAND: ("1", "2", "3", "4", "5"),
    Rating.BASELINE: tuple(Baseline),
    Rating.WWC: tuple(WwcRating),
}


@dataclass(frozen=True)
class Rated:
    """What is computed of an evaluation, and what stands after the ratings that a reviewer gave."""

    maryland: Decision[Maryland] | None
    attrition: Attrition | None
    computed_baseline: Baseline | None
    wwc: Decision[Wwc] | None
    level: int | None
    baseline: str
    rating: str
    evidence: Decision[Evidence]
    verdict: Decision[Verdict] | None
    months: tuple[int, int] | None
    #: By rating the review that gave another one.
    overrides: Mapping[str, "EvaluationReview"]

    def columns(self) -> dict[str, Any]:
        """Return what an evaluation stores of it."""
        first, last = self.months or (None, None)
        return {
            "maryland_level": self.level,
            "baseline_equivalence": self.baseline,
            "wwc_rating": self.rating,
            "strength": int(self.evidence.outcome.strength),
            "next_step": self.evidence.outcome.next_step,
            "verdict": self.verdict.outcome.key if self.verdict else "",
            "verdict_reason": self.verdict.outcome.reason if self.verdict else "",
            "first_measured_months": first,
            "last_measured_months": last,
        }


def rated(
    evaluation: "EvaluationPage", reviews: Iterable["EvaluationReview"] | None = None
) -> Rated:
    """Return the ratings of an evaluation as it is in memory, and what may be said of it.

    Parameters
    ----------
    reviews : of the evaluation, the oldest first; read where they are not given
    """
    if reviews is None:
        reviews = evaluation.reviews.all() if evaluation.pk else ()
    given = {review.subject: review for review in reviews if review.kind == ReviewKind.OVERRIDE}
    compares = _compares(evaluation)
    lost = attrition(evaluation.attrition_overall, evaluation.attrition_differential)
    computed_baseline = (
        baseline_equivalence(evaluation.baseline_difference_sd, evaluation.baseline_adjusted)
        if compares
        else None
    )
    # A draft may be without a design or a conclusion, until it is handed in.
    maryland = (
        maryland_level(
            evaluation.design,
            comparison=compares,
            measured_before=_measured_before(evaluation),
            adjusted=evaluation.baseline_adjusted,
            attrition=lost,
        )
        if evaluation.design
        else None
    )
    baseline = _given(given, Rating.BASELINE) or (computed_baseline or "")
    wwc = (
        wwc_rating(evaluation.design, lost, Baseline(baseline or Baseline.NOT_REPORTED))
        if evaluation.design
        else None
    )
    level = _given(given, Rating.MARYLAND) or (maryland.outcome.level if maryland else None)
    rating = _given(given, Rating.WWC) or (wwc.outcome.rating if wwc else "")
    findings = _findings(evaluation)
    facts: dict[str, Any] = {
        "level": int(level) if level else None,
        "ran_too_short": evaluation.inconclusive_reason == InconclusiveReason.RAN_TOO_SHORT,
        "position": _position(findings),
        "independence": evaluation.independence or None,
        "rating": WwcRating(rating) if rating else None,
    }
    return Rated(
        maryland=maryland,
        attrition=lost,
        computed_baseline=computed_baseline,
        wwc=wwc,
        level=facts["level"],
        baseline=baseline,
        rating=rating,
        evidence=evidence(**facts),
        verdict=verdict(evaluation.conclusion, **facts) if evaluation.conclusion else None,
        months=_months(findings),
        overrides=given,
    )


def _given(given: Mapping[str, "EvaluationReview"], rating: Rating) -> str:
    review = given.get(rating)
    return review.value if review else ""


def _compares(evaluation: "EvaluationPage") -> bool:
    if evaluation.design in MAYBE_COMPARING:
        return bool(evaluation.has_comparison_group)
    return evaluation.design in COMPARING


def _measured_before(evaluation: "EvaluationPage") -> bool | None:
    """Whether both groups were measured before: who knows how they differed then has done so."""
    if evaluation.measured_before is None and evaluation.baseline_difference_sd is not None:
        return True
    return evaluation.measured_before


def _findings(evaluation: "EvaluationPage") -> list[tuple["Finding", "Computed"]]:
    found = []
    for finding in evaluation.findings.all().select_related("outcome"):
        finding.evaluation = evaluation
        found.append((finding, public_effect_of(finding)))
    return found


def _position(findings: Iterable[tuple["Finding", "Computed"]]) -> Position:
    """Return where the interval of the main effect lies.

    That is the first that was planned beforehand, is about all who took part, and is no side effect.
    """
    effects = [(finding, computed.ci) for finding, computed in findings if computed.ci]
    main = sorted(effects, key=lambda each: _distance_from_main(each[0]))
    return interval_position(main[0][1] if main else None, higher_is_better=True)


def _distance_from_main(finding: "Finding") -> tuple[bool, bool, bool]:
    return (
        finding.outcome.is_side_effect,
        finding.role != Role.CONFIRMATORY,
        bool(finding.subgroup),
    )


def _months(findings: Iterable[tuple["Finding", "Computed"]]) -> tuple[int, int] | None:
    months = [f.time_point_months for f, _ in findings if f.time_point_months is not None]
    return (min(months), max(months)) if months else None
