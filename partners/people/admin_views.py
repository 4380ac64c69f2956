"""The people of a partner, in the admin: inviting, changing a role, leaving and handing over."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from core.admin_pages import header, user_of
from partners.models import PartnerPage
from partners.people import services
from partners.people.forms import InviteForm, SuccessorForm
from partners.people.models import Role
from partners.people.selectors import Member, managed_partners, members_of

TITLE = gettext_lazy("People")
ICON = "group"


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """The partners whose people one manages; with one partner, those people."""
    managed: QuerySet[PartnerPage] = managed_partners(user_of(request)).order_by("title")
    if not managed:
        raise PermissionDenied
    if len(managed) == 1:
        return redirect("people", managed[0].pk)
    context = {**header(TITLE, ICON), "partners": managed}
    return render(request, "partners/people/partners.html", context)


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, page_id: int) -> HttpResponse:
    """Who works for a partner, who is invited, and a form to invite somebody."""
    partner = _managed(request, page_id)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_invited(request, partner, form):
        return redirect("people", partner.pk)
    context = {
        **header(TITLE, ICON, partner.title),
        "partner": partner,
        "members": members_of(partner),
        "invitations": partner.invitations.open().order_by("expires_at"),
        "form": form,
        "roles": Role,
    }
    return render(request, "partners/people/people.html", context)


@require_POST
def withdraw(request: HttpRequest, page_id: int, pk: int) -> HttpResponse:
    """End an invitation."""
    partner = _managed(request, page_id)
    services.withdraw(get_object_or_404(partner.invitations, pk=pk), user_of(request))
    messages.success(request, _("The invitation is withdrawn: its link works no more."))
    return redirect("people", partner.pk)


@require_POST
def change_role(request: HttpRequest, page_id: int, user_id: int) -> HttpResponse:
    """Make an editor of an author, or the other way round."""
    partner = _managed(request, page_id)
    member = _member(partner, user_id)
    other = Role.AUTHOR if member.role is Role.EDITOR else Role.EDITOR
    try:
        services.change_role(partner, member.user, other, user_of(request))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("Changed: %(name)s.") % {"name": member.user.get_full_name()})
    return redirect("people", partner.pk)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, page_id: int, user_id: int) -> HttpResponse:
    """Ask who goes on with somebody's pages, and take the rights of who leaves away."""
    partner = _managed(request, page_id)
    member = _member(partner, user_id)
    data = request.POST if request.method == "POST" else None
    form = SuccessorForm(partner, member.user, user_of(request), data=data)
    if form.is_valid() and _is_removed(request, partner, member, form):
        is_gone = member.user == user_of(request)
        return redirect("wagtailadmin_home") if is_gone else redirect("people", partner.pk)
    context = {
        **_header(_("Let somebody leave"), partner.title),
        "partner": partner,
        "member": member,
        "form": form,
    }
    return render(request, "partners/people/remove.html", context)


def _is_invited(request: HttpRequest, partner: PartnerPage, form: InviteForm) -> bool:
    email, role = form.cleaned_data["email"], form.cleaned_data["role"]
    try:
        services.invite(partner, email, role, user_of(request))
    except ValidationError as refused:
        form.add_error("email", refused)
        return False
    messages.success(request, _("Invited: %(email)s gets a letter.") % {"email": email})
    return True


def _is_removed(
    request: HttpRequest, partner: PartnerPage, member: Member, form: SuccessorForm
) -> bool:
    successor = form.cleaned_data["successor"]
    try:
        services.remove(partner, member.user, successor, user_of(request))
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("Done. What they wrote stays, and has a new owner."))
    return True


def _managed(request: HttpRequest, page_id: int) -> PartnerPage:
    """Return a partner whose people the user manages.

    Raises
    ------
    PermissionDenied : it is another's, or there is none of this number
    """
    partner = (
        managed_partners(user_of(request))
        .select_related("workspace__authors", "workspace__editors")
        .filter(pk=page_id)
        .first()
    )
    if partner is None:
        raise PermissionDenied
    return partner


def _member(partner: PartnerPage, user_id: int) -> Member:
    for member in members_of(partner):
        if member.user.pk == user_id:
            return member
    raise Http404


def _header(title: Any, subtitle: str) -> dict[str, Any]:
    return header(title, ICON, subtitle, [(reverse("people_of_partners"), TITLE)])
