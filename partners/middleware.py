from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.chooser import page_models_from_string
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from partners.rights import all_in, may_open, may_see, may_use

Handler = Callable[[HttpRequest], HttpResponse]

#: How Wagtail's addresses, and its forms to move and copy, name a page.
IN_PATH = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
IN_FORM = ("new_parent_page", "chooser")


class KeepPartnersApart:
    """Refuse an address of the admin that names something of another partner.

    Wagtail asks for rights before it changes a page, but not always before it speaks of one: its
    bulk actions, its forms to move and copy and its choosers tell the title of any page by its
    number.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """Refuse as Wagtail does: with a message on the home page of the admin."""
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if not request.user.is_authenticated or request.user.is_superuser:
            return None
        if not _names_only_own(request, kwargs):
            return permission_denied(request)
        return _begin_among_own(request)


def _begin_among_own(request: HttpRequest) -> HttpResponse | None:
    """Open a chooser of some kind of page where all are that the user may see, if it is to open one.

    Wagtail opens it where all pages of that kind are, which may be a draft of another partner.
    """
    if getattr(request.resolver_match, "url_name", "") != "wagtailadmin_choose_page":
        return None
    try:
        kinds = page_models_from_string(request.GET["page_type"])
    except (KeyError, ValueError, LookupError):
        return None  # Wagtail opens it at the root, or answers with 404.
    start = may_see(request.user, Page.objects.type(*kinds)).first_common_ancestor()
    address = reverse("wagtailadmin_choose_page_child", args=[start.pk])
    return redirect(f"{address}?{request.GET.urlencode()}")


def _names_only_own(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    pages = [kwargs[name] for name in IN_PATH if name in kwargs]
    pages += [request.POST[name] for name in IN_FORM if name in request.POST]
    name = str(getattr(request.resolver_match, "url_name", ""))
    if name.startswith("page_types_usage"):
        # A report that names the page of each type that was edited last, whoever may see it.
        return bool(page_permission_policy.user_has_permission(request.user, "publish"))
    if name.startswith("wagtailadmin_choose_page"):
        pages += request.GET.getlist("id")
        return all_in(pages, may_see(request.user, Page.objects.all()))
    if name == "wagtail_bulk_action" and not _acts_on_own(request, **kwargs):
        return False
    return all_in(pages, may_open(request.user))


def _acts_on_own(request: HttpRequest, app_label: str, model_name: str, action: str) -> bool:
    """Whether a bulk action is about what the user works with; it lists what it may not touch."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        return True  # Wagtail answers with 404.
    chosen = request.GET.getlist("id")
    if model is Page and "all" in chosen:
        if "childOf" not in request.GET:
            return False
        chosen = [request.GET["childOf"]]
    return all_in(chosen, may_use(request.user, model))
