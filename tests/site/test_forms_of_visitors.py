"""Signing in, a shared password, a form that stood open too long: on our own pages, in two languages."""

import re

import pytest

from tests.production import Site

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECRET = "/coalitie/partner-noord/password/"
FOR_SIGNED_IN = "/coalitie/partner-noord/login/"


def heading(body: str) -> str:
    [text] = re.findall(r"<h1>([^<]+)</h1>", body)
    return str(text)


def assert_is_a_page_of_the_site(body: str, language: str) -> None:
    assert f'<html lang="{language}">' in body
    assert 'class="site-header"' in body
    assert 'name="robots" content="noindex"' in body
    assert " style=" not in body
    assert "<style" not in body
    assert not re.findall(r"<script(?![^>]* src=)", body)


@pytest.mark.parametrize(
    ("prefix", "language", "says"), [("", "nl", "Inloggen"), ("/en", "en", "Sign in")]
)
def test_signing_in(running_site: Site, prefix: str, language: str, says: str) -> None:
    asked_for = running_site.ask(prefix + FOR_SIGNED_IN)
    assert asked_for.status == 302
    form = running_site.ask(asked_for.headers["Location"])
    assert heading(form.body) == says
    assert_is_a_page_of_the_site(form.body, language)

    wrong = running_site.sign_in("anna", "a guess", asked_for.headers["Location"])
    assert wrong.status == 200
    assert 'class="errorlist nonfield"' in wrong.body

    right = running_site.sign_in("anna", "a long enough password", asked_for.headers["Location"])
    assert right.headers["Location"].endswith(prefix + FOR_SIGNED_IN)
    session = next(
        cookie
        for cookie in right.headers.get_all("Set-Cookie", [])
        if cookie.startswith("sessionid=")
    )
    shown = running_site.ask(right.headers["Location"], Cookie=session.partition(";")[0])
    assert shown.status == 200
    assert heading(shown.body) == "Login"


@pytest.mark.parametrize(
    ("prefix", "language", "says"),
    [("", "nl", "Hier is een wachtwoord voor nodig"), ("/en", "en", "A password is needed")],
)
def test_a_shared_password(running_site: Site, prefix: str, language: str, says: str) -> None:
    gate = running_site.ask(prefix + SECRET)
    assert heading(gate.body) == says
    assert_is_a_page_of_the_site(gate.body, language)
    assert "Over Password" not in gate.body, "nothing of the page itself"

    [action] = re.findall(r'action="([^"]+)"\s+method="post"', gate.body)
    [back] = re.findall(r'name="return_url" value="([^"]+)"', gate.body)
    wrong = running_site.send(action, {"password": "a guess", "return_url": back})
    assert wrong.status == 200
    assert "errorlist" in wrong.body
    right = running_site.send(action, {"password": "sesam", "return_url": back})
    assert right.status == 302
    assert right.headers["Location"].endswith(prefix + SECRET)


@pytest.mark.parametrize(
    ("prefix", "language", "says"),
    [
        ("", "nl", "Dit formulier kan niet meer worden verstuurd"),
        ("/en", "en", "This form can no longer be sent"),
    ],
)
def test_a_form_without_its_token(
    running_site: Site, prefix: str, language: str, says: str
) -> None:
    answer = running_site.ask(f"{prefix}/inloggen/", "POST", form={"login": "anna"})
    assert answer.status == 403
    assert heading(answer.body) == says
    assert_is_a_page_of_the_site(answer.body, language)


def test_who_signs_in_for_nothing_particular_comes_home(running_site: Site) -> None:
    answer = running_site.sign_in("anna", "a long enough password")
    assert answer.headers["Location"] == "/"
