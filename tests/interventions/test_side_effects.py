"""What readers see of whether a study looked for side effects, and saw any."""

import pytest
from django.test import Client

from interventions.models import CaseStudyPage
from tests import builders
from tests.forms import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.slow]

SEEN, NONE_SEEN, NOT_LOOKED = "Gezien", "Naar gekeken, geen gezien", "Niet naar gekeken"


@pytest.fixture
def case() -> CaseStudyPage:
    return builders.case(builders.partner())


def told(client: Client, address: str, selector: str) -> list[str]:
    """Return the words under each heading about side effects within ``selector``."""
    page = soup(client.get(address))
    headings = page.select(f"{selector} dt, {selector} h2")
    sections = [
        (heading.extract(), around)
        for heading in headings
        if (around := heading.parent) and heading.get_text().startswith("Neveneffecten")
    ]
    return [" ".join(around.get_text().split()) for _heading, around in sections]


@pytest.mark.parametrize(
    ("answer", "text", "words"),
    [
        ("none-seen", "", [f"{NONE_SEEN}."]),
        ("seen", "Gezinnen vertrokken.", [f"{SEEN}. Gezinnen vertrokken."]),
        ("not-looked", "", [f"{NOT_LOOKED}."]),
        ("", "Wel gezocht.", ["Wel gezocht."]),
        ("", "", []),
    ],
)
def test_an_evaluation_says_so_in_words(
    client: Client, case: CaseStudyPage, answer: str, text: str, words: list[str]
) -> None:
    study = builders.evaluation(case, side_effects_looked_for=answer, side_effects=text)
    assert told(client, study.url, ".case__text") == words


def test_a_case_says_so_of_each_evaluation_and_puts_the_gravest_above(
    client: Client, case: CaseStudyPage
) -> None:
    assert "neveneffecten" in soup(client.get(case.url)).select(".unknown")[0].get_text()
    builders.evaluation(case, side_effects_looked_for="not-looked")
    assert "neveneffecten" in soup(client.get(case.url)).select(".unknown")[0].get_text()

    for answer in ("seen", "none-seen", ""):
        builders.evaluation(case, side_effects_looked_for=answer, side_effects="Gezinnen.")

    assert told(client, case.url, ".evaluation") == [NOT_LOOKED, SEEN, NONE_SEEN]
    assert told(client, case.url, ".judged") == ["In evaluaties: gezien."]
    assert "neveneffecten" not in soup(client.get(case.url)).select(".unknown")[0].get_text()
