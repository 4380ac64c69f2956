"""Words that say the same: moderators keep them, and every process goes by them soon."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from search import remembered
from search.models import SynonymGroup
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

ADD = "/beheer/snippets/search/synonymgroup/add/"


@pytest.fixture
def moderator() -> Client:
    client = Client()
    client.force_login(builders.moderator())
    return client


def listed(q: str) -> list[str]:
    results = Client().get("/interventies/", {"q": q}).context["results"]
    return [card.title for card in results.cards]


def test_what_a_moderator_adds_and_changes_holds_within_a_minute(
    moderator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.case(builders.partner(), "Overblijven op vrijdag")
    assert listed("tussendemiddag") == []

    assert moderator.post(ADD, {"terms": " Overblijven \n\ntussendemiddag"}).status_code == 302
    assert listed("tussendemiddag") == []
    monkeypatch.setattr(remembered, "FRESH_SECONDS", 0)
    assert listed("tussendemiddag") == ["Overblijven op vrijdag"]

    group = SynonymGroup.objects.get(terms="Overblijven\ntussendemiddag")
    moderator.post(f"/beheer/snippets/search/synonymgroup/delete/{group.pk}/")
    assert listed("tussendemiddag") == []


def test_the_admin_says_in_dutch_what_to_do(moderator: Client) -> None:
    page = moderator.get(ADD).content.decode()
    assert "Eén woord of korte term per regel" in page
    page = moderator.post(ADD, {"terms": "aanmelden"}).content.decode()
    assert "Geef twee tot 12 termen" in page


@pytest.mark.parametrize("who", [builders.researcher, lambda: builders.editor(builders.partner())])
def test_nobody_else_may(who: object) -> None:
    client = Client()
    client.force_login(who())  # type: ignore[operator]
    before = SynonymGroup.objects.count()
    client.post(ADD, {"terms": "een\ntwee"})
    assert client.get(ADD).status_code == 302
    assert SynonymGroup.objects.count() == before


@pytest.mark.parametrize(
    "terms",
    [
        "",
        "alleen",
        "twee\nTWEE",
        "élan\nelan",
        "overblijven\nde",
        "overblijven\n!?",
        "overblijven\nINSCHRIJVEN",
        "overblijven\n" + "x" * 61,
        "overblijven\neen twee drie vier vijf zes",
        "\n".join(f"woord{number}" for number in range(13)),
    ],
)
def test_what_makes_no_group_is_refused(terms: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        SynonymGroup(terms=terms).full_clean()
    assert list(refusal.value.message_dict) == ["terms"]


def test_the_first_set_holds_to_the_rules() -> None:
    assert SynonymGroup.objects.count() > 20
    for group in SynonymGroup.objects.all():
        group.full_clean()
