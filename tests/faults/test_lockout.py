"""Row 10 of the faults: who guesses passwords is locked out for a time, and nobody else is."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.core import mail
from django.db.models import F
from django.test import Client

from core.models import User
from notices.outbox import deliver_due
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.slow]

SIGN_IN = "/inloggen/"
IN_ENGLISH = "/en/inloggen/"
PROXY = "127.0.0.1"
LIMIT = 10


@pytest.fixture
def account() -> User:
    return builders.moderator("anna")


def attempt(
    client: Client,
    *,
    password: str = "a guess",
    username: str = "anna",
    address: str = SIGN_IN,
    peer: str = "198.51.100.7",
    forwarded: str | None = None,
) -> Any:
    """Return the answer to an attempt that the server hears of from ``peer``."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return client.post(
        address,
        {"login": username, "password": password},
        REMOTE_ADDR=peer,
        headers=headers,
    )


def lock_out(client: Client, **fields: Any) -> None:
    answers = [attempt(client, **fields).status_code for _ in range(LIMIT)]
    assert answers == [200] * (LIMIT - 1) + [429]


def pass_time(**duration: int) -> None:
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(**duration))


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("address", [SIGN_IN, IN_ENGLISH])
def test_ten_wrong_passwords_refuse_the_right_one(
    client: Client, account: User, address: str
) -> None:
    lock_out(client, address=address)
    for elsewhere in (SIGN_IN, IN_ENGLISH):
        answer = attempt(client, password=builders.PASSWORD, address=elsewhere)
        assert answer.status_code == 429
        assert not signed_in(client)


@pytest.mark.parametrize(
    ("address", "heading", "until"),
    [
        (SIGN_IN, "Te veel pogingen", "een half uur"),
        (IN_ENGLISH, "Too many attempts", "half an hour"),
    ],
)
def test_the_answer_says_for_how_long_and_what_to_do(
    client: Client, account: User, address: str, heading: str, until: str
) -> None:
    lock_out(client, address=address)
    page = attempt(client, address=address).content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert until in page
    assert "/inloggen/wachtwoord-vergeten/" in page
    assert "anna" not in page


def test_a_script_is_told_no_more_than_a_person(client: Client, account: User) -> None:
    lock_out(client)
    answer = client.post(
        SIGN_IN,
        {"login": "anna", "password": "a guess"},
        REMOTE_ADDR="198.51.100.7",
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.status_code == 429
    assert "Access-Control-Allow-Origin" not in answer
    assert "anna" not in answer.content.decode()


def test_it_ends_after_half_an_hour_whatever_is_tried_meanwhile(
    client: Client, account: User
) -> None:
    lock_out(client)
    pass_time(minutes=20)
    assert attempt(client, password=builders.PASSWORD).status_code == 429
    pass_time(minutes=11)
    assert attempt(client, password=builders.PASSWORD).status_code == 302
    assert signed_in(client)


def test_signing_in_wipes_out_what_went_wrong_before(client: Client, account: User) -> None:
    for _ in range(LIMIT - 1):
        attempt(client)
    assert attempt(client, password=builders.PASSWORD).status_code == 302
    client.logout()
    assert attempt(client).status_code == 200


def test_who_else_signs_in_is_not_locked_out(client: Client, account: User) -> None:
    builders.moderator("bert")
    lock_out(client)
    same_person_elsewhere = attempt(Client(), password=builders.PASSWORD, peer="203.0.113.9")
    assert same_person_elsewhere.status_code == 302
    colleague = attempt(Client(), password=builders.PASSWORD, username="bert")
    assert colleague.status_code == 302


def test_a_new_password_by_mail_does_not_end_it(client: Client, account: User) -> None:
    lock_out(client)
    client.post("/inloggen/wachtwoord-vergeten/", {"email": account.email})
    deliver_due()
    link = re.search(
        r"http://\S+(/inloggen/wachtwoord-vergeten/nieuw/\S+)", str(mail.outbox[0].body)
    )
    assert link is not None
    form = client.get(link[1], follow=True)
    new = "another long enough password"
    done = client.post(
        form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True
    )
    assert done.status_code == 200
    account.refresh_from_db()
    assert account.check_password(new)
    assert not signed_in(client)

    assert attempt(client, password=new).status_code == 429
    pass_time(minutes=31)
    assert attempt(client, password=new).status_code == 302


def test_it_leaves_a_trace_that_stays_but_not_for_ever(
    client: Client, account: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "axes"):
        lock_out(client)
    assert "Locking out" in caplog.text
    assert "anna" not in caplog.text, "a log holds no personal data"

    pass_time(minutes=31)
    attempt(client, password=builders.PASSWORD)
    trace = AccessFailureLog.objects.filter(username="anna", ip_address="198.51.100.7")
    assert trace.count() == LIMIT
    assert trace.filter(locked_out=True).count() == 1


class TestWithoutAProxy:
    @pytest.fixture(autouse=True)
    def _no_proxy(self, settings: Any) -> None:
        settings.PROXY_COUNT = 0

    def test_a_forged_header_is_no_way_out(self, client: Client, account: User) -> None:
        answers = [
            attempt(client, forwarded=f"203.0.113.{number}").status_code
            for number in range(LIMIT + 1)
        ]
        assert answers[-2:] == [429, 429]

    def test_a_forged_header_locks_nobody_else_out(self, client: Client, account: User) -> None:
        lock_out(client, forwarded="203.0.113.9")
        assert attempt(client, password=builders.PASSWORD, peer="203.0.113.9").status_code == 302


class TestBehindOneProxy:
    @pytest.fixture(autouse=True)
    def _one_proxy(self, settings: Any) -> None:
        settings.PROXY_COUNT = 1

    def test_people_are_told_apart_by_what_the_proxy_saw(
        self, client: Client, account: User
    ) -> None:
        lock_out(client, peer=PROXY, forwarded="198.51.100.7")
        answer = attempt(client, password=builders.PASSWORD, peer=PROXY, forwarded="203.0.113.9")
        assert answer.status_code == 302

    def test_a_forged_header_is_no_way_out(self, client: Client, account: User) -> None:
        """What the visitor sent stands before what the proxy adds."""
        answers = [
            attempt(client, peer=PROXY, forwarded=f"203.0.113.{number}, 198.51.100.7").status_code
            for number in range(LIMIT + 1)
        ]
        assert answers[-2:] == [429, 429]

    def test_a_forged_header_locks_nobody_else_out(self, client: Client, account: User) -> None:
        lock_out(client, peer=PROXY, forwarded="203.0.113.9, 198.51.100.7")
        answer = attempt(client, password=builders.PASSWORD, peer=PROXY, forwarded="203.0.113.9")
        assert answer.status_code == 302

    @pytest.mark.parametrize("forwarded", [None, "unknown", "203.0.113.9:4711", " , "])
    def test_a_header_that_is_not_an_address_counts_for_the_peer(
        self, client: Client, account: User, forwarded: str | None
    ) -> None:
        lock_out(client, peer=PROXY, forwarded=forwarded)
        assert AccessAttempt.objects.get().ip_address == PROXY


def test_behind_two_proxies_the_first_of_them_saw_the_visitor(
    client: Client, account: User, settings: Any
) -> None:
    settings.PROXY_COUNT = 2
    lock_out(client, peer=PROXY, forwarded="203.0.113.9, 198.51.100.7, 192.0.2.1")
    assert AccessAttempt.objects.get().ip_address == "198.51.100.7"


def test_another_address_of_the_same_ipv6_network_is_no_way_out(
    client: Client, account: User
) -> None:
    answers = [
        attempt(client, peer=f"2001:db8:0:1::{number:x}").status_code for number in range(LIMIT + 1)
    ]
    assert answers[-2:] == [429, 429]
    other_network = attempt(client, password=builders.PASSWORD, peer="2001:db8:0:2::1")
    assert other_network.status_code == 302


def test_an_ipv4_address_in_the_form_of_ipv6_is_that_address(client: Client, account: User) -> None:
    lock_out(client, peer="::ffff:198.51.100.7")
    assert AccessAttempt.objects.get().ip_address == "198.51.100.7"
