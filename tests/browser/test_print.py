"""On paper: the content and where to find it again, without what one can only click on."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.page_types import address_of

#: What runs off the sheet at the right.
OFF_THE_SHEET = """() => [...document.querySelectorAll("main *")]
  .filter((element) => element.checkVisibility() && !element.closest(".visually-hidden, svg"))
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .map((element) => `${element.tagName}.${element.className}`)"""


@pytest.mark.parametrize(
    "page_type", ["full case", "full evaluation", "compare", "list", "evidence that is pooled"]
)
def test_nothing_runs_off_the_sheet(page_type: str, page: Page) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.goto(address_of(page_type))
    assert page.evaluate(OFF_THE_SHEET) == []
    for hidden in (".site-nav", ".site-footer", ".breadcrumbs", "button", "input[type=search]"):
        assert page.locator(hidden).locator("visible=true").count() == 0, hidden


def test_a_case_on_paper_says_where_it_came_from(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto(address_of("full case"))
    expect(page.locator("#permalink")).to_be_visible()
    expect(page.locator("#permalink")).to_have_text(
        page.locator("#permalink").get_attribute("href") or ""
    )
    after = page.locator(".prose a[href^=http]").evaluate(
        "(link) => getComputedStyle(link, '::after').content"
    )
    assert "https://vol.example/" in after


def test_a_comparison_stays_a_table(page: Page) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.goto(address_of("compare"))
    lefts = page.locator("thead th").evaluate_all(
        "(cells) => cells.map((cell) => cell.getBoundingClientRect().left)"
    )
    assert len(lefts) == 4
    assert lefts == sorted(set(lefts))


def test_the_pooled_evidence_takes_two_sheets_and_says_what_was_asked(page: Page) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.goto(address_of("evidence that is pooled"))
    question = page.locator(".asked")
    expect(question).to_be_visible()
    expect(question).to_contain_text("Leerprestaties")
    expect(question).to_contain_text("/bewijs/?outcome=leerprestaties&collection=examples")
    expect(page.locator(".funnel")).to_be_visible()
    for control in (
        ".search__form",
        ".evidence__more",
        ".evidence__further",
        ".active-filters",
        ".sorts",
    ):
        assert page.locator(control).locator("visible=true").count() == 0, control
    # The answer whole on the first, the table of findings on the second.
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    assert len(sheets) == 2
    assert "p 0,057" in sheets[0].extract_text()
    page.emulate_media(media="screen")
    expect(question).to_be_hidden()
