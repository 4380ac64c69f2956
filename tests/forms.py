"""Fill in an edit form of the admin as a browser would: with everything that stands in it already."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import QueryDict
from wagtail.test.utils.form_data import querydict_from_html

EDIT_FORM = "page-edit-form"


def filled_in(response: Any, **changes: object) -> QueryDict:
    """Return what a browser posts from a page's edit form, with ``changes`` typed in.

    A story is left empty: a script draws its blocks.

    Parameters
    ----------
    response : the answer to a GET or POST of an edit form
    changes : values by field name (write ``__`` for ``-``); a list for several boxes

    Raises
    ------
    KeyError : a change names a field that the form does not have
    """
    page = soup(response)
    for area in page.select("textarea"):
        area.string = area.get_text().removeprefix("\n")  # which HTML lets stand before the text
    data = querydict_from_html(str(page), form_id=EDIT_FORM)
    for story in page.select(f"#{EDIT_FORM} [data-block]"):
        data[f"{story['id']}-count"] = "0"
    controls = {control["name"] for control in page.select(f"#{EDIT_FORM} [name]")} | set(data)
    for name, value in changes.items():
        name = name.replace("__", "-")
        if name not in controls and not name.startswith("action-"):
            raise KeyError(f"The form has no field {name}.")
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")
