"""How the coalition grows: from asking to join to a published case that somebody follows, and handing over."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from core.models import Picture, User
from interventions.models import CaseStudyPage
from notices import outbox
from notices.models import Mail
from partners.joining.models import JoinRequest
from partners.models import PartnerPage
from search.following.models import Follower
from search.following.services import tell_followers
from tests import builders
from tests.browser.conftest import AssertAccessible, OpenContext, SignIn
from tests.browser.test_publishing import approve, choose
from tests.postbox import Postbox, paths_in, text_of

ORGANISATION = "Ouders van de Zwaan"
NOOR, SAM, READER = (f"{name}@zwaan.example" for name in ("noor", "sam", "lezer"))
PASSWORD = "een-heel-lang-wachtwoord-voor-de-zwaan"
TITLE = "Samen koken op de Zwaan"
SUMMARY = "Twee scholen koken samen."
BETTER_SUMMARY = "Twee scholen koken samen, elke dinsdag."
REASON = "Zeg ook hoe vaak dit is."
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def moderator(db: None) -> Iterator[User]:
    moderator = builders.moderator("redacteur-groei")
    yield moderator
    moderator.delete()


@pytest.fixture
def gone_afterwards(db: None) -> Iterator[None]:
    """What the journey makes is removed, whatever became of it."""
    yield
    for partner in PartnerPage.objects.filter(title=ORGANISATION):
        collection = partner.workspace.collection
        partner.delete()
        Picture.objects.filter(collection=collection).delete()
        collection.delete()
    User.objects.filter(email__endswith="@zwaan.example").delete()
    for model in (JoinRequest, Follower, Mail):
        model.objects.all().delete()


def open_link(page: Page, postbox: Postbox, reader: str, nth: int = 0) -> None:
    """Open a link of the last letter to a reader, once the worker has sent what is due."""
    outbox.deliver_due()
    page.goto(paths_in(postbox.to(reader)[-1])[nth])


def make_account(page: Page, first_name: str) -> None:
    page.get_by_label("Voornaam").fill(first_name)
    page.get_by_label("Achternaam").fill("de Zwaan")
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Hetzelfde wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Maak mijn account").click()
    expect(page.get_by_text(f"Je schrijft nu voor {ORGANISATION}")).to_be_visible()


def write_draft(page: Page, look: AssertAccessible) -> None:
    """Answer the least that is asked in steps, and hand it in."""
    page.goto("/delen/")
    look(page)
    page.locator("[name=title]").fill(TITLE)
    page.get_by_role("button", name="Begin").click()
    page.locator("[name=summary]").fill(SUMMARY)
    page.get_by_label("Vriendschapsschool").check()
    look(page)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_label("Primair onderwijs").check()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.locator("[name=procedure]").fill("Kook samen.\nEet samen.")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_role("link", name="Nakijken en indienen").click()
    expect(page.get_by_role("button", name="Dien in")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Dien in").click()
    expect(page.get_by_role("button", name="Dien in")).to_have_count(0)


def test_from_asking_to_join_to_handing_over(
    open_context: OpenContext,
    sign_in: SignIn,
    moderator: User,
    gone_afterwards: None,
    postbox: Postbox,
    assert_accessible: AssertAccessible,
    fast_reader: None,
) -> None:
    visitor, newcomer, desk_context = open_context(), open_context(), open_context()
    page, phone, desk = visitor.new_page(), newcomer.new_page(), desk_context.new_page()
    phone.set_viewport_size(PHONE)
    sign_in(desk_context, moderator)

    # Somebody asks to join, and confirms the address.
    phone.goto("/meedoen/")
    phone.get_by_label("Naam van uw organisatie").fill(ORGANISATION)
    phone.get_by_label("Soort").select_option("parent-initiative")
    phone.get_by_label("in één of twee zinnen").fill("Ouders die samen koken.")
    phone.get_by_label("Waarom wilt u meedoen?").fill("We willen samen koken.")
    phone.get_by_label("Uw naam").fill("Noor")
    phone.get_by_label("Uw e-mailadres").fill("noor@")
    phone.get_by_role("button", name="Vraag om mee te doen").click()
    expect(phone.get_by_label("Waarom wilt u meedoen?")).to_have_value("We willen samen koken.")
    assert_accessible(phone)
    phone.get_by_label("Uw e-mailadres").fill(NOOR)
    phone.get_by_role("button", name="Vraag om mee te doen").click()
    expect(phone.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
    open_link(phone, postbox, NOOR)
    phone.get_by_role("button", name="Ja, dit is mijn adres").click()
    expect(phone.get_by_text("ligt bij de moderatoren")).to_be_visible()
    assert_accessible(phone)

    # A moderator hears of it, and approves.
    open_link(desk, postbox, moderator.email)
    expect(desk.get_by_text("We willen samen koken.")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Goedkeuren en uitnodigen").click()
    expect(desk.get_by_text("Er gaat een uitnodiging heen")).to_be_visible()
    desk.reload()  # Wagtail's green message has too little contrast.
    assert_accessible(desk)

    # The first editor makes an account and writes on a phone; a visitor follows the partner.
    open_link(phone, postbox, NOOR)
    assert_accessible(phone)
    make_account(phone, "Noor")
    write_draft(phone, assert_accessible)
    partner = PartnerPage.objects.get(title=ORGANISATION)
    page.goto(partner.url)
    page.get_by_role("link", name="Volg per mail").click()
    expect(page.get_by_label("Uw e-mailadres")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Uw e-mailadres").fill(READER)
    page.get_by_role("button", name="Volgen").click()
    open_link(page, postbox, READER)
    page.get_by_role("button", name=f"Ja, schrijf naar {READER}").click()
    expect(page.get_by_text("U volgt dit")).to_be_visible()
    assert_accessible(page)

    # The moderator asks for a change; it is made, and the case published.
    open_link(desk, postbox, moderator.email)
    choose(desk, "[data-workflow-action-name=reject]")
    dialog = desk.locator(".modal-content")
    dialog.get_by_label("Wat moet er anders?").fill(REASON)
    dialog.get_by_role("button", name="Wijzigingsverzoek").click()
    expect(dialog).to_be_hidden()
    outbox.deliver_due()
    assert REASON in text_of(postbox.to(NOOR)[-1])
    phone.goto("/delen/")
    phone.get_by_role("link", name=TITLE).first.click()
    expect(phone.get_by_text(REASON)).to_be_visible()
    phone.goto(phone.url.rstrip("/").rpartition("/")[0] + "/wat/")
    phone.locator("[name=summary]").fill(BETTER_SUMMARY)
    phone.get_by_role("button", name="Bewaar en ga verder").click()
    phone.get_by_role("link", name="Nakijken en indienen").click()
    phone.get_by_role("button", name="Dien in").click()
    expect(phone.get_by_role("button", name="Dien in")).to_have_count(0)
    open_link(desk, postbox, moderator.email)
    approve(desk)

    # Who follows hears of it once, and stops with one click.
    tell_followers()
    tell_followers()
    outbox.deliver_due()
    told = [mail for mail in postbox.to(READER) if TITLE in text_of(mail)]
    assert len(told) == 1
    open_link(page, postbox, READER)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    open_link(page, postbox, READER, nth=-1)
    page.get_by_role("button", name="Stoppen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("geen mails meer")

    # The editor invites a colleague, makes her an editor, and hands over.
    phone.set_viewport_size({"width": 1440, "height": 900})
    phone.goto(f"/beheer/people/{partner.pk}/")
    assert_accessible(phone)
    phone.get_by_label("E-mailadres van je collega").fill(SAM)
    phone.get_by_label("Redacteur").check()
    phone.get_by_role("button", name="Uitnodigen").click()
    expect(phone.get_by_text("krijgt een mail")).to_be_visible()
    successor = open_context().new_page()
    open_link(successor, postbox, SAM)
    make_account(successor, "Sam")
    phone.goto(f"/beheer/people/{partner.pk}/")
    phone.get_by_role("link", name="Vertrekken en overdragen").click()
    expect(phone.get_by_label("Wie gaat verder")).to_be_visible()
    assert_accessible(phone)
    phone.get_by_label("Wie gaat verder").select_option(label="Sam de Zwaan")
    phone.get_by_role("button", name="Laten vertrekken en overdragen").click()
    phone.goto("/delen/")
    expect(phone.get_by_label("Wachtwoord")).to_be_visible()
    case = CaseStudyPage.objects.get(title=TITLE)
    assert case.owner is not None
    assert case.owner.email == SAM
    successor.goto(f"/beheer/pages/{case.pk}/edit/")
    expect(successor.locator("#id_title")).to_have_value(TITLE)
