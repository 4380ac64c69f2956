"""“Share your approach” on a phone without scripts, and whether everybody can use it."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, ViewportSize, expect

from core.models import User
from interventions.guided.steps import STEPS
from interventions.models import CaseStudyPage
from partners.models import PartnerPage
from tests import builders
from tests.browser.conftest import AssertAccessible, OpenContext, SignIn

PHONE: ViewportSize = {"width": 390, "height": 844}
TITLE = "Samen naar het zwembad"
SIDEWAYS = "document.scrollingElement.scrollWidth - innerWidth"


@pytest.fixture
def phone(browser: Browser, site_url: str, sign_in: SignIn, author: User) -> Iterator[Page]:
    """The author's phone, which runs no scripts."""
    context = browser.new_context(
        base_url=site_url, locale="nl-NL", java_script_enabled=False, viewport=PHONE
    )
    sign_in(context, author)
    yield context.new_page()
    context.close()


@pytest.fixture
def draft(partner: PartnerPage, author: User) -> CaseStudyPage:
    """A draft with rows, a picture, a document, and a sentence to look at again."""
    collection = partner.workspace.collection
    document = builders.document(collection)
    text = "Wij faciliteren " + "kinderen en ouders " * 10 + "middels een bus."
    return builders.case(
        partner, TITLE, owner=author, live=False, procedure=text, places=["0268"],
        lead_image=builders.picture(collection),
        story=[{"type": "document", "value": {"document": document.pk, "description": ""}}],
    )  # fmt: skip


def places_of(case: CaseStudyPage) -> list[str]:
    below = [*(step.slug for step in STEPS), "controle"]
    return ["/delen/", *(f"/delen/{case.pk}/{slug}/" for slug in below)]


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Bewaar en ga verder").click()


def test_a_first_case_is_written_on_a_phone_and_handed_in(
    phone: Page, open_context: OpenContext, sign_in: SignIn, moderator: User
) -> None:
    phone.goto("/delen/")
    phone.get_by_label("Titel").fill(TITLE)
    phone.get_by_role("button", name="Beginnen").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Wat het is")
    phone.get_by_label("In het kort").fill("Twee scholen zwemmen samen.")
    phone.get_by_role("checkbox", name="Vriendschapsschool").check()
    go_on(phone)
    phone.get_by_role("checkbox", name="Primair onderwijs").check()
    phone.get_by_label("Gemeente", exact=True).first.select_option(label="Nijmegen")
    phone.get_by_role("button", name="Bewaar en stop").click()

    # Another day.
    phone.get_by_role("link", name=TITLE).click()
    phone.get_by_role("link", name="Hoe het werkt").click()
    phone.get_by_label("Wat je doet, stap voor stap").fill("Bel het zwembad.\nMaak een rooster.")
    phone.get_by_label(re.compile("^Prijspeil")).fill("1890")
    go_on(phone)
    expect(phone.get_by_role("alert")).to_contain_text("Nog niet bewaard")
    phone.get_by_label(re.compile("^Prijspeil")).fill("2024")
    go_on(phone)
    go_on(phone)
    picture = FilePayload(name="bad.png", mimeType="image/png", buffer=builders.png(1200, 800))
    upload = phone.get_by_role("group", name="Voeg een afbeelding toe")
    upload.get_by_label("Bestand").set_input_files(picture)
    upload.get_by_label("Wat staat er op de afbeelding?").fill("Kinderen springen in het water.")
    go_on(phone)
    phone.get_by_role("button", name="Bewaar en kijk na").click()

    phone.get_by_role("link", name="Lees het zoals bezoekers het zien").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(phone.get_by_alt_text("Kinderen springen in het water.").first).to_be_visible()
    phone.go_back()
    phone.get_by_role("button", name="Dien in").click()
    expect(phone.get_by_role("status")).to_contain_text("Ingediend")
    expect(phone.get_by_role("heading", name="Ingediend")).to_be_visible()

    context = open_context()
    sign_in(context, moderator)
    desk = context.new_page()
    desk.goto("/beheer/")
    desk.locator("#queue-section").get_by_role("link", name=TITLE).click()
    expect(desk.locator("#id_summary")).to_have_value("Twee scholen zwemmen samen.")


@pytest.mark.parametrize(("prefix", "scheme"), [("", "light"), ("/en", "dark")])
def test_each_page_can_be_used_by_all(
    context: BrowserContext,
    sign_in: SignIn,
    author: User,
    draft: CaseStudyPage,
    assert_accessible: AssertAccessible,
    prefix: str,
    scheme: Literal["light", "dark"],
) -> None:
    sign_in(context, author)
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    for place in places_of(draft):
        page.goto(f"{prefix}{place}")
        assert_accessible(page)


def test_what_is_wrong_and_what_is_newer_is_told_to_all(
    context: BrowserContext,
    sign_in: SignIn,
    author: User,
    draft: CaseStudyPage,
    assert_accessible: AssertAccessible,
) -> None:
    sign_in(context, author)
    page = context.new_page()
    page.goto(f"/delen/{draft.pk}/uitkomst/")
    page.get_by_label("Sinds").fill("2024")
    page.get_by_label("Tot").fill("2020")
    go_on(page)
    expect(page.get_by_label("Tot")).to_have_accessible_description(re.compile("2024"))
    assert_accessible(page)

    draft.results = "Iemand anders schreef dit."
    draft.save_revision()
    page.get_by_label("Tot").fill("2025")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("komen jouw antwoorden")
    expect(page.get_by_label("Tot")).to_have_value("2025")
    assert_accessible(page)


def test_a_narrow_phone_needs_no_sideways_scrolling(
    context: BrowserContext, sign_in: SignIn, author: User, draft: CaseStudyPage
) -> None:
    sign_in(context, author)
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    for place in places_of(draft):
        page.goto(place)
        assert page.evaluate(SIDEWAYS) <= 0, place
