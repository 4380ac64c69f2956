"""Take the pictures of the README from a running site (`make run`): `python -m scripts.screenshots`."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from scripts.console import ACCOUNTS, ROOT, refuse, say

IMAGES = ROOT / "docs" / "images"
ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
PILOTS = "/coalitie/ministerie-van-ocw/twaalf-pilots-2008-2011/"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 780}


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        refuse("This needs Chromium. On Debian and Ubuntu: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    # Chromium's own sandbox refuses to work for root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(base_url=ADDRESS, viewport=DESKTOP, locale="nl-NL")
        page.goto("/")
        _take(page, "home")
        page.goto("/interventies/?q=leerlingen&type=vriendschapsschool&type=gezamenlijke-vakken")
        _take(page, "list")
        page.goto(PILOTS)
        _take(page, "case")
        _sign_in(page)
        page.goto("/beheer/")
        _take(page, "admin")
        phone = browser.new_page(base_url=ADDRESS, viewport=PHONE, locale="nl-NL")
        phone.goto(PILOTS)
        _take(phone, "case-phone")
        browser.close()


def _sign_in(page: Page) -> None:
    """Sign in as a demo author, with the password that this machine made."""
    accounts = (line.split() for line in Path(ACCOUNTS).read_text(encoding="utf-8").splitlines())
    password = next(words[1] for words in accounts if words[0] == "auteur-croostwijk")
    page.goto("/inloggen/")
    page.fill("input[name=login]", "auteur-croostwijk")
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/beheer/")


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    target = IMAGES / f"{name}.png"
    page.screenshot(path=target)
    say(f"    {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
