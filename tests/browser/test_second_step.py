"""An app for codes and a passkey are set up, and used, in a browser that has both."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from core.models import User
from tests import builders
from tests.accounts.signing_in import SECURITY, SIGN_IN, code_of
from tests.browser.conftest import AssertAccessible

HOME = re.compile(r"/beheer/$")


def sign_in(page: Page, user: User) -> None:
    page.goto(SIGN_IN)
    page.get_by_label("Gebruikersnaam").fill(user.username)
    confirm(page, "Inloggen")


def confirm(page: Page, button: str) -> None:
    page.get_by_label("Wachtwoord").fill(builders.PASSWORD)
    page.get_by_role("button", name=button).click()


def test_an_app_and_recovery_codes(
    page: Page, moderator: User, assert_accessible: AssertAccessible
) -> None:
    sign_in(page, moderator)
    page.goto(SECURITY)
    assert_accessible(page)
    page.get_by_role("link", name="Stel een app in").click()
    assert_accessible(page)
    confirm(page, "Bevestigen")

    expect(page.get_by_role("img", name="QR-code")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Code").fill(code_of(page.locator("main code").inner_text()))
    page.get_by_role("button", name="Bevestigen").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()
    recovery_code = page.locator("main code").first.inner_text()
    assert_accessible(page)

    page.context.clear_cookies()
    sign_in(page, moderator)
    expect(page.get_by_role("heading", name="De tweede stap")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Code").fill(recovery_code)
    page.get_by_role("button", name="Inloggen").click()
    expect(page).to_have_url(HOME)


def test_a_passkey(
    context: BrowserContext, page: Page, moderator: User, assert_accessible: AssertAccessible
) -> None:
    browser = context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": key})

    sign_in(page, moderator)
    page.goto(SECURITY)
    page.get_by_role("link", name="Voeg een passkey toe").click()
    confirm(page, "Bevestigen")
    page.get_by_label("Naam van deze passkey").fill("Telefoon")
    assert_accessible(page)
    page.get_by_role("button", name="Voeg een passkey toe").click()
    expect(page.get_by_role("heading", name="Herstelcodes")).to_be_visible()

    context.clear_cookies()
    page.goto(SIGN_IN)
    page.get_by_role("button", name="Log in met een passkey").click()
    expect(page).to_have_url(HOME)

    context.clear_cookies()
    sign_in(page, moderator)
    page.get_by_role("button", name="Gebruik een passkey").click()
    expect(page).to_have_url(HOME)
