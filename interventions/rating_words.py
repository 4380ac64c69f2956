"""The words for what :mod:`interventions.ratings` says of an evaluation, plain enough for a board."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interventions.choices import Rating
from interventions.ratings import Rated
from methods.maryland import MarylandReason
from methods.ratings import NextStep, Strength, VerdictKey, VerdictReason
from methods.wwc import Attrition, Baseline, WwcRating, WwcReason

if TYPE_CHECKING:
    from interventions.models import EvaluationPage, EvaluationReview

MARYLAND_REASONS: dict[MarylandReason, Promise] = {
    MarylandReason.RANDOMISED: gettext_lazy("the lot decided who took part"),
    MarylandReason.RANDOMISED_BUT_LOST: gettext_lazy("the lot decided, but too many dropped out"),
    MarylandReason.AS_GOOD_AS_RANDOM: gettext_lazy(
        "chance decided who took part, nearly as a lot does"
    ),
    MarylandReason.BEFORE_AFTER_WITH_COMPARISON: gettext_lazy(
        "measured before and after, with a group to compare with"
    ),
    MarylandReason.COMPARED_AFTERWARDS: gettext_lazy("compared, but not measured before"),
    MarylandReason.WITH_CONTROLS: gettext_lazy(
        "corrected for differences, without a measured start"
    ),
    MarylandReason.UNCONTROLLED: gettext_lazy("nothing to compare with"),
}
BASELINES: dict[Baseline, Promise] = {
    Baseline.SATISFIED: gettext_lazy("alike: at most 0.05 standard deviation apart"),
    Baseline.SATISFIED_WITH_ADJUSTMENT: gettext_lazy(
        "at most 0.25 standard deviation apart, and the analysis corrects for it"
    ),
    Baseline.NEEDS_ADJUSTMENT: gettext_lazy(
        "at most 0.25 standard deviation apart, but the analysis does not correct for it"
    ),
    Baseline.FAILS: gettext_lazy("not alike: more than 0.25 standard deviation apart"),
    Baseline.NOT_REPORTED: gettext_lazy("not known"),
}
WWC_RATINGS: dict[WwcRating, Promise] = {
    WwcRating.WITHOUT_RESERVATIONS: gettext_lazy("meets the rules without reservations"),
    WwcRating.WITH_RESERVATIONS: gettext_lazy("meets the rules with reservations"),
    WwcRating.DOES_NOT_MEET: gettext_lazy("does not meet the rules"),
}
WWC_REASONS: dict[WwcReason, Promise] = {
    WwcReason.LOW_ATTRITION: gettext_lazy("drawn by lot, and few dropped out"),
    WwcReason.ALIKE_AT_START: gettext_lazy("the groups were alike at the start"),
    WwcReason.START_UNKNOWN: gettext_lazy(
        "it is not known whether the groups were alike at the start"
    ),
    WwcReason.NOT_ALIKE_AT_START: gettext_lazy("the groups were not alike at the start"),
}
ATTRITIONS: dict[Attrition, Promise] = {
    Attrition.LOW: gettext_lazy("low"),
    Attrition.HIGH: gettext_lazy("high"),
}
STRENGTHS: dict[Strength, Promise] = {
    Strength.NONE: gettext_lazy("No evidence yet: the effect was not measured"),
    Strength.INDICATIONS: gettext_lazy("Indications"),
    Strength.FIRST_EVIDENCE: gettext_lazy("First evidence"),
    Strength.GOOD_EVIDENCE: gettext_lazy("Good evidence"),
    Strength.STRONG_EVIDENCE: gettext_lazy("Strong evidence"),
}
NEXT_STEPS: dict[NextStep, Promise] = {
    NextStep.MEASURE_BEFORE_AND_AFTER: gettext_lazy(
        "Measure before it begins, and again afterwards."
    ),
    NextStep.FOLLOW_LONGER: gettext_lazy("Follow the pupils longer."),
    NextStep.ADD_COMPARISON_GROUP: gettext_lazy(
        "Measure the same at schools or pupils that do not take part."
    ),
    NextStep.KEEP_GROUPS_ALIKE: gettext_lazy("Compare groups that are alike at the start."),
    NextStep.DRAW_BY_LOT: gettext_lazy("Draw by lot who begins first."),
    NextStep.INDEPENDENT_EVALUATOR: gettext_lazy("Let somebody independent evaluate it."),
    NextStep.REPORT_FIGURES: gettext_lazy("Publish the figures of both groups."),
    NextStep.MORE_PUPILS: gettext_lazy("Let more pupils or schools take part."),
    NextStep.REPEAT_ELSEWHERE: gettext_lazy("Repeat it elsewhere."),
}
VERDICTS: dict[str, Promise] = {
    VerdictKey.WORKS: gettext_lazy("It works"),
    VerdictKey.PROMISING: gettext_lazy("It is promising"),
    VerdictKey.MIXED: gettext_lazy("The results are mixed"),
    VerdictKey.NO_EFFECT: gettext_lazy("It makes no difference that matters"),
    VerdictKey.HARMFUL: gettext_lazy("It does harm"),
    VerdictKey.POSSIBLY_HARMFUL: gettext_lazy("It may do harm"),
    VerdictKey.INCONCLUSIVE: gettext_lazy("It cannot be said whether it works"),
    "": gettext_lazy("No verdict"),
}
VERDICT_REASONS: dict[str, Promise] = {
    VerdictReason.EFFECT_BEYOND_CHANCE: gettext_lazy(
        "The difference is larger than chance explains."
    ),
    VerdictReason.EVIDENCE_STILL_WEAK: gettext_lazy("The evidence is still weak."),
    VerdictReason.RESULTS_DIFFER: gettext_lazy("It worked in some respects, and not in others."),
    VerdictReason.EFFECT_NEGLIGIBLE: gettext_lazy("The difference is too small to notice."),
    VerdictReason.AS_REPORTED: gettext_lazy("The evaluation says so itself."),
    VerdictReason.RAN_TOO_SHORT: gettext_lazy("The study ran too short to say anything."),
    VerdictReason.TOO_FEW: gettext_lazy("Too few took part to tell it from chance."),
    VerdictReason.NO_COMPARISON: gettext_lazy("There was nothing to compare with."),
    VerdictReason.WEAK_COMPARISON: gettext_lazy("What it was compared with is not alike enough."),
    VerdictReason.GROUPS_NOT_ALIKE: gettext_lazy(
        "It is not certain that the groups were alike at the start."
    ),
    VerdictReason.NOT_MEASURED: gettext_lazy("The effect was not measured."),
    VerdictReason.NO_FIGURES: gettext_lazy("The evaluation gives no figures to check it by."),
    "": gettext_lazy("The conclusion of the evaluation does not fit its own figures."),
}


@dataclass(frozen=True)
class Known:
    """What is known of an approach by one evaluation, in words; ``strength`` runs from 0 to 4."""

    verdict: str | Promise
    reason: str | Promise
    strength: int
    strength_label: str | Promise
    next_step: str | Promise
    months: str


@dataclass(frozen=True)
class RatingRow:
    """One rating with its rule, what it was computed from, and the review that gave another, if any."""

    label: str | Promise
    value: str | Promise
    rule: str | Promise
    inputs: Sequence[tuple[str | Promise, str | Promise]]
    review: "EvaluationReview | None"


def known_by(evaluation: "EvaluationPage") -> Known | None:
    """Return what an evaluation lets one say; None where that was not computed yet."""
    if evaluation.strength is None:
        return None
    return Known(
        verdict=VERDICTS[evaluation.verdict],
        reason=VERDICT_REASONS[evaluation.verdict_reason],
        strength=evaluation.strength,
        strength_label=STRENGTHS[Strength(evaluation.strength)],
        next_step=NEXT_STEPS[NextStep(evaluation.next_step)],
        months=_months(evaluation.first_measured_months, evaluation.last_measured_months),
    )


def known_by_strongest(evaluations: Sequence["EvaluationPage"]) -> Known | None:
    """Return what the evaluation with the strongest evidence lets one say, of equals the first."""
    found = [known for known in map(known_by, evaluations) if known]
    return max(found, key=lambda known: known.strength, default=None)


def rating_rows(evaluation: "EvaluationPage", ratings: Rated) -> list[RatingRow]:
    """Return the ratings of an evaluation, those that its design has."""
    design = (_("Design"), evaluation.get_design_display())
    lost = (_("Drop-out"), ATTRITIONS[ratings.attrition] if ratings.attrition else _("not known"))
    baseline = (
        _("Alike at the start"),
        BASELINES[Baseline(ratings.baseline)] if ratings.baseline else _("not known"),
    )
    rows = [
        RatingRow(
            Rating.MARYLAND.label,
            _("level %(level)s of 5") % {"level": ratings.level},
            MARYLAND_REASONS[ratings.maryland.outcome.reason] if ratings.maryland else "",
            [design, lost],
            ratings.overrides.get(Rating.MARYLAND),
        )
        if ratings.level
        else None,
        RatingRow(
            Rating.BASELINE.label, baseline[1], "", [], ratings.overrides.get(Rating.BASELINE)
        )
        if ratings.baseline
        else None,
        RatingRow(
            Rating.WWC.label,
            WWC_RATINGS[WwcRating(ratings.rating)],
            WWC_REASONS[ratings.wwc.outcome.reason] if ratings.wwc else "",
            [design, lost, baseline],
            ratings.overrides.get(Rating.WWC),
        )
        if ratings.rating
        else None,
    ]
    return [row for row in rows if row]


def _months(first: int | None, last: int | None) -> str:
    """Return after how long an effect was looked for; empty where that is not known."""
    if first is None or last is None:
        return ""
    if first == last:
        return ngettext("%(count)s month", "%(count)s months", last) % {"count": last}
    return _("%(first)s to %(last)s months") % {"first": first, "last": last}
