"""Pledges that everybody may read, and the way to make one."""

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from evidence.models import Pledge
from evidence.models.pledges import PledgeStatus
from evidence.selection import public_evaluations
from interventions.models import InterventionType, Outcome
from partners.models import PartnerPage


def public_pledges() -> QuerySet[Pledge]:
    """Return what visitors may read, with what a list of them needs.

    ``is_fulfilled`` says of each whether its evaluation can be read by everybody.
    """
    studies = public_evaluations().filter(pk=OuterRef("evaluation"))
    return (
        Pledge.objects.filter(
            status=PledgeStatus.PUBLIC, partner__in=PartnerPage.objects.live().public().values("pk")
        )
        .annotate(is_fulfilled=Exists(studies))
        .select_related("partner", "intervention_type", "outcome", "evaluation")
    )


def open_pledges() -> QuerySet[Pledge]:
    """Return those that visitors may read and of which the evaluation is not there yet."""
    return public_pledges().exclude(evaluation__in=public_evaluations().values("pk"))


class PlaceForm(forms.Form):
    """A place of the map, as an address tells it."""

    type = forms.ModelChoiceField(InterventionType.objects.all(), to_field_name="slug")
    outcome = forms.ModelChoiceField(Outcome.objects.all(), to_field_name="slug")


@require_safe
def pledge(request: HttpRequest) -> HttpResponse:
    """Lead who writes for a partner to the form; tell others what a pledge is, and how to make one."""
    place = PlaceForm(request.GET)
    is_known = place.is_valid()
    form_url = f"{reverse('pledges:add')}?{request.GET.urlencode()}"
    if is_known and policy_registry.get_by_type(Pledge).user_has_permission(request.user, "add"):
        return redirect(form_url)
    return render(
        request,
        "evidence/pledge.html",
        {"place": place.cleaned_data if is_known else None, "form_url": form_url},
        status=200 if is_known else 400,
    )
