"""An invitation, as who gets it sees it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.models import User
from partners.people import services
from partners.people.forms import NewAccountForm
from partners.people.models import Invitation, Role
from partners.people.selectors import account_of

#: Of those in the settings the one that a new account signs in by.
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Take up an invitation: with a new account, or with the one that the address has already.

    Opening it does nothing: programs that look into mail open every link.
    """
    found = (
        Invitation.objects.open()
        .select_related("partner", "invited_by")
        .filter(digest=services.digest_of(secret))
        .first()
    )
    if found is None:
        return _used_up(request)
    context = {
        "invitation": found,
        "account": account_of(found.email),
        "role": Role(found.role).label,
        "sign_in_url": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}",
    }
    try:
        if context["account"]:
            return _with_account(request, found, context)
        return _with_new_account(request, found, context)
    except services.UsedInvitationError:
        return _used_up(request)


def _with_account(request: HttpRequest, found: Invitation, context: dict[str, Any]) -> HttpResponse:
    if request.user == context["account"] and request.method == "POST":
        services.accept(found, context["account"])
        return _welcome(request, found)
    return render(request, "partners/people/invitation.html", context)


def _with_new_account(
    request: HttpRequest, found: Invitation, context: dict[str, Any]
) -> HttpResponse:
    form = NewAccountForm(found, data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            user: User = form.save()
            services.accept(found, user)
        login(request, user, backend=BACKEND)
        return _welcome(request, found)
    return render(request, "partners/people/invitation.html", {**context, "form": form})


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponse:
    messages.success(
        request, _("You now write for %(partner)s.") % {"partner": found.partner.title}
    )
    return redirect("wagtailadmin_home")


def _used_up(request: HttpRequest) -> HttpResponse:
    # The same for what never was, so that guessing tells nothing.
    return render(request, "partners/people/used_up.html", {"status": 404}, status=404)
