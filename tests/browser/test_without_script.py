"""The site for who has no script: forms and links do everything."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.content import PARTNER
from tests.browser.page_types import address_of

CASES = "/interventies/"


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site_url, locale="nl-NL", java_script_enabled=False,
        viewport={"width": 1440, "height": 900},
    )  # fmt: skip
    yield context.new_page()
    context.close()


def test_searching_from_the_home_page(page: Page) -> None:
    page.goto("/")
    page.fill("#q", "pilots")
    page.press("#q", "Enter")
    expect(page).to_have_url(re.compile(r"/interventies/\?q=pilots$"))
    expect(page.locator("article h3").first).to_contain_text("pilots")
    expect(page.get_by_role("combobox")).to_have_count(0)


def test_filters_are_chosen_and_submitted(page: Page) -> None:
    page.goto(CASES)
    everything = page.locator("#results-title").inner_text()
    page.locator("#f-sector-vo").check()
    page.get_by_role("button", name="Toon resultaten").click()
    expect(page).to_have_url(re.compile("sector=vo"))
    expect(page.locator("#f-sector-vo")).to_be_checked()
    assert page.locator("#results-title").inner_text() != everything
    page.locator(".chip--active").click()
    expect(page.locator("#results-title")).to_have_text(everything)


def test_all_values_are_shown_with_what_was_ticked_kept(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(CASES)
    page.locator("[data-filters] > summary").click()
    page.locator("#f-sector-po").check()
    facet = page.locator("[data-facet=municipality]")
    facet.locator("summary").click()
    facet.get_by_role("button", name="Toon alle").click()
    expect(page).to_have_url(re.compile(r"sector=po.*show=municipality#facet-municipality$"))
    expect(page.locator("#f-sector-po")).to_be_checked()
    expect(facet.locator("summary")).to_be_in_viewport()
    assert facet.locator("li").count() > 8


def test_filters_unfold_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(CASES)
    expect(page.locator("#f-sector-vo")).to_be_hidden()
    page.locator("[data-filters] > summary").click()
    page.locator("#f-sector-vo").check()
    page.get_by_role("button", name="Toon resultaten").click()
    expect(page.locator(".chip--active")).to_have_count(1)


def test_pages_of_results(page: Page) -> None:
    page.goto(f"{CASES}?partner={PARTNER}")
    page.locator(".pagination a[rel=next]").click()
    expect(page.locator(".pagination [aria-current=page]")).to_contain_text("2")
    expect(page.locator("article")).to_have_count(1)


def test_cases_are_compared(page: Page) -> None:
    page.goto(CASES)
    for number in range(2):
        page.locator("[data-compare]").nth(number).check()
    page.locator("[data-compare-bar] [type=submit]").click()
    expect(page.locator("[data-compare-kept]")).to_have_count(2)


def test_the_language_is_switched_with_the_choices_kept(page: Page) -> None:
    page.goto(f"{CASES}?q=school&sector=vo")
    page.locator(".languages a[hreflang=en]").click()
    expect(page).to_have_url(re.compile(r"/en/interventies/\?q=school&sector=vo$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_no_button_is_shown_that_needs_a_script(page: Page) -> None:
    page.goto(address_of("full case"))
    expect(page.locator("[data-print]")).to_be_hidden()
    expect(page.locator("[data-copy]")).to_be_hidden()
    page.locator("[data-compare-one]").click()
    expect(page).to_have_url(re.compile(r"/vergelijk\?case=\d+$"))
