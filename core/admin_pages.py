"""What the pages of our own in the admin have in common."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import User

View = Callable[..., HttpResponseBase]


def header(
    title: object, icon: str, subtitle: str = "", above: Sequence[tuple[str, object]] = ()
) -> dict[str, Any]:
    """Return what the head of a page of the admin needs: its title, and the way to it.

    Parameters
    ----------
    above : address and label of each page between the home page and this one
    """
    trail = [(reverse("wagtailadmin_home"), _("Home")), *above]
    return {
        "page_title": title,
        "header_title": title,
        "page_subtitle": subtitle,
        "header_icon": icon,
        "breadcrumbs_items": [
            *({"url": url, "label": label} for url, label in trail),
            {"url": "", "label": title, "sublabel": subtitle},
        ],
    }


def only_for(may: Callable[[Any], bool]) -> Callable[[View], View]:
    """Return the guard of a view that refuses whoever may not."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


for_administrators = only_for(lambda user: user.is_superuser)


def user_of(request: HttpRequest) -> User:
    """Return who is signed in.

    Raises
    ------
    PermissionDenied : nobody is; Wagtail lets nobody else into the admin
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
