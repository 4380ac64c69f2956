from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from interventions.choices import (
    CLUSTERED_UNITS,
    COMPARING,
    MAYBE_COMPARING,
    Conclusion,
    SideEffects,
    Status,
)
from interventions.models.vocabularies import InterventionType, Outcome, Sector, TargetGroup, Term
from partners.forms import OwnThingsForm


class TermsField(forms.ModelMultipleChoiceField):
    """Terms of a closed vocabulary, as boxes to tick: nobody has to guess what exists."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, term: Term) -> str:
        return term.label


#: The fields of a case study that hold terms, with their vocabulary.
VOCABULARIES = {
    "intervention_types": InterventionType,
    "sectors": Sector,
    "target_groups": TargetGroup,
    "target_outcomes": Outcome,
}


#: What is asked of an evaluation that compares groups, and of one that divided whole groups.
GROUP_FIELDS = (
    "measured_before", "assignment_unit", "assigned_t", "assigned_c", "attrition_overall", "attrition_differential",
    "baseline_difference_sd", "baseline_adjusted",
)  # fmt: skip
CLUSTER_FIELDS = ("clusters_t", "clusters_c", "icc", "icc_source")


class RevealingForm(OwnThingsForm):
    """A form in which some fields are shown only with certain answers elsewhere."""

    #: Field that is hidden; the field that reveals it, and with which answers.
    revealed_by: ClassVar[dict[str, tuple[str, Collection[str]]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, vocabulary in VOCABULARIES.items():
            if name in self.fields:
                self.fields[name] = self._terms_field(name, vocabulary)

    def clean(self) -> dict[str, Any]:
        """Leave out what was typed in a field that is hidden now: an error there could not be seen."""
        cleaned = super().clean()
        for name, (other, answers) in self.revealed_by.items():
            if name in self.fields and cleaned.get(other) not in answers:
                cleaned[name] = self.fields[name].clean("")
                self.errors.pop(name, None)
        return cleaned

    def _terms_field(self, name: str, vocabulary: type[Term]) -> TermsField:
        replaced = self.fields[name]
        self.initial[name] = [term.pk for term in getattr(self.instance, name).all()]
        return TermsField(
            queryset=vocabulary.objects.all(),
            required=replaced.required,
            label=replaced.label,
            help_text=_("Choose one or more."),  # taggit's own asks for commas
        )


class EvaluationForm(RevealingForm):
    """The admin's form of an evaluation."""

    revealed_by = {
        "inconclusive_reason": ("conclusion", [Conclusion.INCONCLUSIVE]),
        "has_comparison_group": ("design", MAYBE_COMPARING),
        **dict.fromkeys(GROUP_FIELDS, ("design", MAYBE_COMPARING | COMPARING)),
        **dict.fromkeys(CLUSTER_FIELDS, ("assignment_unit", CLUSTERED_UNITS)),
    }

    def clean(self) -> dict[str, Any]:
        """Ask which side effects were seen, where some were; a draft may say so later."""
        cleaned = super().clean()
        seen = cleaned.get("side_effects_looked_for") == SideEffects.SEEN
        if seen and not cleaned.get("side_effects") and not self.is_deferred_validation:
            self.add_error("side_effects", _("Say which side effects were seen."))
        return cleaned


class CaseStudyForm(RevealingForm):
    """The admin's form of a case study."""

    revealed_by = {"status_reason": ("status", [Status.STOPPED])}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            self.fields["title"].help_text = _("What do you call it? Short and recognisable.")
