"""axe on one page of each template: in both languages, and in the dark."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import AssertAccessible
from tests.browser.page_types import ADDRESSES, address_of

# Chromium logs the status of a page that is an error on purpose.
pytestmark = pytest.mark.console_errors("status of 404", "status of 400")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page_type", ADDRESSES)
def test_page(
    page_type: str, language: str, page: Page, assert_accessible: AssertAccessible
) -> None:
    page.goto(address_of(page_type, language))
    assert_accessible(page)


@pytest.mark.parametrize("page_type", ADDRESSES)
def test_page_in_the_dark(page_type: str, page: Page, assert_accessible: AssertAccessible) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address_of(page_type))
    assert_accessible(page)
