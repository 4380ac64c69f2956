"""The looks of the admin, and the views for pages in it."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from core.views.editing import EveryPage


@hooks.register("insert_global_admin_css")
def wear_the_colours_of_the_site() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_admin_viewset")
def views_for_pages() -> EveryPage:
    """Take the place of Wagtail's own, which it registers before all others."""
    return EveryPage()
