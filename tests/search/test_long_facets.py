"""A facet of many values: a list shows the most used ones, and all where a visitor asks."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from search.results import FIRST_VALUES, LONG_FACET

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("cases"),
    pytest.mark.slow,
]


@pytest.fixture
def cases(site: None) -> None:
    call_command("import_municipalities", verbosity=0)
    call_command("generate_cases", count=60, verbosity=0)


def listed(question: str) -> str:
    response = Client().get(f"/interventies/?{question}")
    assert response.status_code == 200
    return response.text


def boxes(page: str, facet: str) -> dict[str, int]:
    """Return the values that can be chosen, in order, with their counts."""
    found = re.findall(rf'id="f-{facet}-([\w-]+)".*?facet__count">(\d+)', page, re.DOTALL)
    return {value: int(count) for value, count in found}


def chosen(page: str, facet: str) -> list[str]:
    return re.findall(rf'name="{facet}"\s+value="([\w-]+)"\s+checked', page)


def button(page: str, facet: str) -> str:
    """Return what the button says that shows all values, or nothing where there is none."""
    found = re.search(rf'type="submit"\s+name="show"\s+value="{facet}".*?>(.*?)<', page, re.DOTALL)
    return found.group(1).strip() if found else ""


def test_it_shows_the_most_used_and_says_how_many_there_are() -> None:
    everything = boxes(listed("show=municipality"), "municipality")
    page = listed("")
    first = boxes(page, "municipality")
    assert len(everything) > LONG_FACET
    assert len(first) == FIRST_VALUES
    assert list(first.values()) == sorted(everything.values(), reverse=True)[:FIRST_VALUES]
    assert button(page, "municipality") == f"Toon alle {len(everything)}"


def test_all_are_shown_by_name_and_stay_shown() -> None:
    page = listed("show=municipality&sector=po")
    names = re.findall(r'id="f-municipality-.*?facet__label">(.*?)<', page, re.DOTALL)
    assert len(names) > LONG_FACET
    assert names == sorted(names)
    assert not button(page, "municipality")
    assert '<input type="hidden" name="show" value="municipality">' in page
    other_pages = re.findall(r'href="[^"]*\?([^"]*page=2[^"]*)"', page)
    assert other_pages
    assert all("show=municipality" in address for address in other_pages)


def test_what_is_chosen_is_always_shown() -> None:
    rare = [
        value
        for value in boxes(listed("show=municipality"), "municipality")
        if value not in boxes(listed(""), "municipality")
    ][:2]
    page = listed("&".join(f"municipality={value}" for value in rare))
    assert sorted(chosen(page, "municipality")) == sorted(rare)
    assert len(boxes(page, "municipality")) == FIRST_VALUES + len(rare)


def test_a_short_facet_is_shown_whole() -> None:
    page = listed("show=sector")
    assert not button(page, "sector")
    assert FIRST_VALUES < len(boxes(page, "province")) <= LONG_FACET
    assert not button(page, "province")
