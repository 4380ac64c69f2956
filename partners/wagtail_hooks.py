"""Between partners: a colleague elsewhere sees what the public sees, and changes nothing."""

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

from partners.admin_api import OwnDocuments, OwnPictures
from partners.rights import may_see


@hooks.register("construct_page_chooser_queryset")
def choose_what_one_may_see(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return may_see(request.user, pages)


@hooks.register("construct_explorer_page_queryset")
def explore_what_one_may_see(
    parent_page: Page, pages: QuerySet[Page], request: HttpRequest
) -> QuerySet[Page]:
    return may_see(request.user, pages)


@hooks.register("construct_admin_api", order=100)
def list_what_one_may_use(router: WagtailAPIRouter) -> None:
    router.register_endpoint("images", OwnPictures)
    router.register_endpoint("documents", OwnDocuments)


@hooks.register("before_bulk_action")
def keep_partners_in_place(
    request: HttpRequest, action_type: str, objects: list[Model], action: object
) -> HttpResponse | None:
    """Refuse what a partner's own page refuses one by one: in bulk Wagtail asks the plain page."""
    pages = [each.specific_deferred for each in objects if isinstance(each, Page)]
    if action_type in {"delete", "move"} and not all(
        page.permissions_for_user(request.user).can_delete(ignore_bulk=True) for page in pages
    ):
        messages.error(
            request, _("Only a moderator can move or delete the page of a partner itself.")
        )
        return redirect("wagtailadmin_home")
    return None
