"""What every engine agrees on: filters, counts, visibility and the order of exact matches."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from search.engines import get_engine
from search.engines.base import Answer
from tests import builders

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.elasticsearch,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]

Ask = Callable[[str], Answer]


@pytest.fixture
def cases() -> dict[str, Any]:
    north = builders.partner("Partner Noord")
    south = builders.partner("Partner Zuid")
    return {
        "friends": builders.case(
            north, "Vriendschapsschool aan de Waal", places=["0268"], start_year=2019,
            outcomes=["vriendschap-en-contact"],
        ),
        "central": builders.case(
            north, "Centraal aanmelden", types=["centraal-aanmelden"], places=["0268", "0363"],
            status="running",
        ),
        "both": builders.case(
            south, "Aanmelden en ontmoeten", types=["centraal-aanmelden", "vriendschapsschool"],
            sectors=["po", "vo"], places=["0344"], procedure="Leerlingen leren samen koken.",
        ),
        "draft": builders.case(south, "Aanmelden als concept", live=False),
    }  # fmt: skip


def ids(cases: dict[str, Any], *names: str) -> set[int]:
    return {cases[name].pk for name in names}


def test_without_a_question_all_public_cases_come_newest_first(
    ask: Ask, cases: dict[str, Any]
) -> None:
    answer = ask("")
    assert answer.total == 3
    assert list(answer.page_ids) == [cases[name].pk for name in ("both", "central", "friends")]


def test_choices_within_a_facet_are_or(ask: Ask, cases: dict[str, Any]) -> None:
    found = ask("type=centraal-aanmelden&type=vriendschapsschool").page_ids
    assert set(found) == ids(cases, "friends", "central", "both")


def test_choices_between_facets_are_and(ask: Ask, cases: dict[str, Any]) -> None:
    found = ask("type=centraal-aanmelden&municipality=0268").page_ids
    assert set(found) == ids(cases, "central")


def test_a_count_tells_what_choosing_the_value_would_give(ask: Ask, cases: dict[str, Any]) -> None:
    answer = ask("type=centraal-aanmelden")
    slugs = {"friend": "vriendschapsschool", "central": "centraal-aanmelden"}
    from interventions.models import InterventionType

    keys = {name: str(InterventionType.objects.get(slug=slug).pk) for name, slug in slugs.items()}
    # The facet's own choice doesn't narrow its counts, the others' do.
    assert answer.counts["type"] == {keys["friend"]: 2, keys["central"]: 2}
    assert answer.counts["municipality"] == {"0268": 1, "0363": 1, "0344": 1}
    assert answer.counts["province"] == {"gelderland": 1, "noord-holland": 1, "utrecht": 1}


def test_words_are_found_in_title_text_and_places(ask: Ask, cases: dict[str, Any]) -> None:
    assert set(ask("q=waal").page_ids) == ids(cases, "friends")
    assert set(ask("q=koken").page_ids) == ids(cases, "both")
    assert set(ask("q=nijmegen").page_ids) == ids(cases, "friends", "central")
    assert set(ask("q=centraal+nijmegen").page_ids) == ids(cases, "central")


def test_a_word_finds_longer_words_that_begin_with_it(ask: Ask, cases: dict[str, Any]) -> None:
    assert set(ask("q=vriendschap+waal").page_ids) == ids(cases, "friends")


def test_most_words_of_a_question_are_enough_where_no_case_has_all(
    ask: Ask, cases: dict[str, Any]
) -> None:
    assert set(ask("q=samen+koken+fietsen+zwemmen").page_ids) == ids(cases, "both")
    assert not ask("q=koken+fietsen+zwemmen").total
    assert not ask("q=koken+fietsen").total


def test_of_cases_with_most_words_the_one_with_more_comes_first(ask: Ask) -> None:
    partner = builders.partner("Partner Oost")
    more = builders.case(partner, "Bakken, breien en boetseren")
    builders.case(partner, "Bakken en breien")
    answer = ask("q=bakken+breien+boetseren+borduren+boksen")
    assert answer.total == 2
    assert answer.page_ids[0] == more.pk


def test_quoted_words_stand_together(ask: Ask, cases: dict[str, Any]) -> None:
    assert set(ask('q="leren+samen"').page_ids) == ids(cases, "both")
    assert ask('q="samen+leren"').total == 0


def test_an_exact_title_comes_first(ask: Ask, cases: dict[str, Any]) -> None:
    assert ask("q=centraal+aanmelden").page_ids[0] == cases["central"].pk


def test_accents_and_case_make_no_difference(ask: Ask) -> None:
    sneek = builders.case(builders.partner(), "Ontmoeting in Sneek", places=["1900"])
    assert list(ask("q=sudwest").page_ids) == [sneek.pk]
    assert list(ask("q=SÚDWEST").page_ids) == [sneek.pk]


def test_title_order_ignores_case_and_accents(ask: Ask) -> None:
    owner = builders.partner()
    titles = ["Zand", "élan", "Erf", "appel"]
    pages = {title: builders.case(owner, title).pk for title in titles}
    assert list(ask("sort=title").page_ids) == [
        pages[title] for title in ("appel", "élan", "Erf", "Zand")
    ]


@pytest.mark.parametrize(
    "q", ['"abc', '5" x', 'a:"', "a OR b", "NEAR(x", "^x*", "-", "'; --", "a:b", "((", "\\"]
)
def test_no_text_breaks_the_engine(ask: Ask, q: str, cases: dict[str, Any]) -> None:
    assert ask(urlencode({"q": q})).total >= 0


def test_very_common_words_alone_find_nothing(ask: Ask, cases: dict[str, Any]) -> None:
    assert ask("q=de+het").total == 0


def test_an_unknown_value_finds_nothing(ask: Ask, cases: dict[str, Any]) -> None:
    assert ask("type=bestaat-niet").total == 0


def test_completion_finds_beginnings_of_words_in_titles(
    settle: Callable[[], None], cases: dict[str, Any]
) -> None:
    settle()
    assert get_engine().complete("vrie", 5) == [cases["friends"].pk]
    assert get_engine().complete("concept", 5) == []


@pytest.fixture
def enrolment() -> dict[str, Any]:
    owner = builders.partner()
    return {
        "enrol": builders.case(owner, "Samen inschrijven", sectors=[]),
        "secondary": builders.case(
            owner, "Mengen in het voortgezet onderwijs", types=[], sectors=[]
        ),
        "apart": builders.case(
            owner, "Voor primair en voortgezet", types=[], sectors=[],
            procedure="In elke soort onderwijs.",
        ),
        "other": builders.case(owner, "Samen koken", types=[], sectors=[]),
    }  # fmt: skip


def test_a_synonym_is_found_whichever_is_typed(ask: Ask, enrolment: dict[str, Any]) -> None:
    assert set(ask("q=aanmelden").page_ids) == ids(enrolment, "enrol")
    assert set(ask("q=samen+aanmelden").page_ids) == ids(enrolment, "enrol")
    assert set(ask("q=VO").page_ids) == ids(enrolment, "secondary")
    assert set(ask("q=middelbare+school").page_ids) == ids(enrolment, "secondary")


def test_a_term_of_several_words_is_found_in_pieces_too(
    ask: Ask, enrolment: dict[str, Any]
) -> None:
    found = ask("q=voortgezet+onderwijs").page_ids
    assert set(found) == ids(enrolment, "secondary", "apart")


def test_quoted_words_have_no_synonyms(ask: Ask, enrolment: dict[str, Any]) -> None:
    assert ask('q="middelbare+school"').total == 0
    assert ask('q="aanmelden"').total == 0


def test_the_synonym_is_marked(ask: Ask, enrolment: dict[str, Any]) -> None:
    def marked(q: str, name: str) -> list[str]:
        title = ask(urlencode({"q": q})).highlights[enrolment[name].pk].title
        return [segment.text for segment in title if segment.match]

    assert marked("aanmelden", "enrol") == ["inschrijven"]
    assert " ".join(marked("vo", "secondary")) == "voortgezet onderwijs"


@pytest.mark.parametrize("sort", ["newest", "title"])
def test_pages_behind_a_case_show_each_case_once(ask: Ask, sort: str) -> None:
    owner = builders.partner()
    pages = [builders.case(owner, f"Aanpak {number % 7}") for number in range(45)]
    numbered = [pk for page in (1, 2, 3) for pk in ask(f"sort={sort}&page={page}").page_ids]
    assert sorted(numbered) == [page.pk for page in pages]

    answers = [first := ask(f"sort={sort}&after={numbered[0]}")]
    while not answers[-1].is_last:
        answers.append(ask(f"sort={sort}&after={answers[-1].page_ids[-1]}"))

    assert first.total == 45
    assert [pk for answer in answers for pk in answer.page_ids] == numbered[1:]
    assert [len(answer.page_ids) for answer in answers] == [20, 20, 4]


def test_behind_a_case_that_is_not_there_begins_the_first_page(
    ask: Ask, cases: dict[str, Any]
) -> None:
    answer = ask("after=999999")
    assert (answer.total, len(answer.page_ids), answer.page, answer.after) == (3, 3, 1, 0)


def test_behind_a_case_that_was_taken_down_the_pages_go_on(ask: Ask, cases: dict[str, Any]) -> None:
    cases["central"].unpublish()
    assert list(ask(f"after={cases['central'].pk}").page_ids) == [cases["friends"].pk]
