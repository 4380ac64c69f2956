"""The edit form of a case study, as an author of a partner meets it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from interventions.completeness import QUESTIONS
from interventions.forms import VOCABULARIES
from tests import builders


@pytest.fixture
def form(client: Client, site: object) -> BeautifulSoup:
    partner = builders.partner()
    client.force_login(
        builders.author(partner), backend="django.contrib.auth.backends.ModelBackend"
    )
    answer = client.get(f"/beheer/pages/add/interventions/casestudypage/{partner.pk}/")
    return BeautifulSoup(answer.content, "html.parser")


def test_terms_are_ticked_and_not_typed_between_commas(form: BeautifulSoup) -> None:
    for name in VOCABULARIES:
        assert form.select(f"input[type=checkbox][name={name}]"), name
        [explained] = form.select(f"[id$=-{name}-helptext]")
        assert explained.get_text(strip=True) == "Kies er een of meer."


def test_each_open_question_leads_to_its_field(form: BeautifulSoup) -> None:
    links = form.select("#completeness a")
    assert len(links) == len(QUESTIONS)
    assert [link["href"] for link in links if not form.select(str(link["href"]))] == []
