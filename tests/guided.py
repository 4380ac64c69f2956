"""The guided form as a browser without a script uses it."""

from typing import Any

from bs4 import Tag
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from interventions.models import CaseStudyPage
from tests.forms import soup


def step_address(page: Page, slug: str) -> str:
    return reverse("guided_step", args=[page.pk, slug])


def typed_in(response: Any, **changes: object) -> QueryDict:
    """Return what a browser posts from the form on a page, with ``changes`` typed in.

    Raises
    ------
    KeyError : a change names a field that the form does not have
    """
    page = soup(response)
    for area in page.select("main textarea"):
        area.string = area.get_text().removeprefix("\n")  # which HTML lets stand before the text
    [form] = page.select("main form")
    data = querydict_from_html(str(form))
    controls = {str(control["name"]) for control in form.select("[name]")}
    for name, value in changes.items():
        name = name.replace("__", "-")
        if name not in controls:
            raise KeyError(f"The form has no field {name}.")
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def answer(client: Client, at: str, **typed: object) -> Any:
    """Open a page with a form, type, and send it; return the answer, not followed."""
    return client.post(at, typed_in(client.get(at), **typed))


def error_beside(response: Any, field: str) -> str:
    """Return the error that stands at a question; empty if there is none."""
    control = soup(response).select_one(f"main [name={field}]")
    around = control.find_parent(class_="form__field") if control else None
    errors = around.select_one(".errorlist") if isinstance(around, Tag) else None
    return errors.get_text(" ", strip=True) if errors else ""


def notices(response: Any) -> str:
    return " ".join(each.get_text(" ", strip=True) for each in soup(response).select(".notice"))


def saved(case: CaseStudyPage) -> CaseStudyPage:
    """Return a case as it was last saved."""
    latest: CaseStudyPage = CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()
    return latest
