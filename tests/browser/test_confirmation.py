"""The page behind the link in a reminder: three buttons that everybody can use."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from core.models import User
from interventions.confirmation.links import Asked, path_to_answer
from interventions.models import CaseStudyPage
from tests.browser.conftest import AssertAccessible
from tests.browser.content import FULL_CASE


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_question_is_asked_so_that_all_can_answer(
    page: Page, moderator: User, assert_accessible: AssertAccessible, language: str
) -> None:
    case = CaseStudyPage.objects.get(slug=FULL_CASE)
    page.goto(path_to_answer(Asked(case, moderator, date(2026, 1, 1)), language))

    expect(page.get_by_role("main").get_by_role("button")).to_have_count(3)
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
