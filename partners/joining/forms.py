from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.models import Municipality
from core.robots import FormForPeople
from partners.joining.models import JoinRequest
from partners.models import PartnerKind


class JoinForm(FormForPeople, forms.ModelForm):
    """What an organisation that wants to join tells."""

    class Meta:
        model = JoinRequest
        fields = [
            "organisation", "kind", "municipality", "summary", "why", "contact_name", "contact_email",
        ]  # fmt: skip
        labels = {"municipality": _("In which municipality?")}
        help_texts = {
            "municipality": _("Leave this open if you work in several."),
            "summary": _("This will stand on your page. You can change it later."),
            "why": _("What do you do against segregation, or want to begin? Only moderators read this."),
            "contact_email": _("We send a letter there, to see whether the address is right. It is not made public."),
        }  # fmt: skip
        widgets = {
            "summary": forms.Textarea({"rows": 3}),
            "why": forms.Textarea({"rows": 6}),
            "organisation": forms.TextInput({"autocomplete": "organization"}),
            "contact_name": forms.TextInput({"autocomplete": "name"}),
            "contact_email": forms.EmailInput({"autocomplete": "email"}),
        }

    def __init__(self, request: HttpRequest, **options: Any) -> None:
        super().__init__(request, **options)
        municipalities = Municipality.objects.filter(dissolved=False).order_by("name")
        municipality = cast(forms.ModelChoiceField, self.fields["municipality"])
        municipality.queryset = municipalities
        municipality.empty_label = _("Choose a municipality")
        cast(forms.ChoiceField, self.fields["kind"]).choices = [
            ("", _("Choose a kind")),
            *PartnerKind.choices,
        ]
        self.instance.language = get_language()


class AnswerForm(FormForPeople, forms.ModelForm):
    """What somebody answers to the question of a moderator."""

    class Meta:
        model = JoinRequest
        fields = ["answer"]
        widgets = {"answer": forms.Textarea({"rows": 6})}

    def __init__(self, request: HttpRequest, **options: Any) -> None:
        super().__init__(request, **options)
        self.fields["answer"].required = True


class QuestionForm(forms.Form):
    """What a moderator asks."""

    question = forms.CharField(
        max_length=2000,
        label=_("What do you want to know?"),
        help_text=_("They get it by mail, with a link to answer."),
        widget=forms.Textarea({"rows": 4}),
    )


class DeclineForm(forms.Form):
    """Why a moderator declines: they hear it."""

    reason = forms.CharField(
        max_length=2000,
        label=_("Why not?"),
        help_text=_("They get this by mail. Say what would make it right, if anything would."),
        widget=forms.Textarea({"rows": 4}),
    )
