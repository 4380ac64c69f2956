"""Row 20 of the faults: a contact person who did not consent is shown to no visitor."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.usefixtures("site")]

PERSON: dict[str, Any] = {
    "contact_name": "Wilhelmina Zonderling",
    "contact_role": "projectleider-zonderling",
    "contact_email": "zonderling@example.org",
    "contact_phone": "06 98765432",
}


@pytest.fixture
def case() -> Any:
    return builders.case(builders.partner("De stichting", **PERSON), "Samen naar school", **PERSON)


def addresses(case: Any) -> list[str]:
    partner = case.get_parent()
    other = builders.case(partner.specific, "Een andere")
    pages = [
        "/", "/interventies/", "/interventies/?q=zonderling", "/coalitie/", partner.url, case.url,
        "/aanpak/vriendschapsschool/", f"/interventies/vergelijk?case={case.pk}&case={other.pk}",
        "/interventies/suggest?q=zonder", "/interventies/suggest?q=wilhelmina",
    ]  # fmt: skip
    return [*pages, f"/en{case.url}", f"/en{partner.url}", "/sitemap.xml"]


def shown(text: str) -> list[str]:
    """Return what a page gives away, whatever way it is written."""
    text = text.lower().replace('value="zonderling"', "").replace("<span>zonderling</span>", "")
    text = (
        text.replace("<title>zonderling", "")
        .replace("q=zonderling", "")
        .replace("“zonderling”", "")
    )
    bare = text.replace(" ", "").replace("%20", "")
    return [
        value
        for value in ("zonderling", "wilhelmina", "0698765432")
        if value in text or value in bare
    ]


def test_without_consent_nobody_sees_the_person(client: Client, case: Any) -> None:
    for address in addresses(case):
        assert shown(client.get(address).text) == [], address


def test_with_consent_it_stands_on_the_two_pages_alone(client: Client, case: Any) -> None:
    for page in (case, case.get_parent().specific):
        page.contact_consent_on = date(2026, 1, 15)
        page.save_revision().publish()
    there = {case.url, case.get_parent().url, f"/en{case.url}", f"/en{case.get_parent().url}"}
    for address in addresses(case):
        assert bool(shown(client.get(address).text)) == (address in there), address


def test_a_withdrawn_consent_works_at_once(client: Client, case: Any) -> None:
    case.contact_consent_on = date(2026, 1, 15)
    case.save_revision().publish()
    assert PERSON["contact_name"] in client.get(case.url).text
    case.contact_consent_on = None
    case.save_revision().publish()
    assert shown(client.get(case.url).text) == []


def test_a_name_is_not_found_by_searching(client: Client, case: Any) -> None:
    case.contact_consent_on = date(2026, 1, 15)
    case.save_revision().publish()
    assert case.url not in client.get("/interventies/?q=wilhelmina").text


def test_the_preview_of_a_moderator_shows_what_visitors_will_see(client: Client, case: Any) -> None:
    client.force_login(builders.moderator(), backend="django.contrib.auth.backends.ModelBackend")
    case.save_revision()
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[case.pk]))
    assert preview.status_code == 200
    assert shown(preview.text) == []
