"""Cells as the fields of a form: the rules of the record, with words that fit a sheet."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    Field,
    FloatField,
    ForeignKey,
    IntegerField,
    Model,
    URLField,
)
from django.forms.models import modelform_factory
from django.utils.translation import gettext_lazy as _

from interventions.models import Outcome

DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
WHOLE_NUMBER = re.compile(r"[+-]?\d+", re.ASCII)
YES = {"1", "yes", "ja", "true", "waar"}
NO = {"0", "no", "nee", "false", "onwaar"}
REQUIRED = {"required": _("This cell is empty. Fill it in.")}


class NumberCell(forms.FloatField):
    """A number with a decimal point or a decimal comma, and nothing between its thousands."""

    default_error_messages = {"invalid": _("This is no number. Write it as 0.25 or 0,25.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and DECIMAL_COMMA.fullmatch(value):
            value = value.replace(",", ".")
        return super().to_python(value)


class CountCell(forms.IntegerField):
    """A whole number: 1.200 is twelve hundred to one, and one and a fifth to another."""

    default_error_messages = {
        "invalid": _("This is no whole number. Write it in digits only, such as 1200.")
    }

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if not WHOLE_NUMBER.fullmatch(str(value)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class CodeCell(forms.TypedChoiceField):
    """A value of a closed list."""

    default_error_messages = {
        "invalid_choice": _("“%(value)s” is not possible here. Choose from: %(possible)s.")
    }

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).casefold()

    def validate(self, value: str) -> None:
        possible = [str(code) for code, _label in self.widget.choices if code != ""]
        if value and value not in possible:
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value, "possible": ", ".join(possible)},
            )
        super().validate(value)


class YesNoCell(forms.CharField):
    """Yes, no, or nothing where it is not known."""

    default_error_messages = {"invalid": _("Write “yes” or “no”, or leave it empty.")}

    def clean(self, value: Any) -> bool | None:
        text = str(super().clean(value)).casefold()
        if text in YES | NO:
            return text in YES
        if text:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return None


class CellsForm(forms.ModelForm):
    """A form that does not ask the database again for what was chosen from a list of it."""

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {
            field.name for field in self._meta.model._meta.fields if isinstance(field, ForeignKey)
        }


def form_of(
    model: type[Model], fields: list[str], outcomes: Mapping[str, Outcome] | None = None
) -> type[forms.ModelForm]:
    """Return a form that takes the cells of one line for a record, by field.

    Parameters
    ----------
    outcomes : by slug, where the record has one: read once, and not for each line
    """

    def as_cell(field: Field, **kwargs: Any) -> forms.Field | None:
        if isinstance(field, ForeignKey):
            by_slug = outcomes or {}
            kwargs = {"choices": [(slug, slug) for slug in by_slug], "coerce": by_slug.get}
            cell: Any = CodeCell(**kwargs)
        elif field.choices:
            cell = field.formfield(choices_form_class=CodeCell)
        elif isinstance(field, BooleanField):
            cell = YesNoCell(required=False)
        elif isinstance(field, FloatField):
            cell = field.formfield(form_class=NumberCell)
        elif isinstance(field, IntegerField):
            cell = field.formfield(form_class=CountCell)
        elif isinstance(field, URLField):
            cell = field.formfield(assume_scheme="https")
        else:
            cell = field.formfield()
        cell.error_messages |= REQUIRED
        return cell

    return modelform_factory(model, CellsForm, fields=fields, formfield_callback=as_cell)
