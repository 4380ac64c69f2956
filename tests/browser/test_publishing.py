"""From an idea to a published case, as a project leader and a moderator go through it."""

import re
from typing import Literal

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from core.models import User
from interventions.models import CaseStudyPage
from partners.models import PartnerPage
from tests import builders
from tests.browser.conftest import AssertAccessible, OpenContext, SignIn
from tests.browser.page_types import address_of

ADMIN = "/beheer/"
HOME = re.compile(r"/beheer/$")
TITLE = "Samen naar het zwembad"
SUMMARY = "Twee scholen zwemmen samen."
BETTER_SUMMARY = "Twee scholen zwemmen samen, met kinderen van acht."
QUESTION = "zwembad"
REASON = "Noem de leeftijd van de kinderen."
COMMENT = "Klopt dit nog?"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: Colours fade into each other when the scheme changes.
NOTHING_FADES = "!document.getAnimations().some((each) => each instanceof CSSTransition)"


@pytest.fixture
def sent_back(partner: PartnerPage, author: User, moderator: User) -> CaseStudyPage:
    """A case in which the moderator wants a change, beside one that waits for the moderator."""
    waiting, case = (
        builders.case(partner, title, owner=author, live=False) for title in ("Wacht", TITLE)
    )
    waiting.get_workflow().start(waiting, author)
    review = case.get_workflow().start(case, author).current_task_state
    review.task.specific.on_action(review, moderator, "reject", comment=REASON)
    return case


def edit_form_of(case: CaseStudyPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[case.pk])


def fill_in_sign_in(page: Page, user: User) -> None:
    page.goto(ADMIN)
    page.get_by_label("Gebruikersnaam").fill(user.username)
    page.get_by_label("Wachtwoord").fill(builders.PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    expect(page).to_have_url(HOME)


def hand_in(page: Page) -> None:
    choose(page, "[name=action-submit]")


def choose(page: Page, action: str) -> None:
    """Choose something else than to save a draft, at the foot of the edit form."""
    footer = page.get_by_role("navigation", name="Acties (footer)")
    footer.get_by_role("button", name="Meer acties").click()
    footer.locator(action).click()


def approve(page: Page) -> None:
    """Publish a case that waits, once all was looked at."""
    choose(page, "[data-workflow-action-name=approve]")
    dialog = page.locator(".modal-content")
    for box in ("persoonsgegevens", "afbeeldingen", "Bronnen", "Beweringen"):
        dialog.get_by_role("checkbox", name=box).check()
    dialog.get_by_role("button", name="Goedkeuren").click()
    expect(page.locator(".messages .success")).to_be_visible()


def upload_picture(page: Page) -> None:
    page.get_by_role("button", name="Kies een afbeelding").click()
    page.get_by_role("tab", name="Uploaden").click()
    dialog = page.locator(".modal-content")
    picture = FilePayload(name="bad.png", mimeType="image/png", buffer=builders.png(1200, 800))
    dialog.get_by_label("Bestand").set_input_files(picture)
    dialog.get_by_label("Titel").fill("Het zwembad")
    dialog.get_by_role("button", name="Uploaden").click()
    expect(dialog.get_by_text("Dit veld is verplicht.")).to_be_visible()
    dialog.get_by_label("Wat staat er op de afbeelding?").fill("Kinderen springen in het water.")
    dialog.get_by_role("button", name="Uploaden").click()
    expect(page.locator("#id_lead_image-chooser")).to_contain_text("Het zwembad")


def comment_on_summary(page: Page) -> None:
    page.get_by_role("button", name="Toon/verberg opmerkingen").click()
    page.locator("[data-contentpath=summary] [data-comment-add]").click()
    comment = page.locator(".comment")
    comment.locator("textarea").fill(COMMENT)
    comment.get_by_role("button", name="Opmerking").click()
    expect(comment).to_contain_text(COMMENT)


def open_work(page: Page, panel: str) -> None:
    """Open the case from a panel of the home page."""
    page.goto(ADMIN)
    page.locator(panel).get_by_role("link", name=TITLE).click()
    expect(page.locator("#id_title")).to_have_value(TITLE)


def test_a_case_goes_from_an_idea_to_the_list_that_visitors_see(
    open_context: OpenContext, partner: PartnerPage, author: User, moderator: User
) -> None:
    page = open_context().new_page()
    desk = open_context().new_page()
    fill_in_sign_in(page, author)
    expect(page.locator(".own-work__begin")).to_be_visible()
    page.get_by_role("link", name="Voeg een aanpak toe").click()

    # Too little: nothing that was typed is lost.
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill(SUMMARY)
    hand_in(page)
    expect(page.get_by_text("Dit is een verplicht veld.")).to_have_count(3)
    expect(page.locator("#id_title")).to_have_value(TITLE)
    expect(page.locator("#id_summary")).to_have_value(SUMMARY)

    page.get_by_role("checkbox", name="Vriendschapsschool").check()
    page.get_by_role("checkbox", name="Primair onderwijs").check()
    page.locator("#id_procedure").fill("Bel het zwembad.\nMaak een rooster.")
    upload_picture(page)
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE)
    comment_on_summary(page)
    hand_in(page)
    expect(page.get_by_text("is ter goedkeuring ingediend")).to_be_visible()

    fill_in_sign_in(desk, moderator)
    expect(desk.locator("#queue-section")).to_contain_text(partner.title)
    open_work(desk, "#queue-section")
    expect(desk.locator(".comment")).to_contain_text(COMMENT)
    choose(desk, "[data-workflow-action-name=reject]")
    dialog = desk.locator(".modal-content")
    dialog.get_by_role("button", name="Wijzigingsverzoek").click()
    expect(dialog).to_contain_text("Dit is een verplicht veld.")
    dialog.get_by_label("Wat moet er anders?").fill(REASON)
    dialog.get_by_role("button", name="Wijzigingsverzoek").click()
    expect(dialog).to_be_hidden()

    page.goto(ADMIN)
    expect(page.locator("#sent-back-section")).to_contain_text(REASON)
    open_work(page, "#sent-back-section")
    expect(page.locator(".work__reason")).to_contain_text(REASON)
    page.locator("#id_summary").fill(BETTER_SUMMARY)
    hand_in(page)
    expect(page.get_by_text("is ter goedkeuring ingediend")).to_be_visible()

    open_work(desk, "#queue-section")
    approve(desk)

    page.goto(f"/interventies/?q={QUESTION}")
    result = page.get_by_role("article").filter(has_text=TITLE)
    expect(result.locator("img")).to_be_visible()
    result.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text(BETTER_SUMMARY)).to_be_visible()


def test_a_question_leads_to_the_field_that_answers_it_at_the_first_click(
    context: BrowserContext, sign_in: SignIn, sent_back: CaseStudyPage, author: User
) -> None:
    sign_in(context, author)
    page = context.new_page()
    for question, field in (
        ("lessons", page.locator("#id_lessons")),
        ("cost_band", page.locator("#id_cost_band")),
        ("places", page.get_by_role("button", name="Voeg gemeente toe")),
        ("lead_image", page.get_by_role("button", name="Kies een afbeelding")),
    ):
        page.goto(edit_form_of(sent_back))
        page.locator(f"#completeness a[href^='#id_{question}']").click()
        expect(field).to_be_focused()
        expect(field).to_be_in_viewport()


def test_what_people_find_to_do_can_be_used_by_all(
    context: BrowserContext,
    sign_in: SignIn,
    sent_back: CaseStudyPage,
    author: User,
    moderator: User,
    assert_accessible: AssertAccessible,
) -> None:
    page = context.new_page()
    for user, address in (
        (moderator, ADMIN),
        (author, ADMIN),
        (author, edit_form_of(sent_back)),
    ):
        sign_in(context, user)
        page.goto(address)
        expect(page.locator(".work__reason, .work__note").first).to_be_visible()
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(NOTHING_FADES)
            assert_accessible(page)


@pytest.mark.console_errors("429")
def test_who_is_locked_out_reads_why_and_what_to_do(
    page: Page, assert_accessible: AssertAccessible
) -> None:
    page.goto(address_of("signing in"))
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        page.get_by_label("Gebruikersnaam").fill("niemand")
        page.get_by_label("Wachtwoord").fill("geraden")
        with page.expect_navigation():
            page.get_by_label("Wachtwoord").press("Enter")
    expect(page.get_by_role("heading", name="Te veel pogingen")).to_be_visible()
    expect(page.get_by_role("link", name="Nieuw wachtwoord")).to_be_visible()
    assert_accessible(page)
