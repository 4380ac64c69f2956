from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.second_factor import has_set_one_up, lacks_second_factor

Handler = Callable[[HttpRequest], HttpResponse]


class RequireSecondFactor:
    """Give nobody the rights that ask for a second factor without one.

    Such a session is led to the set-up from the admin, and is a visitor's on every other page but
    those for signing in.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or _is_for_signing_in(request):
            return None
        user = request.user
        if request.path.startswith(reverse("wagtailadmin_home")):
            return _lead_to_set_up(request) if lacks_second_factor(request, user) else None
        # Looked at only where a page asks who reads it: other pages stay the same for everybody.
        request.user = SimpleLazyObject(  # type: ignore[assignment]
            lambda: AnonymousUser() if lacks_second_factor(request, user) else user
        )
        return None


def _is_for_signing_in(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("account_login")) or request.path == reverse(
        "wagtailadmin_logout"
    )


def _lead_to_set_up(request: HttpRequest) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        raise PermissionDenied
    if has_set_one_up(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?next={request.path}")
    messages.warning(
        request,
        _("Your account has rights that ask for a second step when you sign in. Set one up first."),
    )
    return redirect("mfa_index")
