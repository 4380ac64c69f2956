from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.admin_pages import user_of
from partners.people import admin_views
from partners.people.selectors import managed_partners


@hooks.register("register_admin_urls")
def addresses_of_people() -> list[URLPattern]:
    own = "people/<int:page_id>/"
    return [
        path("people/", admin_views.partners, name="people_of_partners"),
        path(own, admin_views.people, name="people"),
        path(f"{own}<int:user_id>/role/", admin_views.change_role, name="change_role"),
        path(f"{own}<int:user_id>/remove/", admin_views.remove, name="remove_person"),
        path(f"{own}invitations/<int:pk>/", admin_views.withdraw, name="withdraw_invitation"),
    ]


class PeopleItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return managed_partners(user_of(request)).exists()


@hooks.register("register_admin_menu_item")
def people_item() -> MenuItem:
    return PeopleItem(
        admin_views.TITLE, reverse("people_of_partners"), icon_name=admin_views.ICON, order=260
    )


@hooks.register("register_log_actions")
def what_happens_to_people(actions: Any) -> None:
    for name, label in {
        "invite": _("Invite somebody"),
        "withdraw_invitation": _("Withdraw an invitation"),
        "join": _("Take up an invitation"),
        "change_role": _("Change somebody's role"),
        "leave": _("Let somebody leave"),
    }.items():
        actions.register_action(f"partners.{name}", label, label)
