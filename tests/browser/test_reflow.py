"""Text that is enlarged, and narrow screens: nothing is lost and nothing scrolls sideways.

320 CSS pixels is what is left of a window of 1280 at 400% zoom (WCAG 1.4.10).
"""

import pytest
from playwright.sync_api import Page

from tests.browser.page_types import ADDRESSES, address_of

pytestmark = pytest.mark.console_errors("status of 404", "status of 400")

#: What WCAG 1.4.12 lets a reader ask for.
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""

#: Elements with text of their own that is wider or higher than the box that cuts it off.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
  .filter((element) => {
    const style = getComputedStyle(element);
    const cuts = ["hidden", "clip"].includes(style.overflowX) && !element.closest(".visually-hidden, svg");
    const isHidden = style.clipPath !== "none" || !element.checkVisibility();
    const isCutOff = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    return cuts && !isHidden && isCutOff && element.innerText?.trim() && style.textOverflow !== "ellipsis";
  })
  .map((element) => `${element.tagName}.${element.className}: ${element.innerText.trim().slice(0, 60)}`)"""

SIDEWAYS = "() => document.scrollingElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("page_type", ADDRESSES)
def test_narrow_screen_needs_no_sideways_scrolling(page_type: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address_of(page_type))
    assert page.evaluate(SIDEWAYS) <= 0, page_type
    for element in page.locator("[data-filters]:not([open]) > summary").all():
        element.click()
    assert page.evaluate(SIDEWAYS) <= 0, f"{page_type}, with its filters open"


@pytest.mark.parametrize("page_type", ADDRESSES)
def test_wider_text_is_not_cut_off(page_type: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address_of(page_type, "en"))
    # A sheet of a reader's own, which no policy of the site forbids.
    page.evaluate(
        "async (rules) => {"
        "  const sheet = new CSSStyleSheet();"
        "  await sheet.replace(rules);"
        "  document.adoptedStyleSheets = [sheet];"
        "}",
        TEXT_SPACING,
    )
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(SIDEWAYS) <= 0


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address_of("full case"))
    region = page.get_by_role("region", name="Leerlingen")
    assert region.evaluate("(box) => box.scrollWidth > box.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(box) => box.scrollLeft > 0", arg=region.element_handle())


def test_motion_is_reduced_for_who_asks(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(address_of("full case"))
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.evaluate(
        "() => [...document.querySelectorAll('body *')].filter("
        "(element) => parseFloat(getComputedStyle(element).transitionDuration) > 0).length"
    )
    assert moving == 0
