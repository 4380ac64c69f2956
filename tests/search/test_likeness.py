"""Cases that are like the reader's situation: the order as a pure function, and the page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from core.models import Municipality
from search import snapshot
from search.likeness import Criterion, alike, similar_size
from tests import builders
from tests.forms import soup

URL = "/werkt-dit-hier/"

bit_sets = st.integers(min_value=0, max_value=2**12 - 1)
criteria_lists = st.lists(
    st.tuples(st.integers(min_value=1, max_value=5), bit_sets), max_size=5
).map(lambda rows: [Criterion(str(n), weight, bits) for n, (weight, bits) in enumerate(rows)])


@given(criteria_lists, bit_sets)
def test_each_case_is_in_one_group_with_the_score_of_what_it_shares(
    criteria: list[Criterion], cases: int
) -> None:
    groups = alike(criteria, cases)
    seen = 0
    for group in groups:
        assert not seen & group.bits
        seen |= group.bits
        for each in criteria:
            shares = group.bits & each.bits
            assert shares == (group.bits if each.name in group.shared else 0)
        assert group.score == sum(each.weight for each in criteria if each.name in group.shared)
    assert seen == cases
    assert [group.score for group in groups] == sorted((g.score for g in groups), reverse=True)


def test_similar_size_is_from_half_to_twice() -> None:
    assert similar_size(100_000, 50_000)
    assert similar_size(50_000, 100_000)
    assert not similar_size(100_001, 50_000)
    assert not similar_size(None, 50_000)
    assert not similar_size(0, 0)


@pytest.fixture
def places(site: object) -> None:
    """Nijmegen and Utrecht are given sizes here, for the test; Amsterdam's is not known."""
    for code, population, urbanity in (("0268", 100, 2), ("0344", 190, 2), ("1900", 500, 5)):
        builders.municipality(code)
        Municipality.objects.filter(code=code).update(population=population, urbanity=urbanity)
    builders.municipality("0363")
    snapshot.forget()


def shown(client: Client, **question: str) -> dict[str, str]:
    page = soup(client.get(URL, question))
    return {
        like.select(".card__title")[0].get_text(strip=True):
        " ".join(like.select(".like__reasons")[0].get_text().split())
        for like in page.select(".like")
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_the_most_alike_come_first_with_their_reasons(client: Client) -> None:
    owner = builders.partner()
    builders.case(owner, "Zelfde stad", places=["0268"], sectors=["vo"])
    builders.case(owner, "Even groot", places=["0344"], sectors=["po"])
    builders.case(owner, "Alleen sector", places=["1900"], sectors=["po"])
    builders.case(owner, "Niets gemeen", places=["1900"], sectors=["vo"])
    builders.case(owner, "Concept", places=["0268"], sectors=["po"], live=False)
    assert list(shown(client, sector="po", municipality="0268").items()) == [
        ("Zelfde stad", "zelfde gemeente"),
        ("Even groot", "zelfde sector, gemeente van vergelijkbare grootte, even stedelijk als die van u"),
        ("Alleen sector", "zelfde sector"),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_only_the_chosen_kind_is_shown(client: Client) -> None:
    owner = builders.partner()
    builders.case(owner, "Vrienden", sectors=["po"])
    builders.case(owner, "Aanmelden", sectors=["po"], types=["centraal-aanmelden"])
    assert list(shown(client, sector="po", type="centraal-aanmelden")) == ["Aanmelden"]


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_what_is_not_known_of_a_municipality_is_told(client: Client) -> None:
    page = soup(client.get(URL, {"municipality": "0363"}))
    assert "hoe groot die is, hoe stedelijk die is" in page.select(".notice")[0].get_text()
    assert not soup(client.get(URL, {"municipality": "0268"})).select(".notice")


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("sector=bestaat-niet", "sector"), ("municipality=9999", "municipality"),
        ("sector=", "sector"), ("type=vriendschapsschool", "sector"), ("outcome=%3Cscript%3E", "outcome"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_at_its_field(client: Client, question: str, field: str) -> None:
    page = soup(client.get(f"{URL}?{question}"))
    [asked] = page.select(".form__field:has(.errorlist) select")
    assert asked["name"] == field
    assert not page.select(".like")


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_queries_stay_the_same_as_cases_become_more(client: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(URL, {"sector": "po", "municipality": "0268"})
        return len(queries)

    owner = builders.partner()
    builders.case(owner, places=["0268"])
    client.get(URL, {"sector": "po", "municipality": "0268"})
    few = count()
    for number in range(4):
        builders.case(owner, f"Aanpak {number}", places=["0344"])
    client.get(URL, {"sector": "po", "municipality": "0268"})
    assert count() <= max(few, 15)
