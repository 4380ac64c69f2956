"""The admin's form of a case study, for who has no script: other controls, the same questions."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from interventions.forms import CaseStudyForm
from interventions.guided.story import text_of, with_text
from partners.models import PartnerPage

#: Rows that stand ready to fill in, below those that are there.
EMPTY_ROWS = 2
TEXT_ROWS = 4


class GuidedForm(CaseStudyForm):
    """A part of the admin's form: its fields, rules and help, in controls that need no script."""

    #: The panels of the admin's form that the fields come from, by name.
    panels: ClassVar[dict[str, Panel]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        for name, field in self.fields.items():
            panel = self.panels.get(name)
            field.help_text = getattr(panel, "help_text", "") or field.help_text
            _use_plain_control(field)
        for formset in self.formsets.values():
            formset.extra = EMPTY_ROWS
            for row in formset.forms:
                for field in row.fields.values():
                    _use_plain_control(field)

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The kinds of rows that the form has, each with the heading that the admin gives it."""
        return [(self.panels[name].heading, rows) for name, rows in self.formsets.items()]

    def check_as_draft(self) -> None:
        """Check what was sent, if anything was; what is required may wait, as it may in the admin."""
        self.defer_required_fields()
        self.is_valid()
        self.restore_required_fields()

    def present_answers(self) -> list[tuple[Any, str]]:
        """Return the answers that were typed differently, with what the case says now."""
        return [
            (self.fields[name].label, _in_words(self[name]))
            for name in self.changed_data
            if name in self.fields
        ]

    def add_error(self, field: str | None, error: Any) -> None:
        """Say at the top of the form what is wrong with an answer that another step asks for."""
        found = error if isinstance(error, ValidationError) else ValidationError(error)
        if field is None and hasattr(found, "error_dict"):
            for name, errors in found.error_dict.items():
                asked_here = name in self.fields or name == NON_FIELD_ERRORS
                super().add_error(name if asked_here else None, errors)
        else:
            super().add_error(field, error)


class StoryForm(GuidedForm):
    """The form with the story, as long as that is plain text (:mod:`interventions.guided.story`)."""

    story_text = forms.CharField(
        label=_("The story"),
        required=False,
        help_text=_("Tell more, in your own words. An empty line begins a new paragraph."),
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = text_of(self.instance.story)
        if text is None:
            del self.fields["story_text"]
        else:
            self.initial["story_text"] = text

    def save(self, commit: bool = True) -> Any:
        if "story_text" in self.changed_data:
            self.instance.story = with_text(self.instance.story, self.cleaned_data["story_text"])
        return super().save(commit=commit)


class BeginForm(forms.Form):
    """For which partner a new case is."""

    def __init__(self, *args: Any, partners: Sequence[PartnerPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = forms.ModelChoiceField(
            PartnerPage.objects.filter(pk__in=[partner.pk for partner in partners]),
            label=_("For which partner do you write?"),
            empty_label=None,
            initial=partners[0] if partners else None,
        )


def _in_words(bound: forms.BoundField) -> str:
    """Return what the case says now in a field, as its control would show it."""
    chosen = bound.initial if isinstance(bound.initial, list) else [bound.initial]
    names = {str(value): str(label) for value, label in getattr(bound.field, "choices", ())}
    return ", ".join(names.get(str(each), str(each)) for each in chosen if each not in (None, ""))


def _use_plain_control(field: forms.Field) -> None:
    """Put a control of the browser in the place of one of Wagtail's that a script draws."""
    control: forms.DateInput | forms.Select | forms.Textarea
    match field:
        case forms.Field(widget=forms.HiddenInput()):
            return
        case forms.DateField():
            control = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        case forms.ModelMultipleChoiceField():
            return
        case forms.ModelChoiceField():
            control = forms.Select()
            control.choices = field.widget.choices
        case forms.CharField(widget=forms.Textarea()):
            control = forms.Textarea({"rows": TEXT_ROWS})
        case _:
            return
    control.attrs.update(field.widget_attrs(control))
    control.is_required = field.required
    field.widget = control
