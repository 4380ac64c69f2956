"""From a plan to the draft of an evaluation, which its authors complete when the results are there."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.permissions import page_permission_policy

from evidence.forms import PlanForm
from interventions.choices import AssignmentUnit, IccSource, Role
from interventions.models import CaseStudyPage, EvaluationPage, Finding
from partners.rights import User


class CaseForm(forms.Form):
    """Of which case an evaluation is."""

    def __init__(self, *args: Any, cases: QuerySet[CaseStudyPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"] = forms.ModelChoiceField(cases, label=_("case study"))


@require_http_methods(["GET", "POST"])
def register_plan(request: HttpRequest) -> HttpResponse:
    """Choose the case that a plan evaluates; with it the draft of the evaluation is made.

    The plan stands in the address, as the planner left it there.

    Raises
    ------
    PermissionDenied : somebody who may not add an evaluation to any case
    """
    cases = cases_to_evaluate(request.user)
    if not cases.exists():
        raise PermissionDenied
    planned = PlanForm(request.GET)
    if not planned.is_valid():
        return redirect(f"{reverse('evaluation_planner')}?{request.GET.urlencode()}")
    form = CaseForm(request.POST or None, cases=cases)
    if request.method == "POST" and form.is_valid():
        draft = draft_of(form.cleaned_data["case"], planned, request.user)
        messages.success(request, _("The draft has what you planned. Complete it here."))
        return redirect("wagtailadmin_pages:edit", draft.pk)
    return render(
        request,
        "evidence/admin/register_plan.html",
        {"form": form, "said": in_words(planned), "page_title": _("Register an evaluation")},
    )


def cases_to_evaluate(user: User) -> QuerySet[CaseStudyPage]:
    """Return the cases to which a user may add an evaluation, by title."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "add")
    return CaseStudyPage.objects.filter(pk__in=pages.values("pk")).order_by("title")


def draft_of(case: CaseStudyPage, planned: PlanForm, author: User) -> EvaluationPage:
    """Return the draft of the evaluation of a case that a valid form plans."""
    plan = planned.plan
    by_school = not plan.by_pupil
    draft = EvaluationPage(
        title=_("Evaluation of %(case)s") % {"case": case.title},
        summary=in_words(planned),
        design=plan.design,
        pupils=plan.all_pupils,
        schools=plan.schools,
        assignment_unit=AssignmentUnit.SCHOOL if by_school else AssignmentUnit.PUPIL,
        clusters_t=plan.schools_treated if by_school else None,
        clusters_c=plan.schools - plan.schools_treated if by_school else None,
        icc=plan.icc if by_school else None,
        icc_source=IccSource.IMPUTED if by_school else "",
        measured_before=True if plan.explained else None,
        owner=author,
        locale_id=case.locale_id,
        live=False,
    )
    draft.findings.set([Finding(outcome=planned.cleaned_data["outcome"], role=Role.CONFIRMATORY)])
    with transaction.atomic():
        case.add_child(instance=draft)
        log(draft, "wagtail.create", user=author)
        draft.save_revision(user=author, log_action=False, clean=False)
    return draft


def in_words(planned: PlanForm) -> str:
    """Return a valid plan as the summary of its evaluation."""
    return _(
        "Planned: %(outcome)s, %(schools)s schools of %(pupils)s pupils. "
        "This finds an effect of %(effect)s standard deviations or more."
    ) % {
        "outcome": planned.cleaned_data["outcome"].label,
        "schools": localize(planned.plan.schools),
        "pupils": localize(planned.plan.pupils),
        "effect": localize(round(planned.expectation.effect, 2)),
    }
