"""Between partners: a colleague elsewhere sees what the public sees, and changes nothing."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from partners.models import PartnerPage
from partners.selectors import may_see


@hooks.register("construct_page_chooser_queryset")
def choose_what_one_may_see(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return may_see(request.user, pages)


@hooks.register("construct_explorer_page_queryset")
def explore_what_one_may_see(
    parent_page: Page, pages: QuerySet[Page], request: HttpRequest
) -> QuerySet[Page]:
    return may_see(request.user, pages)


@hooks.register("before_delete_page")
@hooks.register("before_move_page")
def keep_partner_in_place(
    request: HttpRequest, page: Page, *destination: Page
) -> HttpResponse | None:
    """A partner's own page is moved or deleted by who may publish it, even while it is a draft."""
    return _refuse_partner_page(request, page)


@hooks.register("before_bulk_action")
def keep_partners_in_place(
    request: HttpRequest, action_type: str, objects: list[Page], action: object
) -> HttpResponse | None:
    if action_type not in {"delete", "move", "unpublish"}:
        return None
    return next(
        (refusal for page in objects if (refusal := _refuse_partner_page(request, page))), None
    )


def _refuse_partner_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    is_partner = issubclass(page.specific_class, PartnerPage)
    if is_partner and not page.permissions_for_user(request.user).can_publish():
        messages.error(
            request, _("Only a moderator can move or delete the page of a partner itself.")
        )
        return redirect("wagtailadmin_home")
    return None
