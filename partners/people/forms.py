from typing import Any, cast

from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.models import User
from partners.models import PartnerPage
from partners.people.models import Invitation, Role
from partners.people.selectors import members_of


class InviteForm(forms.Form):
    """Who is invited, and as what."""

    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("What will they do?"),
        choices=Role.choices,
        initial=Role.AUTHOR,
        widget=forms.RadioSelect,
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return user.get_full_name() or user.username


class SuccessorForm(forms.Form):
    """Who goes on with the pages of somebody who leaves; there is no question without a colleague."""

    successor = PersonField(
        User.objects.none(),
        label=_("Who goes on with their pages?"),
        empty_label=_("Choose a colleague"),
    )

    def __init__(self, partner: PartnerPage, leaving: User, by: User, **options: Any) -> None:
        super().__init__(**options)
        colleagues = {member.user.pk for member in members_of(partner)} - {leaving.pk}
        candidates = colleagues or {by.pk} - {leaving.pk}
        field = cast(PersonField, self.fields["successor"])
        field.queryset = User.objects.filter(pk__in=candidates)
        self.initial["successor"] = by.pk


class NewAccountForm(BaseUserCreationForm):
    """The account of somebody who takes up an invitation: the address is the invitation's."""

    class Meta:
        model = User
        fields = ["first_name", "last_name"]

    def __init__(self, invitation: Invitation, **options: Any) -> None:
        # Before the form looks whether the password is like the address.
        account = User(username=invitation.email, email=invitation.email)
        super().__init__(instance=account, **options)
        for name in ("first_name", "last_name"):
            self.fields[name].required = True
        self.fields["password1"].label = _("Choose a password")
        self.fields["password2"].label = _("The same password once more")

    def clean(self) -> dict[str, Any]:
        """Refuse an address that somebody took in the meantime.

        Raises
        ------
        ValidationError : there is an account of this name
        """
        cleaned: dict[str, Any] = super().clean() or {}
        if User.objects.filter(username__iexact=self.instance.username).exists():
            raise ValidationError(_("There is an account with this address. Sign in with it."))
        return cleaned
