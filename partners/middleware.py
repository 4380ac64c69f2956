from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from partners.selectors import may_open, may_see, may_use

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
        return None if _names_only_own(request, kwargs) else permission_denied(request)


def _names_only_own(request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    pages = [kwargs[name] for name in IN_PATH if name in kwargs]
    pages += [request.POST[name] for name in IN_FORM if name in request.POST]
    name = str(getattr(request.resolver_match, "url_name", ""))
    if name.startswith("page_types_usage"):
        # A report that names the page of each type that was edited last, whoever may see it.
        return bool(page_permission_policy.user_has_permission(request.user, "publish"))
    if name.startswith("wagtailadmin_choose_page"):
        pages += request.GET.getlist("id")
        return _all_in(pages, may_see(request.user, Page.objects.all()))
    if name == "wagtail_bulk_action" and not _acts_on_own(request, **kwargs):
        return False
    return _all_in(pages, may_open(request.user))


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
    return _all_in(chosen, may_use(request.user, model))


def _all_in(keys: Iterable[object], allowed: QuerySet[Model]) -> bool:
    """Whether all that is named is allowed, or does not exist: Wagtail answers that with 404."""
    # No database has room for more digits, so that nothing goes by such a number.
    numbers = {int(str(key)) for key in keys if str(key).isdecimal() and len(str(key)) < 19}
    if not numbers:
        return True
    existing = allowed.model._base_manager.filter(pk__in=numbers)
    return existing.count() == allowed.filter(pk__in=numbers).count()
