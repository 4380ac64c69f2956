"""A running site with the demo content, and Debian's Chromium to look at it.

The database is filled once for all these tests and emptied by none: emptying it would take Wagtail's
root page along. Look, and leave things as they were; a test that writes removes what it made.

A test fails when its pages log an error to the console, throw one, or ask another host for
anything. `@pytest.mark.console_errors("404")` allows the messages that a test provokes.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
    sync_playwright,
)

from core.models import MediaDocument, Picture, User
from partners.models import PartnerPage
from tests import builders

# Playwright keeps an event loop in this thread; Django would refuse the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A busy machine is slow, not wrong.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)

AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}

OpenContext = Callable[[], BrowserContext]
SignIn = Callable[[BrowserContext, User], None]
AssertAccessible = Callable[[Page], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _is_ours(item):
            item.add_marker(pytest.mark.browser)
    # What they write stays: other tests of the same run come before them.
    items.sort(key=_is_ours)


def _is_ours(item: pytest.Item) -> bool:
    return item.path.is_relative_to(Path(__file__).parent)


@pytest.fixture(scope="session")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database with the demo content, open from here on; takes the place of pytest-django's.

    What a test writes is committed: the server, on connections of its own, must see it, and a
    transaction around the test would keep the server from writing.
    """
    from django.core.management import call_command

    from demo.examples import load_examples
    from demo.loading import load_partners_and_cases
    from demo.site_setup import set_up_site
    from tests.browser.content import add_content

    with django_db_blocker.unblock():
        call_command("import_municipalities", verbosity=0)
        for _ in chain(load_partners_and_cases(set_up_site()), load_examples()):
            pass
        add_content()
        call_command("make_renditions", verbosity=0)
        yield


@pytest.fixture(scope="session")
def site_url(db: None) -> Iterator[str]:
    """Address of the site, served by threads of this process."""
    server = LiveServerThread("127.0.0.1", cast("Any", _site_alone))
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    # By name: a browser gives no passkey to a site without one.
    yield f"http://localhost:{server.port}"
    server.terminate()


def _site_alone(with_media: Any) -> Any:
    """Take off the handler for media that Django puts before the site: ours asks who may see."""
    return with_media.application


@pytest.fixture(scope="session")
def browser(site_url: str) -> Iterator[Browser]:
    """Debian's Chromium: Playwright's own build is not downloaded."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        # Playwright starts it without its sandbox, which would refuse to work for root.
        browser = playwright.chromium.launch(executable_path=chromium)
        yield browser
        browser.close()


@pytest.fixture
def open_context(
    browser: Browser, site_url: str, request: pytest.FixtureRequest
) -> Iterator[OpenContext]:
    """Open the browser of one more person: a fresh profile, whose errors fail the test."""
    marker = request.node.get_closest_marker("console_errors")
    expected = marker.args if marker else ()
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def note(fault: str) -> None:
        if not any(fragment in fault for fragment in expected):
            faults.append(fault)

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            note(f"console {message.type}: {message.text} ({message.location['url']})")

    def on_request(asked: Request) -> None:
        parts = urlsplit(asked.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and not asked.url.startswith(site_url):
            note(f"request to another host: {asked.url}")

    def on_error(error: WebError) -> None:
        note(f"error on the page: {error.error}")

    def open_context() -> BrowserContext:
        context = browser.new_context(
            base_url=site_url, locale="nl-NL", viewport={"width": 1440, "height": 900}
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", on_console)
        context.on("request", on_request)
        context.on("weberror", on_error)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def context(open_context: OpenContext) -> BrowserContext:
    """A visitor."""
    return open_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def sign_in(site_url: str) -> SignIn:
    """Give a browser context the session of a user, without the form."""

    def sign_in(context: BrowserContext, user: User) -> None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies["sessionid"]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site_url}])

    return sign_in


@pytest.fixture
def partner(db: None) -> Iterator[PartnerPage]:
    """A partner that is gone afterwards, with all that was written for it."""
    partner = builders.partner("Stichting Zwembad")
    collection = partner.workspace.collection
    yield partner
    partner.refresh_from_db()
    partner.delete()
    for model in (Picture, MediaDocument):
        model.objects.filter(collection=collection).delete()
    collection.delete()


@pytest.fixture
def author(partner: PartnerPage) -> Iterator[User]:
    author = builders.author(partner, "projectleider")
    yield author
    author.delete()


@pytest.fixture
def moderator(db: None) -> Iterator[User]:
    moderator = builders.moderator("redacteur")
    yield moderator
    moderator.delete()


@pytest.fixture(scope="session")
def assert_accessible() -> AssertAccessible:
    """Fail with a readable list when axe finds a violation on a page."""
    axe = Axe()

    def assert_accessible(page: Page) -> None:
        results = axe.run(page, options=AXE_OPTIONS)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return assert_accessible
