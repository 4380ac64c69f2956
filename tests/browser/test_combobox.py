"""The suggestions under the search box, by keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

# The suggestion that is active, as a screen reader finds it.
ACTIVE = "[role=option][aria-selected=true]"


@pytest.fixture
def box(page: Page) -> Locator:
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("vriend")
    expect(page.get_by_role("listbox")).to_be_visible()
    return box


def test_suggestions_are_announced(box: Locator, page: Page) -> None:
    count = page.get_by_role("option").count()
    assert count >= 1
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-combobox] [role=status]")).to_contain_text(str(count))


def test_a_long_list_is_not_cut_off(box: Locator, page: Page) -> None:
    """It hangs over the edge of what the box stands in; a window so high needs no scrolling."""
    page.set_viewport_size({"width": 1280, "height": 1600})
    options = page.get_by_role("option")
    options.first.evaluate(
        "each => each.after(...Array.from({length: 6}, () => each.cloneNode(true)))"
    )
    is_on_top = """each => {
        const {x, y, width, height} = each.getBoundingClientRect();
        return each.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    }"""
    assert all(option.evaluate(is_on_top) for option in options.all())


def test_arrows_walk_round_the_suggestions_and_the_box(box: Locator, page: Page) -> None:
    options = page.get_by_role("option")
    box.press("ArrowDown")
    expect(page.locator(ACTIVE)).to_have_text(options.first.inner_text())
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    expect(box).to_be_focused()
    box.press("ArrowUp")
    expect(page.locator(ACTIVE)).to_have_count(0)
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    expect(page.locator(ACTIVE)).to_have_text(options.last.inner_text())


def test_enter_follows_the_active_suggestion(box: Locator, page: Page) -> None:
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile("type=vriendschapsschool"))


def test_enter_searches_while_none_is_active(box: Locator, page: Page) -> None:
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=vriend$"))


def test_escape_closes_and_keeps_the_text(box: Locator, page: Page) -> None:
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("vriend")


def test_typing_on_asks_again(box: Locator, page: Page) -> None:
    box.press("ArrowDown")
    box.press_sequentially("zzz")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.get_attribute("aria-activedescendant") is None


def test_leaving_the_box_closes_it(box: Locator, page: Page) -> None:
    box.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.console_errors("net::ERR_FAILED")
def test_searching_works_while_suggestions_do_not(page: Page) -> None:
    page.route("**/suggest?*", lambda route: route.abort())
    page.goto("/")
    box = page.get_by_role("combobox")
    with page.expect_event("requestfailed"):
        box.press_sequentially("pilots")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=pilots$"))
