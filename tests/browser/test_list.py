"""The list of cases with its script: results change in place, and the address is the state."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.content import PARTNER

CASES = "/interventies/"
TWO_PAGES = f"{CASES}?partner={PARTNER}"
SECTOR = "#f-sector-vo"


def test_space_chooses_a_filter_in_place(page: Page) -> None:
    page.goto(CASES)
    page.evaluate("window.isSamePage = true")
    count = page.locator("#results-title").inner_text()
    page.focus(SECTOR)
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"\?sector=vo$"))
    expect(page.locator("#results-title")).not_to_have_text(count)
    expect(page.locator("[data-results-status]")).to_have_text(
        page.locator("#results-title").inner_text()
    )
    expect(page.locator(SECTOR)).to_be_focused()
    expect(page.locator(SECTOR)).to_be_checked()
    assert page.evaluate("window.isSamePage")


def test_the_same_address_gives_the_same_page(page: Page) -> None:
    page.goto(CASES)
    page.locator(SECTOR).check()
    expect(page).to_have_url(re.compile("sector=vo"))
    expect(page.locator(".chip--active")).to_have_count(1)
    cards = page.locator("article h3").all_inner_texts()
    page.reload()
    assert page.locator("article h3").all_inner_texts() == cards
    assert page.locator(SECTOR).is_checked()


def test_back_and_forward_restore_the_results(page: Page) -> None:
    page.goto(CASES)
    all_cases = page.locator("#results-title").inner_text()
    page.locator(SECTOR).check()
    expect(page.locator("#results-title")).not_to_have_text(all_cases)
    some_cases = page.locator("#results-title").inner_text()
    page.go_back()
    expect(page.locator("#results-title")).to_have_text(all_cases)
    expect(page.locator(SECTOR)).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#results-title")).to_have_text(some_cases)
    expect(page.locator(SECTOR)).to_be_checked()


def test_back_from_a_case_restores_the_choices(page: Page) -> None:
    page.goto(CASES)
    page.locator(SECTOR).check()
    expect(page).to_have_url(re.compile("sector=vo"))
    expect(page.locator(".chip--active")).to_have_count(1)
    chosen = page.url
    page.locator("article h3 a").first.click()
    expect(page).to_have_url(re.compile("/coalitie/"))
    page.go_back()
    expect(page).to_have_url(chosen)
    expect(page.locator(SECTOR)).to_be_checked()


def test_a_filter_is_removed_by_keyboard(page: Page) -> None:
    page.goto(f"{CASES}?sector=vo&status=running")
    page.locator(".chip--active").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chip--active")).to_have_count(1)
    # The link is gone; reading goes on where the results begin.
    expect(page.locator("#results-title")).to_be_focused()


def test_typing_searches_without_a_button(page: Page) -> None:
    page.goto(CASES)
    page.locator("#q").press_sequentially("pilots")
    expect(page).to_have_url(re.compile(r"\?q=pilots$"))
    expect(page.locator("article h3").first).to_contain_text("pilots")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("pilots")


def test_pages_of_results(page: Page) -> None:
    page.goto(TWO_PAGES)
    first = set(page.locator("article h3").all_inner_texts())
    page.locator(".pagination a[rel=next]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator(".pagination [aria-current=page]")).to_contain_text("2")
    expect(page.locator("#results-title")).to_be_focused()
    assert first.isdisjoint(page.locator("article h3").all_inner_texts())


#: Notes each moment at which the page changes while the group of outcomes is open.
WATCH_OUTCOMES = """() => {
  window.seenOpen = 0;
  new MutationObserver(() => {
    if (document.querySelector("[data-facet=outcome]").open) window.seenOpen += 1;
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
}"""


def test_a_closed_group_of_filters_stays_closed_all_the_time(page: Page) -> None:
    page.goto(CASES)
    page.locator("[data-facet=outcome] summary").click()
    expect(page.locator("[data-facet=outcome][open]")).to_have_count(0)
    page.evaluate(WATCH_OUTCOMES)
    page.locator(SECTOR).check()
    expect(page.locator(".chip--active")).to_have_count(1)
    expect(page.locator("[data-results-status]")).not_to_be_empty()
    expect(page.locator("[data-facet=outcome]:not([open])")).to_have_count(1)
    expect(page.locator("[data-facet=sector][open]")).to_have_count(1)
    assert page.evaluate("window.seenOpen") == 0


def test_what_was_typed_and_scrolled_in_a_group_stays(page: Page) -> None:
    page.goto(f"{CASES}?show=municipality")
    facet = page.locator("[data-facet=municipality]")
    typed = facet.locator("[data-facet-filter]")
    typed.fill("n")
    values = facet.locator(".facet__values")
    before = facet.locator("li:visible").count()
    scrolled = values.evaluate("(list) => (list.scrollTop = 20, list.scrollTop)")
    page.locator(".sorts a", has_text="Titel").click()
    expect(page.locator("[data-results-status]")).not_to_be_empty()
    expect(typed).to_be_visible()
    expect(typed).to_have_value("n")
    assert facet.locator("li:visible").count() == before
    assert values.evaluate("(list) => list.scrollTop") == scrolled


def test_all_values_of_a_long_list_are_shown_on_request(page: Page) -> None:
    page.goto(f"{CASES}?sector=po")
    facet = page.locator("[data-facet=municipality]")
    facet.locator("summary").click()
    expect(facet.locator("li")).to_have_count(8)
    facet.get_by_role("button", name="Toon alle").focus()
    page.keyboard.press("Enter")
    expect(facet.locator("[data-facet-filter]")).to_be_focused()
    assert facet.locator("li").count() > 12
    expect(facet.get_by_role("button", name="Toon alle")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"sector=po&show=municipality"))

    # They stay when one is chosen, and the address alone shows them too.
    facet.get_by_role("checkbox").first.check()
    expect(page.locator(".chip--active")).to_have_count(2)
    assert facet.locator("li").count() > 12
    page.reload()
    assert facet.locator("li").count() > 12
    page.locator(".active-filters__clear").click()
    expect(facet.locator("li")).to_have_count(8)


def test_a_long_list_of_values_can_be_narrowed(page: Page) -> None:
    page.goto(f"{CASES}?show=municipality")
    facet = page.locator("[data-facet=municipality]")
    facet.locator("[data-facet-filter]").fill("nij")
    expect(facet.locator("li:visible")).to_have_count(1)
    expect(facet.locator("li:visible")).to_contain_text("Nijmegen")


def test_the_language_switch_follows_the_results(page: Page) -> None:
    page.goto(CASES)
    page.locator(SECTOR).check()
    expect(page.locator(".chip--active")).to_have_count(1)
    page.locator(".languages a[hreflang=en]").click()
    expect(page).to_have_url(re.compile(r"/en/interventies/\?sector=vo$"))
    expect(page.locator(SECTOR)).to_be_checked()


@pytest.mark.console_errors(
    "net::ERR_FAILED", "htmx:afterRequest", "htmx:sendError", "status of 503", "Error Code 503"
)
@pytest.mark.parametrize("answer", ["none", "503"])
def test_nothing_is_lost_when_the_server_is_away(answer: str, page: Page) -> None:
    def fail(route: Route) -> None:
        if answer == "none":
            route.abort()
        else:
            route.fulfill(status=503, body="")

    page.goto(CASES)
    page.route("**/interventies/?*", fail)
    page.locator(SECTOR).check()
    expect(page.get_by_role("alert")).to_contain_text("niet worden geladen")
    assert page.locator(SECTOR).is_checked()
    assert page.locator("article").count() > 0

    page.unroute("**/interventies/?*")
    page.get_by_role("link", name="Probeer het opnieuw").click()
    expect(page).to_have_url(re.compile("sector=vo"))
    expect(page.locator(".chip--active")).to_have_count(1)


def test_only_a_search_that_is_sent_says_so(page: Page) -> None:
    """While somebody types the list follows, and nothing that it doesn't find is counted."""
    page.goto(CASES)
    with page.expect_response(re.compile("q=ontm")) as typing:
        page.locator("#q").press_sequentially("ontm")
    assert "search-submitted" not in typing.value.request.headers
    with page.expect_response(re.compile("q=ontm")) as sent:
        page.locator("#q").press("Enter")
    assert sent.value.request.headers["search-submitted"] == "1"
