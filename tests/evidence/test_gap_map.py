"""The map of what was studied, and of what nobody knows."""

import pytest
from bs4 import Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import builders
from tests.forms import soup

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]

URL = "/bewijs/kaart/"


def filled(client: Client) -> list[Tag]:
    return soup(client.get(URL)).select(".gap-map__cell")


def test_a_place_counts_its_evaluations_and_leads_to_them(client: Client) -> None:
    case = builders.case(builders.partner(), types=["centraal-aanmelden"])
    for _ in range(2):
        builders.evaluation(
            case, findings=[builders.finding("houding"), builders.finding("houding")]
        )
    [cell] = filled(client)
    assert "2 evaluaties" in cell.get_text()
    assert cell["href"] == "/bewijs/?outcome=houding&type=centraal-aanmelden"
    found = soup(client.get(str(cell["href"])))
    assert len(found.select(".evidence__table tbody tr")) == 4


def test_what_is_not_public_leaves_its_place_empty(client: Client) -> None:
    case = builders.case(builders.partner())
    builders.evaluation(case, findings=[builders.finding()], live=False)
    private = builders.evaluation(case, findings=[builders.finding()])
    private.view_restrictions.create(restriction_type="login")
    assert filled(client) == []


def test_a_hidden_case_does_not_tell_its_kind(client: Client) -> None:
    partner = builders.partner()
    hidden = builders.case(partner, "Verborgen", types=["centraal-aanmelden"])
    hidden.view_restrictions.create(restriction_type="login")
    evaluation = builders.evaluation(builders.case(partner), findings=[builders.finding()])
    evaluation.further_cases.create(case=hidden)
    evaluation.save_revision().publish()
    [cell] = filled(client)
    assert "type=vriendschapsschool" in str(cell["href"])


def test_queries_stay_the_same_as_evaluations_grow(client: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    case = builders.case(builders.partner())
    builders.evaluation(case, findings=[builders.finding()])
    client.get(URL)
    few = count()
    for _ in range(3):
        builders.evaluation(case, findings=[builders.finding("houding")])
    assert count() == few <= 15
