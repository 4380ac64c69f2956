from django import forms
from django.utils.translation import gettext_lazy as _

from core.robots import FormForPeople


class FollowForm(FormForPeople):
    """Where to write to."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_(
            "You get a letter to confirm it. We use the address for this and nothing else."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
