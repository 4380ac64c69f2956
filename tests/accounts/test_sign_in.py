"""Signing in with a password: to the right page, telling nobody which accounts there are."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from core.models import User
from notices.outbox import deliver_due
from tests import builders
from tests.accounts.signing_in import SIGN_IN, sign_in, signed_in, what_is_said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

FORGOTTEN = "/inloggen/wachtwoord-vergeten/"
SENT = "/inloggen/wachtwoord-vergeten/verstuurd/"


@pytest.fixture
def anna() -> User:
    return builders.moderator("anna")


@pytest.mark.parametrize("typed", ["anna", "Anna", "anna@example.org", "ANNA@example.org"])
def test_by_user_name_or_address_to_the_admin(client: Client, anna: User, typed: str) -> None:
    assert sign_in(client, typed)["Location"] == "/beheer/"
    assert client.get("/beheer/").status_code == 200


def test_who_has_nothing_to_do_in_the_admin_comes_home(client: Client) -> None:
    builders.user("bert")
    assert sign_in(client, "bert")["Location"] == "/"


def test_a_wrong_password_is_as_an_account_that_does_not_exist(client: Client, anna: User) -> None:
    wrong, unknown = sign_in(client, "anna", "a guess"), sign_in(client, "niemand", "a guess")
    assert wrong.status_code == unknown.status_code == 200
    assert what_is_said(wrong) == what_is_said(unknown)
    assert "errorlist" in what_is_said(wrong)
    assert not signed_in(client)


def test_a_closed_account_says_so_to_its_owner_only(client: Client, anna: User) -> None:
    User.objects.update(is_active=False)
    assert what_is_said(sign_in(client, "anna", "a guess")) == what_is_said(
        sign_in(client, "niemand", "a guess")
    )
    assert sign_in(client, "anna")["Location"] == "/inloggen/gesloten/"
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/beheer/pages/", "/beheer/pages/"),
        ("/en/interventies/?q=x", "/en/interventies/?q=x"),
        ("https://kwaad.example/", "/beheer/"),
        ("//kwaad.example/", "/beheer/"),
        ("/\\kwaad.example/", "/beheer/"),
        ("https:kwaad.example", "/beheer/"),
        ("http:///kwaad.example", "/beheer/"),
        ("javascript:alert(1)", "/beheer/"),
        ("http://localhost/", "/beheer/"),  # another name that the site answers to
    ],
)
def test_one_comes_where_one_wanted_on_this_site_only(
    client: Client, anna: User, asked: str, reached: str
) -> None:
    assert sign_in(client, "anna", next=asked)["Location"] == reached


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("/beheer/login/?next=/beheer/pages/", "/inloggen/?next=/beheer/pages/"),
        ("/_util/login/", "/inloggen/"),
        ("/en/_util/login/?next=/en/", "/en/inloggen/?next=/en/"),
        ("/beheer/password_reset/", FORGOTTEN),
        ("/beheer/password_reset/done/", FORGOTTEN),
        ("/beheer/password_reset/confirm/MQ/x-y/", FORGOTTEN),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_addresses_of_wagtail_lead_here(
    client: Client, anna: User, former: str, present: str, method: str
) -> None:
    answer = getattr(client, method)(former, {"username": "anna", "password": builders.PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"].split("&")[0].startswith(present.partition("?")[0])
    assert client.get(former)["Location"] == present
    assert not signed_in(client)


def test_the_admin_asks_to_sign_in_here(client: Client) -> None:
    assert client.get("/beheer/pages/")["Location"] == "/inloggen/?next=/beheer/pages/"


def test_an_account_without_the_right_is_not_sent_in_circles(client: Client) -> None:
    client.force_login(builders.user("bert"), "django.contrib.auth.backends.ModelBackend")
    page = client.get("/beheer/", follow=True)
    assert page.status_code == 200
    assert "bert" in page.content.decode()


def test_a_password_is_changed_here_and_an_address_by_an_administrator(
    client: Client, anna: User
) -> None:
    sign_in(client, "anna")
    page = client.get("/beheer/account/").content.decode()
    assert "/inloggen/beveiliging/" in page
    assert 'name="password-' not in page
    assert 'name="name_email-email"' not in page


def test_a_form_of_another_site_does_nothing(anna: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert sign_in(browser, "anna").status_code == 403
    assert not signed_in(browser)


def test_nobody_makes_an_account(client: Client) -> None:
    for address in ("signup/", "../accounts/signup/", "via/signup/", "email/", "login/code/"):
        assert client.get(SIGN_IN + address).status_code == 404


def test_signing_out_leaves_no_cookie(client: Client, anna: User) -> None:
    sign_in(client, "anna")
    assert client.get("/inloggen/uit/").status_code == 200
    assert signed_in(client), "a link signs nobody out"
    assert client.post("/inloggen/uit/")["Location"] == "/"
    assert not client.cookies["sessionid"].value
    assert "messages" not in client.cookies


class TestForgottenPassword:
    NEW = "another long enough password"

    def ask(self, client: Client, address: str, prefix: str = "") -> Any:
        answer = client.post(prefix + FORGOTTEN, {"email": address})
        deliver_due()
        return answer

    def test_the_answer_is_the_same_for_every_address(self, client: Client, anna: User) -> None:
        known, unknown = self.ask(client, anna.email), self.ask(client, "niemand@example.org")
        assert known["Location"] == unknown["Location"] == SENT
        assert [message.to for message in mail.outbox] == [[anna.email]]

    @pytest.mark.parametrize(
        ("prefix", "says"), [("", "Kies een nieuw wachtwoord"), ("/en", "Choose a new password")]
    )
    def test_the_mail_is_plain_and_in_the_language_of_the_page(
        self, client: Client, anna: User, prefix: str, says: str
    ) -> None:
        self.ask(client, anna.email, prefix)
        [message] = mail.outbox
        assert message.subject.startswith(says)
        assert f"http://testserver{prefix}/inloggen/" in message.body

    def test_the_link_works_once(self, client: Client, anna: User) -> None:
        self.ask(client, anna.email)
        [link] = re.findall(r"http://testserver(/\S+)", str(mail.outbox[0].body))
        form = client.get(link)["Location"]
        sent = {"password1": self.NEW, "password2": self.NEW}
        assert client.post(form, sent).status_code == 302
        assert not signed_in(client), "a second factor may be asked for"
        assert sign_in(client, "anna", self.NEW).status_code == 302

        deliver_due()
        used = client.get(link, follow=True)
        assert "te oud" in used.content.decode()
        assert mail.outbox[-1].subject == "Uw account bij Schoolmix is veranderd"

    def test_who_never_had_a_password_gets_none_by_mail(self, client: Client, anna: User) -> None:
        anna.set_unusable_password()
        anna.save()
        assert self.ask(client, anna.email)["Location"] == SENT
        assert mail.outbox == []
