"""Who may publish or give rights must show a second factor; anybody may set one up."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client

from core.models import User
from notices.outbox import deliver_due
from tests import builders
from tests.accounts.signing_in import (
    APP,
    CODE,
    SECURITY,
    code_of,
    set_up_app,
    sign_in,
    signed_in,
    with_app,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.slow]

#: What follows on setting up an app follows when that is committed.
committing = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def administrator() -> User:
    return builders.user("admin", is_superuser=True)


def who_gives_rights() -> User:
    user = builders.onlooker("personeelszaken")
    user.user_permissions.add(Permission.objects.get(codename="change_user"))
    return user


MUST: list[Callable[[], User]] = [builders.moderator, administrator, who_gives_rights]


@pytest.mark.parametrize("make", MUST)
@pytest.mark.parametrize(
    "address",
    ["/beheer/", "/beheer/pages/", "/beheer/api/main/pages/", "/beheer/account/"],
)
def test_without_one_the_admin_leads_to_the_set_up(
    client: Client, make: Callable[[], User], address: str
) -> None:
    user = make()
    sign_in(client, user.username)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302
        assert answer["Location"] == SECURITY
    assert "tweede stap" in client.get(SECURITY).content.decode()


def test_a_script_of_the_admin_is_refused(client: Client) -> None:
    sign_in(client, builders.moderator().username)
    answer = client.get("/beheer/api/main/pages/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 403


@committing
def test_elsewhere_such_a_session_is_a_visitors(client: Client) -> None:
    sign_in(client, builders.moderator().username)
    page = builders.case(builders.partner())
    page.view_restrictions.create(restriction_type="login")
    assert client.get(page.url).status_code == 302
    set_up_app(client)
    assert client.get(page.url).status_code == 200


def test_an_author_needs_none(client: Client) -> None:
    sign_in(client, builders.author(builders.partner()).username)
    assert client.get("/beheer/").status_code == 200


def test_one_can_always_sign_out(client: Client) -> None:
    sign_in(client, builders.moderator().username)
    client.post("/beheer/logout/")
    assert not signed_in(client)


@committing
def test_setting_up_an_app_opens_the_admin(client: Client) -> None:
    user = builders.moderator()
    sign_in(client, user.username)
    set_up_app(client)
    assert client.get("/beheer/").status_code == 200
    deliver_due()
    [message] = mail.outbox
    assert "app" in message.body


def test_a_code_opens_the_account_and_the_password_alone_does_not(client: Client) -> None:
    user = builders.moderator()
    secret = with_app(user)
    assert sign_in(client, user.username)["Location"].partition("?")[0] == CODE
    assert not signed_in(client)
    assert client.get("/beheer/").status_code == 302

    assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert not signed_in(client)

    code = code_of(secret)
    assert client.post(CODE, {"code": code})["Location"] == "/beheer/"
    assert client.get("/beheer/").status_code == 200

    onlooker = Client()
    sign_in(onlooker, user.username)
    assert onlooker.post(CODE, {"code": code}).status_code == 200
    assert not signed_in(onlooker), "a code is good for once"


def test_one_comes_where_one_wanted_after_the_code(client: Client) -> None:
    secret = with_app(builders.moderator())
    sign_in(client, "moderator", next="/beheer/pages/")
    answer = client.post(CODE, {"code": code_of(secret)})
    assert answer["Location"] == "/beheer/pages/"


def test_a_recovery_code_works_once(client: Client) -> None:
    user = builders.moderator()
    with_app(user)
    [stored] = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
    recovery_code = stored.wrap().get_unused_codes()[0]
    for opens in (True, False):
        browser = Client()
        sign_in(browser, user.username)
        browser.post(CODE, {"code": recovery_code})
        assert signed_in(browser) == opens


def test_a_session_from_before_the_app_gives_a_code_first(client: Client) -> None:
    user = builders.moderator()
    sign_in(client, user.username)
    secret = with_app(user)
    asked = client.get("/beheer/pages/")["Location"]
    assert asked == "/inloggen/beveiliging/bevestigen/?next=/beheer/pages/"
    answer = client.post(asked, {"code": code_of(secret)})
    assert answer["Location"] == "/beheer/pages/"
    assert client.get("/beheer/").status_code == 200


def test_who_must_have_one_cannot_remove_the_last(client: Client) -> None:
    user = builders.moderator()
    sign_in(client, user.username)
    set_up_app(client)
    client.post(f"{APP}weg/")
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()

    user.groups.clear()
    client.post(f"{APP}weg/")
    assert not Authenticator.objects.filter(user=user).exists()


def test_the_set_up_asks_for_the_password_once_more(client: Client) -> None:
    builders.moderator()
    sign_in(client, "moderator")
    asked = client.get(APP)
    assert asked["Location"].startswith("/inloggen/bevestigen/")


def test_guessed_codes_lock_out(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "50/5m/key"}
    user = builders.moderator()
    secret = with_app(user)
    sign_in(client, user.username)
    answers = [client.post(CODE, {"code": f"{number:06}"}).status_code for number in range(10)]
    assert answers == [200] * 9 + [429]
    right = client.post(CODE, {"code": code_of(secret)})
    assert right.status_code in {200, 429}
    assert not signed_in(client)
    assert sign_in(Client(), user.username).status_code == 429


def test_guessed_codes_are_slowed_down_from_every_address(client: Client) -> None:
    secret = with_app(builders.moderator())
    for number in range(5):
        browser = Client(REMOTE_ADDR=f"203.0.113.{number}")
        sign_in(browser, "moderator")
        browser.post(CODE, {"code": "000000"})
    sign_in(client, "moderator")
    client.post(CODE, {"code": code_of(secret)})
    assert not signed_in(client)


def test_the_pictures_and_pages_of_the_set_up_run_nothing_inline(client: Client) -> None:
    sign_in(client, builders.moderator().username)
    set_up_app(client)
    for address in (
        SECURITY,
        f"{SECURITY}passkeys/nieuw/",
        f"{SECURITY}herstelcodes/",
        f"{APP}weg/",
    ):
        body = client.get(address).content.decode()
        assert " style=" not in body
        assert not re.findall(r"<script(?![^>]*(?: src=|type=\"application/json\"))", body)
