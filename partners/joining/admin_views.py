"""Requests to join, for moderators: approve, ask, or decline with a reason."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from core.admin_pages import header, only_for, user_of
from partners.joining import services
from partners.joining.forms import DeclineForm, QuestionForm
from partners.joining.models import JoinRequest
from partners.models import PartnerPage

TITLE = gettext_lazy("Requests to join")
ICON = "user"
State = JoinRequest.State


#: Refuses who does not decide on requests to join.
for_moderators = only_for(services.may_decide)


class StateFilterSet(WagtailFilterSet):
    class Meta:
        model = JoinRequest
        fields = ["state"]


@method_decorator(for_moderators, name="dispatch")
class JoinRequestsView(IndexView):
    """All requests of which the address is confirmed, the last first."""

    model = JoinRequest
    page_title = TITLE
    header_icon = ICON
    index_url_name = "join_requests"
    index_results_url_name = "join_requests"
    filterset_class = StateFilterSet
    any_permission_required = None  # asked above
    default_ordering = "-asked_at"
    is_searchable = False
    columns = [
        TitleColumn(
            "organisation",
            label=gettext_lazy("Organisation"),
            get_url=lambda asked: reverse("join_request", args=[asked.pk]),
        ),
        Column("kind", label=gettext_lazy("Kind"), accessor=lambda asked: asked.get_kind_display()),
        Column(
            "state", label=gettext_lazy("State"), accessor=lambda asked: asked.get_state_display()
        ),
        DateColumn("asked_at", label=gettext_lazy("Asked on")),
    ]

    def get_base_queryset(self) -> QuerySet[Any, Any]:
        return JoinRequest.objects.exclude(state=State.UNCONFIRMED)


@for_moderators
@require_safe
def join_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, with what can be done with it."""
    return _show(request, _confirmed(pk))


@for_moderators
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it a partner."""
    asked = _confirmed(pk)
    try:
        partner = services.approve(asked, user_of(request))
    except services.DecidedError:
        return _too_late(request, asked)
    messages.success(
        request,
        _("%(name)s is a partner. An invitation is on its way.") % {"name": partner.title},
    )
    return redirect("people", partner.pk)


@for_moderators
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask something first."""
    asked, form = _confirmed(pk), QuestionForm(request.POST)
    if not form.is_valid():
        return _show(request, asked, question_form=form)
    try:
        services.ask(asked, form.cleaned_data["question"], user_of(request))
    except services.DecidedError:
        return _too_late(request, asked)
    messages.success(request, _("Your question is on its way."))
    return redirect("join_request", pk)


@for_moderators
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline, with a reason."""
    asked, form = _confirmed(pk), DeclineForm(request.POST)
    if not form.is_valid():
        return _show(request, asked, decline_form=form)
    try:
        services.decline(asked, form.cleaned_data["reason"], user_of(request))
    except services.DecidedError:
        return _too_late(request, asked)
    messages.success(request, _("Declined: they get your reason by mail."))
    return redirect("join_requests")


def _show(request: HttpRequest, asked: JoinRequest, **forms: Any) -> HttpResponse:
    context = {
        **header(asked.organisation, ICON, above=[(reverse("join_requests"), TITLE)]),
        "asked": asked,
        "namesakes": PartnerPage.objects.filter(title__iexact=asked.organisation),
        "is_open": asked.state in {State.WAITING, State.ASKED},
        "question_form": QuestionForm(),
        "decline_form": DeclineForm(),
        **forms,
    }
    return render(request, "partners/joining/request.html", context)


def _confirmed(pk: int) -> JoinRequest:
    """Return a request of which the address is confirmed, or answer 404."""
    confirmed = JoinRequest.objects.exclude(state=State.UNCONFIRMED)
    found: JoinRequest = get_object_or_404(confirmed.select_related("municipality"), pk=pk)
    return found


def _too_late(request: HttpRequest, asked: JoinRequest) -> HttpResponse:
    messages.warning(request, _("Somebody dealt with this in the meantime: it is as shown below."))
    return redirect("join_request", asked.pk)
