"""The lists of words that moderators keep."""

from typing import Any

from django.test import Client

from tests import builders
from tests.forms import soup


def test_whether_a_municipality_was_dissolved_is_said_in_words(client: Client, site: Any) -> None:
    for code, is_dissolved in [("0268", False), ("0344", True)]:
        municipality = builders.municipality(code)
        municipality.dissolved = is_dissolved
        municipality.save()
    client.force_login(builders.moderator(), backend="django.contrib.auth.backends.ModelBackend")

    listing = soup(client.get("/beheer/snippets/core/municipality/"))

    rows = [row.get_text(" ", strip=True) for row in listing.select("tbody tr")]
    assert [row.rpartition(" ")[2] for row in rows] == ["nee", "ja"]
    assert "Opgeheven" in [heading.get_text(strip=True) for heading in listing.select("th")]
