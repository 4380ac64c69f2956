"""The page behind the link in a reminder: three buttons that everybody can use."""

from datetime import date
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from core.models import User
from interventions.confirmation.links import Asked, path_to_answer
from interventions.models import CaseStudyPage
from tests.browser.conftest import AssertAccessible
from tests.browser.content import FULL_CASE


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_question_is_asked_so_that_all_can_answer(
    page: Page,
    moderator: User,
    assert_accessible: AssertAccessible,
    language: str,
    scheme: Literal["light", "dark"],
) -> None:
    # Before the page is there: colours fade into each other when the scheme changes.
    page.emulate_media(color_scheme=scheme)
    case = CaseStudyPage.objects.get(slug=FULL_CASE)
    page.goto(path_to_answer(Asked(case, moderator, date(2026, 1, 1)), language))

    expect(page.get_by_role("main").get_by_role("button")).to_have_count(3)
    assert_accessible(page)
