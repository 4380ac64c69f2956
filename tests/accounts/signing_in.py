"""Sign in as a person does: with a password, and with the code that an app shows."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from core.models import User
from tests import builders
from tests.forms import soup

SIGN_IN = "/inloggen/"
CODE = "/inloggen/code/"
SECURITY = "/inloggen/beveiliging/"
APP = "/inloggen/beveiliging/app/"


def sign_in(client: Client, login: str, password: str = builders.PASSWORD, **sent: str) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": password, **sent})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_of(secret: str) -> str:
    """Return the six digits that an app shows: RFC 6238 with steps of 30 seconds."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def set_up_app(client: Client) -> str:
    """Set up an app for who is signed in, by the pages; return its secret."""
    form = client.get(APP, follow=True)
    if form.request["PATH_INFO"] != APP:
        asked = form.request["PATH_INFO"] + "?" + form.request["QUERY_STRING"]
        form = client.post(asked, {"password": builders.PASSWORD}, follow=True)
    secret = soup(form).select_one("code").get_text()  # type: ignore[union-attr]
    done = client.post(APP, {"code": code_of(secret)})
    assert done.status_code == 302, done.content.decode()
    return secret


def with_app(user: User) -> str:
    """Return the secret of an app that ``user`` has set up in a browser of the past."""
    client = Client()
    sign_in(client, user.get_username())
    return set_up_app(client)


def what_is_said(response: Any) -> str:
    """Return a page without what differs each time, and without what was typed."""
    page = soup(response)
    for token in page.select("[name=csrfmiddlewaretoken], [name=login], [name=email]"):
        token.decompose()
    return str(page.main)
