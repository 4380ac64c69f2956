from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.admin_pages import user_of
from partners.joining import admin_views
from partners.joining.services import may_decide


@hooks.register("register_admin_urls")
def addresses_of_requests() -> list[URLPattern]:
    one = "join-requests/<int:pk>/"
    return [
        path("join-requests/", admin_views.JoinRequestsView.as_view(), name="join_requests"),
        path(one, admin_views.join_request, name="join_request"),
        path(f"{one}approve/", admin_views.approve, name="approve_join"),
        path(f"{one}ask/", admin_views.ask, name="ask_join"),
        path(f"{one}decline/", admin_views.decline, name="decline_join"),
    ]


class RequestsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_decide(user_of(request))


@hooks.register("register_admin_menu_item")
def requests_item() -> MenuItem:
    return RequestsItem(
        admin_views.TITLE, reverse("join_requests"), icon_name=admin_views.ICON, order=255
    )
