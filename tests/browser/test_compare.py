"""Choosing cases and laying them side by side."""

import re

from playwright.sync_api import Page, expect

from tests.browser.page_types import address_of

CASES = "/interventies/"
BOX = "[data-compare]"
CHIP = "[data-compare-chosen] button"
BAR = "[data-compare-bar]"


def test_two_cases_are_chosen_and_compared_by_keyboard(page: Page) -> None:
    page.goto(CASES)
    expect(page.locator(BAR)).to_be_hidden()
    titles = page.locator("article h3").all_inner_texts()[:2]
    for number in range(2):
        page.locator(BOX).nth(number).focus()
        page.keyboard.press("Space")
    expect(page.locator(CHIP)).to_have_count(2)
    page.locator(f"{BAR} [type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/vergelijk\?case=\d+&case=\d+$"))
    assert page.locator("[data-compare-kept]").all_inner_texts() == titles


def test_one_case_is_not_enough_to_compare(page: Page) -> None:
    page.goto(CASES)
    page.locator(BOX).first.check()
    expect(page.locator(f"{BAR} [type=submit]")).to_be_disabled()


def test_the_choice_goes_along_to_other_pages_and_results(page: Page) -> None:
    page.goto(CASES)
    page.locator(BOX).first.check()
    page.locator("#f-sector-vo").check()
    expect(page.locator(".chip--active")).to_have_count(1)
    expect(page.locator(CHIP)).to_have_count(1)
    page.goto(address_of("sparse case"))
    page.locator("[data-compare-one]").click()
    expect(page.locator("[data-compare-one]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(CHIP)).to_have_count(2)
    page.locator(f"{BAR} [type=submit]").click()
    expect(page.locator("[data-compare-kept]")).to_have_count(2)


def test_no_more_than_four_can_be_chosen(page: Page) -> None:
    page.goto(CASES)
    for number in range(4):
        page.locator(BOX).nth(number).check()
    expect(page.locator(BOX).nth(4)).to_be_disabled()
    page.locator(BOX).first.uncheck()
    expect(page.locator(BOX).nth(4)).to_be_enabled()


def test_focus_is_kept_while_choices_are_undone(page: Page) -> None:
    page.goto(CASES)
    for number in range(2):
        page.locator(BOX).nth(number).check()
    page.locator(CHIP).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(CHIP)).to_have_count(1)
    expect(page.locator(CHIP)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(BAR)).to_be_hidden()
    expect(page.locator("#content")).to_be_focused()


def test_a_case_is_removed_from_the_comparison(page: Page) -> None:
    page.goto(address_of("compare"))
    expect(page.locator("[data-compare-kept]")).to_have_count(3)
    page.locator("[data-compare-remove]").first.click()
    expect(page.locator("[data-compare-kept]")).to_have_count(2)
    page.goto(CASES)
    expect(page.locator(CHIP)).to_have_count(2)
