"""Signing in at another organisation by OpenID Connect, over HTTP, at a provider that runs."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from core.models import User
from notices.outbox import deliver_due
from schoolmix.environment import OidcProvider
from schoolmix.settings.accounts import social_account_providers
from scripts.loopback import free_ports
from tests import builders
from tests.accounts import provider as oidc
from tests.accounts.provider import Provider
from tests.accounts.signing_in import CODE, code_of, sign_in, signed_in, what_is_said, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.slow]

LINKED = "/inloggen/beveiliging/organisaties/"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with oidc.running() as running:
        yield running


def configure(settings: Any, address: str) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = social_account_providers(
        [
            OidcProvider.model_validate(
                {
                    "id": identifier,
                    "name": name,
                    "server_url": address,
                    "client_id": f"schoolmix-{identifier}",
                    "client_secret": "a secret",
                    "trusted": trusted,
                }
            )
            for identifier, name, trusted in (
                ("school", "De Schoolbond", True),
                ("other", "Iedereen", False),
            )
        ]
    )


@pytest.fixture(autouse=True)
def _configured(settings: Any, provider: Provider) -> None:
    configure(settings, provider.address)


@pytest.fixture
def anna() -> User:
    return builders.author(builders.partner(), "anna")


def via(
    client: Client,
    provider: Provider,
    subject: str,
    *,
    at: str = "school",
    prefix: str = "",
    query: str = "process=login",
) -> Any:
    """Go to the provider, sign in there, come back; return the answer to that."""
    asked = client.post(f"{prefix}/inloggen/via/{at}/?{query}")
    assert asked.status_code == 302, asked.content.decode()
    return client.get(provider.let_in(asked["Location"], subject))


def test_there_is_a_button_for_each(client: Client) -> None:
    page = client.get("/inloggen/").content.decode()
    assert "De Schoolbond" in page
    assert "Iedereen" in page


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["nl", "en"])
def test_who_has_an_account_is_signed_in(
    client: Client, provider: Provider, anna: User, prefix: str
) -> None:
    provider.knows("anna-1", email="Anna@example.org", email_verified=True)
    assert via(client, provider, "anna-1", prefix=prefix)["Location"] == "/beheer/"
    assert client.get("/beheer/").status_code == 200
    assert User.objects.get(pk=client.session["_auth_user_id"]) == anna
    assert anna.has_usable_password(), "the password goes on working"
    deliver_due()
    assert [message.to for message in mail.outbox] == [[anna.email]]


def test_one_comes_where_one_wanted_on_this_site_only(
    client: Client, provider: Provider, anna: User
) -> None:
    provider.knows("anna-2", email=anna.email, email_verified=True)
    own = "process=login&next=/beheer/account/"
    assert via(client, provider, "anna-2", query=own)["Location"] == "/beheer/account/"
    foreign = "process=login&next=https://kwaad.example/"
    assert via(Client(), provider, "anna-2", query=foreign)["Location"] == "/beheer/"


def test_without_an_account_there_is_none_afterwards(client: Client, provider: Provider) -> None:
    provider.knows("vreemd", email="vreemd@example.org", email_verified=True)
    for prefix, says in (("", "uitnodiging"), ("/en", "invitation")):
        answer = via(client, provider, "vreemd", prefix=prefix)
        assert answer.status_code == 403
        assert says in answer.content.decode()
        assert "/meedoen/" in answer.content.decode()
    assert not signed_in(client)
    assert not User.objects.filter(email="vreemd@example.org").exists()


@pytest.mark.parametrize(
    ("at", "claims"),
    [
        ("school", {"email_verified": False}),
        ("school", {}),
        ("school", {"email_verified": "true"}),  # no Boolean, as the standard asks
        ("other", {"email_verified": True}),
    ],
    ids=["unverified", "not said", "said in words", "not trusted"],
)
def test_an_address_that_nobody_vouches_for_opens_nothing(
    client: Client, provider: Provider, anna: User, at: str, claims: dict[str, Any]
) -> None:
    provider.knows("anna-3", email=anna.email, **claims)
    known = via(client, provider, "anna-3", at=at)
    assert known.status_code == 403
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()

    provider.knows("niemand", email="niemand@example.org", **claims)
    unknown = via(Client(), provider, "niemand", at=at)
    assert what_is_said(unknown) == what_is_said(known), "it tells nobody which accounts there are"


def test_two_accounts_with_one_address_or_a_closed_one_open_for_nobody(
    client: Client, provider: Provider, anna: User
) -> None:
    provider.knows("anna-4", email=anna.email, email_verified=True)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert via(client, provider, "anna-4").status_code == 403
    User.objects.filter(pk=anna.pk).update(is_active=True)
    User.objects.create_user("anna2", anna.email)
    assert via(client, provider, "anna-4").status_code == 403
    assert not signed_in(client)


def test_one_that_is_not_trusted_is_linked_by_who_is_signed_in(
    client: Client, provider: Provider, anna: User
) -> None:
    provider.knows("anna-prive", email="prive@elders.example", email_verified=True)
    sign_in(client, "anna")
    asked = client.post("/inloggen/via/other/?process=connect")
    back = client.get(provider.let_in(asked["Location"], "anna-prive"))
    assert back["Location"].startswith("/inloggen/bevestigen/")
    assert client.post(back["Location"], {"password": builders.PASSWORD})["Location"] == LINKED
    assert "Iedereen" in client.get(LINKED).content.decode()

    elsewhere = Client()
    assert via(elsewhere, provider, "anna-prive", at="other")["Location"] == "/beheer/"
    assert signed_in(elsewhere)

    [linked] = SocialAccount.objects.all()
    client.post(LINKED, {"account": linked.pk})
    assert not SocialAccount.objects.exists()


def test_the_second_factor_is_asked_for_all_the_same(
    client: Client, provider: Provider, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    moderator = builders.moderator()
    secret = with_app(moderator)
    provider.knows("moderator", email=moderator.email, email_verified=True)
    assert via(client, provider, "moderator")["Location"].partition("?")[0] == CODE
    assert not signed_in(client)
    assert client.post(CODE, {"code": code_of(secret)})["Location"] == "/beheer/"


def test_an_answer_that_was_not_asked_for_is_refused(
    client: Client, provider: Provider, anna: User
) -> None:
    """Another's answer, sent as a link, would sign a person in to an account of that other."""
    provider.knows("anna-5", email=anna.email, email_verified=True)
    attacker = Client()
    asked = attacker.post("/inloggen/via/school/?process=login")
    answer = client.get(provider.let_in(asked["Location"], "anna-5"))
    assert "niet gelukt" in answer.content.decode()
    assert not signed_in(client)


def test_who_stops_there_changes_nothing(client: Client, provider: Provider) -> None:
    asked = client.post("/inloggen/via/school/?process=login")
    answer = client.get(provider.stop(asked["Location"]), follow=True)
    assert "<h1>" in answer.content.decode()
    assert not signed_in(client)


def test_a_provider_that_is_away_is_no_error_of_ours(client: Client, settings: Any) -> None:
    [nobody] = free_ports(1)
    configure(settings, f"http://localhost:{nobody}")
    answer = client.post("/inloggen/via/school/?process=login")
    assert answer.status_code == 502
    assert "niet gelukt" in answer.content.decode()


def test_a_provider_that_goes_away_meanwhile_neither(client: Client, settings: Any) -> None:
    with oidc.running() as short_lived:
        configure(settings, short_lived.address)
        asked = client.post("/inloggen/via/school/?process=login")
        back = short_lived.let_in(asked["Location"], "anna")
    answer = client.get(back)
    assert answer.status_code == 502
    assert "niet gelukt" in answer.content.decode()


def test_no_other_provider_has_an_address(client: Client) -> None:
    assert client.post("/inloggen/via/onbekend/").status_code == 404
    assert client.get("/inloggen/via/onbekend/terug/").status_code == 404
