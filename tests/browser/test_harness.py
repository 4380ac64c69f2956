"""The harness itself: that the site is served to Chromium, and that it would notice a fault."""

import pytest
from playwright.sync_api import Page

from interventions.models import CaseStudyPage
from tests.browser.conftest import AssertAccessible
from tests.browser.content import FURTHER_CASES


def test_the_site_has_its_content(db: None) -> None:
    assert CaseStudyPage.objects.live().public().count() == 12 + 1 + FURTHER_CASES


def test_the_home_page_is_served_with_its_style(page: Page) -> None:
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang") == "nl"
    assert page.evaluate("document.styleSheets.length") > 0


@pytest.mark.console_errors("404")
def test_an_error_page_is_ours(page: Page) -> None:
    answer = page.goto("/bestaat-niet/")
    assert answer is not None
    assert answer.status == 404
    assert page.locator("main h1").is_visible()


def test_an_error_on_the_console_would_be_noticed(page: Page) -> None:
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.goto("/")
    page.evaluate("console.debug('heard')")
    assert heard == ["heard"]


def test_a_violation_would_be_noticed(page: Page, assert_accessible: AssertAccessible) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        assert_accessible(page)
