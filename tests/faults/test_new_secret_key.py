"""Row 38 of the faults: with the former key as fallback, a new SECRET_KEY interrupts nobody."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import PageViewRestriction

from core.models import User
from notices.outbox import deliver_due
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

NEW_PASSWORD = "another long enough password"


@pytest.fixture
def account() -> User:
    return builders.moderator("anna")


def change_key(settings: Any, *, with_fallback: bool) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if with_fallback else []
    settings.SECRET_KEY = "a-new-one-" + "y" * 50


@pytest.mark.parametrize(("with_fallback", "status"), [(True, 200), (False, 302)])
def test_who_is_signed_in_stays_so(
    client: Client, account: User, settings: Any, with_fallback: bool, status: int
) -> None:
    client.post("/inloggen/", {"login": "anna", "password": builders.PASSWORD})
    assert client.get("/beheer/").status_code == 200

    change_key(settings, with_fallback=with_fallback)

    assert client.get("/beheer/").status_code == status


def test_who_stays_signed_in_needs_the_former_key_no_longer(
    client: Client, account: User, settings: Any
) -> None:
    client.post("/inloggen/", {"login": "anna", "password": builders.PASSWORD})
    change_key(settings, with_fallback=True)
    client.get("/beheer/")
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get("/beheer/").status_code == 200


@pytest.mark.parametrize("with_fallback", [True, False])
def test_a_link_in_mail_goes_on_working(
    client: Client, account: User, settings: Any, with_fallback: bool
) -> None:
    client.post("/inloggen/wachtwoord-vergeten/", {"email": account.email})
    deliver_due()
    link = re.search(r"(/inloggen/wachtwoord-vergeten/nieuw/\S+)", str(mail.outbox[0].body))
    assert link is not None

    change_key(settings, with_fallback=with_fallback)

    form = client.get(link[1], follow=True)
    client.post(
        form.redirect_chain[-1][0] if form.redirect_chain else link[1],
        {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    account.refresh_from_db()
    assert account.check_password(NEW_PASSWORD) == with_fallback


@pytest.mark.parametrize("with_fallback", [True, False])
def test_who_gave_a_shared_password_is_not_asked_again(
    client: Client, settings: Any, with_fallback: bool
) -> None:
    page = builders.case(builders.partner())
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="sesam"
    )
    gate = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    client.post(gate, {"password": "sesam", "return_url": page.url})
    assert 'type="password"' not in client.get(page.url).content.decode()

    change_key(settings, with_fallback=with_fallback)

    asked = 'type="password"' in client.get(page.url).content.decode()
    assert asked != with_fallback
