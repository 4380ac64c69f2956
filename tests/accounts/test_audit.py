"""Administrators see who signed in, failed to, and got which rights; and take it along."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts import audit
from core.models import User
from demo.site_setup import MODERATORS
from tests import builders
from tests.accounts.signing_in import CODE, set_up_app, sign_in, with_app
from tests.forms import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

LOG = "/beheer/reports/accounts/"


@pytest.fixture
def anna() -> User:
    return builders.moderator("anna")


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(
        builders.user("beheerder", is_superuser=True), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def told(client: Client, **asked: str) -> list[list[str]]:
    """Return the rows of the report: account, what, about, by, from."""
    rows = soup(client.get(LOG, asked)).select("tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")][:5] for row in rows]


def what_happened(client: Client, account: str, **asked: str) -> list[str]:
    return [what for who, what, *_ in told(client, label=account, **asked) if who == account]


def test_signing_in_and_failing_to(client: Client, anna: User, administrator: Client) -> None:
    client.post("/inloggen/", {"login": "anna", "password": "a guess"}, REMOTE_ADDR="198.51.100.7")
    sign_in(client, "anna")
    rows = told(administrator, label="anna")
    assert rows[0] == ["anna", "Ingelogd", "", "anna", "127.0.0.1"]
    assert rows[1][:2] == ["anna", "Verkeerd wachtwoord of verkeerde code"]
    assert rows[1][4] == "198.51.100.7"
    assert "guess" not in str(ModelLogEntry.objects.values_list())


def test_a_lock_out_is_told_once(client: Client, anna: User, administrator: Client) -> None:
    for _ in range(13):
        sign_in(client, "anna@example.org", "a guess")
    happened = what_happened(administrator, "anna")
    assert happened.count("Buitengesloten") == 1
    assert happened.count("Verkeerd wachtwoord of verkeerde code") == 9


def test_what_was_typed_for_no_account_is_not_kept(client: Client, administrator: Client) -> None:
    sign_in(client, "my secret, in the wrong field", "a guess")
    assert "secret" not in str(told(administrator))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_second_factor_and_password(client: Client, anna: User, administrator: Client) -> None:
    sign_in(client, "anna")
    set_up_app(client)
    new = "another long enough password"
    old = {"oldpassword": builders.PASSWORD}
    client.post("/inloggen/wachtwoord/", old | {"password1": new, "password2": new})
    client.post("/inloggen/beveiliging/app/weg/")
    happened = [row[1:3] for row in told(administrator, label="anna")]
    assert ["Tweede stap ingesteld", "totp"] in happened
    assert ["Tweede stap weggehaald", "totp"] in happened
    assert ["Wachtwoord veranderd", ""] in happened
    assert new not in str(ModelLogEntry.objects.values_list())


def test_a_wrong_code_is_told_and_not_kept(
    client: Client, anna: User, administrator: Client
) -> None:
    with_app(anna)
    sign_in(client, "anna")
    client.post(CODE, {"code": "918273"})
    assert what_happened(administrator, "anna")[0] == "Verkeerd wachtwoord of verkeerde code"
    assert "918273" not in str(AccessAttempt.objects.values_list())
    assert "918273" not in str(ModelLogEntry.objects.values_list())


def test_rights_from_either_side(anna: User, administrator: Client) -> None:
    moderators = Group.objects.get(name=MODERATORS)
    anna.groups.clear()
    moderators.user_set.add(anna)
    moderators.user_set.remove(anna)
    anna.is_superuser, anna.is_active = True, False
    anna.save()
    happened = [row[1:3] for row in told(administrator, label="anna")]
    assert happened == [
        ["Account gesloten", ""],
        ["Beheerder geworden", ""],
        ["Rechten afgenomen", MODERATORS],
        ["Rechten gegeven", MODERATORS],
        ["Rechten afgenomen", MODERATORS],
        ["Rechten gegeven", MODERATORS],
    ]


def test_who_gave_them_in_the_admin(anna: User, administrator: Client) -> None:
    form = soup(administrator.get(f"/beheer/users/edit/{anna.pk}/")).select("form[action*=edit]")
    fields = {
        field["name"]: field.get("value", "")
        for field in form[0].select("input[name]")
        if field.get("type") not in {"checkbox", "submit"}
    }
    sent = fields | {"is_active": "on", "first_name": "Anna", "last_name": "A", "groups": []}
    assert administrator.post(f"/beheer/users/edit/{anna.pk}/", sent).status_code == 302
    taken = [row for row in told(administrator, label="anna") if row[1] == "Rechten afgenomen"]
    assert taken[0][2:4] == [MODERATORS, "beheerder"]


def test_it_can_be_searched_and_filtered(anna: User, administrator: Client) -> None:
    builders.moderator("bert")
    sign_in(Client(), "anna")
    sign_in(Client(), "bert")
    assert what_happened(administrator, "anna", action="accounts.signed_in") == ["Ingelogd"]
    assert {row[0] for row in told(administrator, label="ber")} == {"bert"}


def test_it_is_for_administrators(client: Client, anna: User) -> None:
    sign_in(client, "anna")
    assert client.get(LOG)["Location"] == "/beheer/"
    assert client.get(f"{LOG}results/")["Location"] == "/beheer/"
    assert LOG not in client.get("/beheer/").content.decode()


def exported(client: Client, kind: str) -> list[tuple[Any, ...]]:
    answer = client.get(LOG, {"export": kind})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    if kind == "csv":
        return [tuple(row) for row in csv.reader(StringIO(content.decode()))]
    [sheet] = load_workbook(BytesIO(content)).worksheets
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_is_taken_along_without_formulas(administrator: Client, kind: str) -> None:
    builders.moderator("@SUM")
    builders.moderator("+31")
    sign_in(Client(), "+31")
    heading, *rows = exported(administrator, kind)
    names = {str(row[1]) for row in rows}
    assert len(heading) == 8
    assert {"'@SUM", "'+31"} <= names
    cells = {str(cell) for row in rows for cell in row if cell is not None}
    assert not {cell for cell in cells if cell.startswith(("=", "+", "-", "@"))}


def test_it_is_forgotten_after_a_year(anna: User, administrator: Client) -> None:
    old = timezone.now() - audit.KEEP - timedelta(days=1)
    ModelLogEntry.objects.filter(action="accounts.rights_given").update(timestamp=old)
    sign_in(Client(), "anna")
    audit.forget_old()
    assert what_happened(administrator, "anna") == ["Ingelogd"]
