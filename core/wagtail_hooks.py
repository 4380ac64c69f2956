"""The looks of the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def wear_the_colours_of_the_site() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
