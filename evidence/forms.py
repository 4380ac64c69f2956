"""The questions of the planner."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from evidence.planning import (
    DESIGNS,
    Expectation,
    Plan,
    expect,
    usual_icc,
)
from interventions.choices import Design
from interventions.models import Outcome
from methods.errors import OutOfRange


class NumberField(forms.FloatField):
    """A number with a comma or a point, whatever the language: an address goes from one to the other."""

    widget = forms.TextInput
    out_of_bounds = _("Fill in a number from %(lowest)s to %(highest)s.")
    keyboard = "decimal"

    def __init__(self, lowest: float, highest: float, **options: Any) -> None:
        super().__init__(**options)
        self.lowest, self.highest = lowest, highest
        self.widget.attrs.update({"inputmode": self.keyboard, "maxlength": 20})

    def to_python(self, value: Any) -> Any:
        """Return the number.

        Raises
        ------
        ValidationError : no number, or one out of bounds; with the bounds
        """
        if value in self.empty_values:
            return None
        try:
            number = self.read(str(value).strip().replace(",", "."))
        except ValueError:
            number = None
        if number is None or not self.lowest <= number <= self.highest:
            bounds = {"lowest": localize(self.lowest), "highest": localize(self.highest)}
            raise ValidationError(self.out_of_bounds, code="invalid", params=bounds)
        return number

    def read(self, text: str) -> float:
        return float(text)


class WholeNumberField(NumberField):
    out_of_bounds = _("Fill in a whole number from %(lowest)s to %(highest)s.")
    keyboard = "numeric"

    def read(self, text: str) -> int:
        return int(text)


class OutcomeField(forms.ModelChoiceField):
    def label_from_instance(self, outcome: Outcome) -> str:
        return outcome.label


class PlanForm(forms.Form):
    """A planned evaluation, as an address tells it.

    Once it is valid, ``plan`` is that evaluation, and ``expectation`` what it can find.
    """

    outcome = OutcomeField(
        Outcome.objects.all(),
        to_field_name="slug",
        label=_("What should change?"),
        empty_label=_("Choose an outcome"),
        error_messages={"invalid_choice": _("This outcome doesn't exist; choose one of these.")},
    )
    design = forms.ChoiceField(
        label=_("How will you compare?"),
        choices=[(design.value, design.label) for design in DESIGNS],
        initial=Design.RCT_CLUSTER.value,
        error_messages={"invalid_choice": _("This design doesn't exist; choose one of these.")},
    )
    schools = WholeNumberField(
        2,
        10_000,
        label=_("Schools"),
        help_text=_("Of both groups together: with the intervention, and without."),
    )
    pupils = WholeNumberField(1, 5_000, label=_("Pupils in each school"),
                              help_text=_("Those of whom you measure something."))  # fmt: skip
    share = NumberField(
        5,
        95,
        label=_("Share with the intervention, in %"),
        initial=50,
        required=False,
        help_text=_("Half and half finds most."),
    )
    icc = NumberField(
        0,
        1,
        label=_("How alike are pupils of one school? (ICC)"),
        required=False,
        help_text=_("From 0 to 1. Leave it empty: 0.20 for learning results, 0.10 for the rest."),
    )
    explained = NumberField(
        0,
        95,
        label=_("What a measurement beforehand explains, in %"),
        required=False,
        help_text=_(
            "Leave it empty if you measure nothing beforehand. For test scores 50 is usual."
        ),
    )
    wanted = NumberField(
        0.01,
        3,
        label=_("An effect that you want to be able to find"),
        required=False,
        help_text=_("In standard deviations, such as 0.20. You read how many schools it needs."),
    )

    plan: Plan
    expectation: Expectation

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "input")

    def clean(self) -> dict[str, Any]:
        """Compute what the plan can find; what is too small to find anything is told at its field."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        attainment = cleaned["outcome"].measures_attainment
        plan = Plan(
            design=Design(cleaned["design"]),
            schools=cleaned["schools"],
            pupils=cleaned["pupils"],
            share_treated=(cleaned["share"] or 50) / 100,
            icc=usual_icc(attainment=attainment) if cleaned["icc"] is None else cleaned["icc"],
            explained=(cleaned["explained"] or 0) / 100,
            attainment=attainment,
        )
        try:
            self.expectation = expect(plan, cleaned["wanted"])
        except OutOfRange:
            self.add_error("schools", _("These are too few to find anything at all: take more."))
        else:
            self.plan = plan
        return cleaned
