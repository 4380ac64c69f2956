from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def lead_to_security(request: HttpRequest) -> dict[str, Any]:
    """Password and second factor are changed where one signs in, not in the admin."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Password and second step"),
        "help_text": _("Change your password, or how you prove that it is you."),
    }
