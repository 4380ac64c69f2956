"""Advice on wording in the guided form: what it says, who keeps the list, and that it stops nobody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from interventions.models import CaseStudyPage, PlainWord
from partners.models import PartnerPage
from tests import builders
from tests.admin import signed_in
from tests.forms import soup
from tests.guided import answer, step_address

pytestmark = pytest.mark.slow

LONG = "Wij faciliteren " + "en zij " * 10 + "fietsen."


@pytest.fixture
def case(partner: PartnerPage, author: Client) -> CaseStudyPage:
    writer = partner.workspace.authors.user_set.get()
    return builders.case(partner, live=False, owner=writer, summary="Wij fietsen.")


def advice(client: Client, at: str) -> str:
    found = soup(client.get(at)).select_one("[aria-labelledby=advice]")
    return found.get_text(" ", strip=True) if found else ""


def test_long_sentences_and_hard_words_are_told_beside_the_step_and_at_the_end(
    author: Client, case: CaseStudyPage
) -> None:
    at = step_address(case, "hoe")
    answer(author, at, procedure=LONG, then="stay")

    for place in (at, reverse("guided_check", args=[case.pk])):
        assert LONG in advice(author, place)
        assert "faciliteren → helpen, mogelijk maken" in advice(author, place)
    assert "faciliteren" not in advice(author, step_address(case, "wat"))


def test_a_text_that_is_long_enough_gets_a_score(author: Client, case: CaseStudyPage) -> None:
    assert "van 100" not in advice(author, step_address(case, "hoe"))
    answer(author, step_address(case, "hoe"), story_text="Wij fietsen samen. " * 40)
    assert "76 van 100" in advice(author, step_address(case, "hoe"))


def test_advice_stops_nobody(author: Client, case: CaseStudyPage) -> None:
    answer(author, step_address(case, "hoe"), procedure=LONG)
    answer(author, reverse("guided_check", args=[case.pk]))
    assert CaseStudyPage.objects.get().workflow_in_progress


def test_moderators_keep_the_list_and_others_do_not(author: Client, case: CaseStudyPage) -> None:
    add = reverse("wagtailsnippets_interventions_plainword:add")
    signed_in(builders.moderator()).post(add, {"word": "fietsen", "plainer": "trappen"})

    assert "fietsen → trappen" in advice(author, step_address(case, "wat"))
    author.post(add, {"word": "wij", "plainer": "we"})
    assert not PlainWord.objects.filter(word="wij").exists()


def test_a_word_stands_in_the_list_once(site: Any) -> None:
    add = reverse("wagtailsnippets_interventions_plainword:add")
    before = PlainWord.objects.count()
    refused = signed_in(builders.moderator()).post(add, {"word": "Tevens", "plainer": "en"})
    assert "staat al in de lijst" in refused.text
    assert PlainWord.objects.count() == before
