"""Public forms that people fill in and robots fill in badly, without a third party that watches both."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core import rates

#: Nobody reads and fills in a form faster, and a stolen copy of a form goes stale.
FASTEST = timedelta(seconds=2)
SLOWEST = timedelta(days=1)
HOUR = 60 * 60
MOST_IN_AN_HOUR = 5

_signer = TimestampSigner(salt="core.robots")


class FormForPeople(forms.Form):
    """A form with a field that people do not see, and a stamp of when it was opened.

    Whatever it refuses for, what was typed stands in it when it is shown again.

    Parameters
    ----------
    request : of who opens the form, or sends it; counted once the form is right
    """

    homepage = forms.CharField(
        required=False,
        max_length=200,
        label=_("Leave this empty"),
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, **options: Any) -> None:
        self._request = request
        super().__init__(data=request.POST if request.method == "POST" else None, **options)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions that a person answers."""
        return [field for field in self if field.name not in {"homepage", "opened"}]

    def clean(self) -> dict[str, Any]:
        """Refuse what only a robot sends.

        Raises
        ------
        ValidationError : with what a person can do about it
        """
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("homepage"):
            raise ValidationError(
                _("One field must stay empty: your browser filled it in. Send the form once more.")
            )
        if not _was_open_for_a_while(cleaned.get("opened", "")):
            raise ValidationError(
                _("This went very fast, or the page stood open very long. Send the form once more.")
            )
        if not self.errors and self._is_too_much():
            raise ValidationError(
                _("We had several forms from your connection in this hour. Try again in an hour."),
                code="too-many",
            )
        return cleaned

    def shown(self) -> "FormForPeople":
        """Return the form as it is shown, with a new stamp and the hidden field empty."""
        if self.is_bound:
            # A copy: what the browser sent can't be changed.
            sent = self._request.POST.copy()
            sent["opened"], sent["homepage"] = _signer.sign("form"), ""
            self.data = sent
        else:
            self.initial["opened"] = _signer.sign("form")
        return self

    def _is_too_much(self) -> bool:
        return bool(
            rates.seconds_to_wait(self._request, type(self).__name__, MOST_IN_AN_HOUR, HOUR)
        )


def response_with(
    request: HttpRequest, template: str, form: FormForPeople, **context: object
) -> HttpResponse:
    """Show a form for the first time, or again with what is wrong with it."""
    too_many = form.is_bound and form.has_error(NON_FIELD_ERRORS, "too-many")
    status = HTTPStatus.TOO_MANY_REQUESTS if too_many else HTTPStatus.OK
    return render(request, template, {"form": form.shown(), **context}, status=status)


def _was_open_for_a_while(stamp: str) -> bool:
    try:
        _signer.unsign(stamp, max_age=SLOWEST)
    except BadSignature:
        return False
    try:
        _signer.unsign(stamp, max_age=FASTEST)
    except BadSignature:
        return True
    return False
