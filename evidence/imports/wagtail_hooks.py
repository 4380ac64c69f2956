from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from evidence.imports.places import may_import
from evidence.imports.views import ICON, TITLE


@hooks.register("register_admin_urls")
def addresses_of_imports() -> list[URLResolver]:
    return [path("study-imports/", include("evidence.imports.urls"))]


class ImportsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register("register_admin_menu_item")
def imports_item() -> MenuItem:
    return ImportsItem(TITLE, reverse("study_imports:index"), icon_name=ICON, order=250)
