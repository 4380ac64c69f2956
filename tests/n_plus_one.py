"""django-zeal on every request of a test: a query for each row of a list fails the test."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail import views as wagtail_views
from wagtail.models import Page
from zeal import zeal_context, zeal_ignore

#: Views that make or delete several pages, or make one, which Wagtail saves again with its revision:
#: each time with the same queries.
PAGE_BY_PAGE = {
    "study_imports:carry_out", "study_imports:undo", "evaluation_registration", "guided_start",
    "approve_join", "confirm_case",
}  # fmt: skip
#: Views of a page as it was last saved: what hangs under it is looked up row by row there.
OF_A_VERSION = {"guided_step", "guided_check", "guided_preview"}
#: Views that sign in or out: Django reads the session again to give it another key, or none, and
#: allauth the address.
SIGN_IN = {
    "account_login", "account_logout", "account_reauthenticate", "account_change_password",
    "mfa_authenticate", "mfa_login_webauthn", "openid_connect_callback",
}  # fmt: skip


class RefuseQueryForEachRow:
    """Watch the views of the project; leave Wagtail's own admin views and its routing alone.

    Wagtail's explorer, editor and choosers ask the database once for each row in places that only
    Wagtail can mend, and its routing once for each part of an address. A view of a room, in the
    admin or not, is watched, also one that derives from Wagtail's, and so is what a page shows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with zeal_context(), ExitStack() as ignoring:
            request.ignoring_queries = ignoring  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(self, request: Any, view: Any, arguments: Any, _named: Any) -> None:
        if view is wagtail_views.serve:
            with zeal_ignore():
                Page.route_for_request(request, *arguments)  # which Wagtail keeps on the request
        name = request.resolver_match.view_name
        if name in OF_A_VERSION | SIGN_IN or (name in PAGE_BY_PAGE and request.method == "POST"):
            request.ignoring_queries.enter_context(zeal_ignore())
        defined_in = getattr(view, "view_class", view).__module__
        if request.path.startswith(reverse("wagtailadmin_home")) and defined_in.startswith(
            "wagtail."
        ):
            request.ignoring_queries.enter_context(zeal_ignore())
