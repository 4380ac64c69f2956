"""What the admin asks of evaluations beside their edit form, and tells in it while it is filled in."""

import re

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied
from django.forms import fields_for_model, modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.permissions import page_permission_policy

from interventions.effects import effect_of
from interventions.models import EvaluationPage, Finding
from interventions.reviews import ReviewForm, record
from interventions.told import told

#: Of a row in the form, saved or new.
PREFIX = re.compile(r"findings-\d{1,4}", re.ASCII)
#: Of the evaluation, what the effect of a finding depends on as well.
STUDY_FIELDS = ("design", "assignment_unit", "clusters_t", "clusters_c", "icc")

StudyForm = type("StudyForm", (forms.Form,), fields_for_model(EvaluationPage, STUDY_FIELDS))
FindingForm = modelform_factory(Finding, exclude=["evaluation"])


@require_POST
def what_follows(request: HttpRequest) -> HttpResponse:
    """Tell what follows from the figures of one finding as it stands in the form; nothing is saved.

    Raises
    ------
    PermissionDenied : somebody who writes no page, and so no evaluation
    BadRequest : no row of the form
    """
    if not page_permission_policy.user_has_any_permission(request.user, {"add", "change"}):
        raise PermissionDenied
    prefix = request.POST.get("prefix", "")
    if not PREFIX.fullmatch(prefix):
        raise BadRequest("prefix")
    study = StudyForm(request.POST)
    study.is_valid()
    form = FindingForm(request.POST, prefix=prefix)
    form.instance.evaluation = EvaluationPage(**study.cleaned_data)
    # What is required is asked when the page is saved.
    problems = {
        name: str(errors[0])
        for name, errors in form.errors.items()
        if not form.has_error(name, code="required")
    }
    return render(
        request,
        "interventions/admin/what_follows.html",
        told(form.instance, effect_of(form.instance), prefix, problems),
    )


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Record that somebody checked a claim of an evaluation, or gave it another rating.

    Raises
    ------
    PermissionDenied : somebody who may not publish this evaluation
    """
    evaluation = get_object_or_404(EvaluationPage, pk=page_id)
    if not evaluation.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record(form, evaluation, request.user)
        messages.success(request, _("Recorded, with your name and the date."))
        return redirect("evaluation_review", evaluation.pk)
    return render(
        request,
        "interventions/admin/review.html",
        {
            "form": form,
            "reviews": evaluation.reviews.all(),
            "page_title": _("Check of an evaluation"),
            "page_subtitle": evaluation.title,
        },
    )
