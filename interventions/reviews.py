"""Who checked which claim of an evaluation: recorded here, and told with the date."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name

from interventions.choices import Rating, ReviewKind
from interventions.models import EvaluationPage, EvaluationReview
from interventions.rating_words import BASELINES, WWC_RATINGS
from interventions.ratings import VALUES, rated

#: The claims that can be checked, by field.
CLAIMS = (
    "design", "conclusion", "period_start", "period_end", "pupils", "schools", "sample", "evaluator",
    "independence", "funder", "preregistration", "attrition_overall", "attrition_differential",
    "baseline_difference_sd", "side_effects_looked_for", "side_effects",
)  # fmt: skip
FINDINGS = "findings"


@dataclass(frozen=True)
class Check:
    """A claim that somebody checked, and that stands as it was then."""

    label: str | Promise
    review: EvaluationReview


class ReviewForm(forms.ModelForm):
    """What a reviewer says of one claim or rating."""

    subject = forms.ChoiceField(label=_("what was checked"), choices=lambda: subject_choices())
    value = forms.ChoiceField(
        label=_("rating"),
        choices=lambda: rating_choices(),
        required=False,
        help_text=_("Only where you give another rating."),
    )

    class Meta:
        model = EvaluationReview
        fields = ["subject", "kind", "value", "reason"]

    def clean(self) -> dict[str, Any]:
        """Refuse another rating without a reason, or of something that has no such rating."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("kind") == ReviewKind.OVERRIDE:
            if cleaned.get("value") not in VALUES.get(cleaned.get("subject", ""), ()):
                self.add_error("value", _("Choose a rating that goes with what you checked."))
            if not cleaned.get("reason"):
                self.add_error("reason", _("Another rating needs a reason."))
        elif cleaned.get("value"):
            self.add_error("value", _("A rating goes with “Given another rating” only."))
        return cleaned


@transaction.atomic
def record(form: ReviewForm, evaluation: EvaluationPage, reviewer: Any) -> None:
    """Store what a reviewer says of the published evaluation, and what follows for its ratings."""
    review = form.save(commit=False)
    review.evaluation = evaluation
    review.reviewer = reviewer
    review.reviewer_name = get_user_display_name(reviewer)
    review.seen = _as_it_stands(evaluation, review.subject)
    review.save()
    ratings = rated(evaluation)
    evaluation.take(ratings)
    evaluation.save(update_fields=[*ratings.columns()], clean=False)


def checks_of(evaluation: EvaluationPage, reviews: Sequence[EvaluationReview]) -> list[Check]:
    """Return the last check of each claim that has not changed since; the others are claims only."""
    last = {each.subject: each for each in reviews if each.kind != ReviewKind.OVERRIDE}
    return [
        Check(_label(subject), review)
        for subject, review in last.items()
        if review.seen == _as_it_stands(evaluation, subject)
    ]


def subject_choices() -> list[tuple[str, str | Promise]]:
    """Return what can be checked: the ratings, the claims and the findings."""
    return [(name, _label(name)) for name in (*VALUES, *CLAIMS, FINDINGS)]


def rating_choices() -> list[Any]:
    """Return the values of all ratings, by rating."""
    words = {str(value): label for value, label in (*BASELINES.items(), *WWC_RATINGS.items())}
    return [
        ("", ""),
        *(
            (Rating(rating).label, [(value, words.get(value, value)) for value in values])
            for rating, values in VALUES.items()
        ),
    ]


def _label(subject: str) -> str | Promise:
    if subject in VALUES:
        return Rating(subject).label
    if subject == FINDINGS:
        return _("findings")
    return EvaluationPage._meta.get_field(subject).verbose_name


def _as_it_stands(evaluation: EvaluationPage, subject: str) -> str:
    columns: dict[str, str] = {
        Rating.MARYLAND: "maryland_level",
        Rating.BASELINE: "baseline_equivalence",
        Rating.WWC: "wwc_rating",
    }
    if subject != FINDINGS:
        return str(getattr(evaluation, columns.get(subject, subject)))
    figures = (
        "outcome_id",
        "measure",
        "direction",
        "effect",
        "effect_se",
        "share_before",
        "share_after",
    )
    return "\n".join(
        " ".join(str(getattr(finding, name)) for name in figures)
        for finding in evaluation.findings.all()
    )
