"""The admin as somebody who is signed in uses it: addresses, clients, and what it says."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.text import slugify
from wagtail.models import Page

from core.models import User
from tests.forms import filled_in, soup

#: What a moderator ticks before approving.
TICKED = dict.fromkeys(("personal_data", "pictured", "sources", "claims"), "on")


def signed_in(user: User, **options: Any) -> Client:
    """Return a browser in which ``user`` is signed in; ``options`` are those of the test client."""
    client = Client(**options)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(verb: str, page: Page, *more: object) -> str:
    """Return the address of a page's view in the admin, such as ``edit``."""
    return reverse(f"wagtailadmin_pages:{verb}", args=[page.pk, *more])


def address_to_add(kind: type[Page], parent: Page, verb: str = "add") -> str:
    """Return the address of the empty form of a new page under ``parent``."""
    names = kind._meta.app_label, kind._meta.model_name
    return reverse(f"wagtailadmin_pages:{verb}", args=[*names, parent.pk])


def write(client: Client, form_at: str, **typed: object) -> Any:
    """Open a form of a page, type, and send it; ``action__submit="1"`` presses that button.

    Returns
    -------
    The answer to what was sent, not followed.
    """
    form = filled_in(client.get(form_at), **typed)
    # A script of the form makes the address from the title.
    form["slug"] = str(form["slug"]) or slugify(str(form["title"]))
    return client.post(form_at, form)


def approve(moderator: Client, page: Page, comment: str = "") -> Any:
    """Approve a page that was handed in, with every box of the list ticked."""
    review = Page.objects.get(pk=page.pk).current_workflow_task_state
    return moderator.post(
        address("workflow_action", page, "approve", review.pk), {**TICKED, "comment": comment}
    )


def message_of(response: Any) -> str:
    """Return what the admin says at the top of a page."""
    return " ".join(
        each.get_text(" ", strip=True) for each in soup(response).select(".messages li")
    )


def error_at(response: Any, field: str) -> str:
    """Return the error that stands at a field of an edit form; empty if there is none."""
    control = soup(response).select_one(f"[name={field}]")
    around = control.find_parent(class_="w-field__wrapper") if control else None
    errors = around.select(".error-message") if around else []
    return " ".join(each.get_text(" ", strip=True) for each in errors)
