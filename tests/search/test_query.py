"""What the query string of the list may hold: anything; and what becomes of it."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search import phrases, query
from search.engines import Answer
from search.facets import FACET_NAMES
from search.phrases import Phrase, Term, phrases_in
from search.query import CaseQuery, RefusedQuery
from search.results import pages_of

pytestmark = pytest.mark.django_db

PARAMETERS = (*FACET_NAMES, "q", "show", "sort", "page", "after", "unknown")

values = st.text(max_size=40) | st.sampled_from(
    ["", "0", "1", "-1", "1e3", "٣", "100000", "100001", "relevance", "newest", "title", "po", "municipality", '"a b"']
)  # fmt: skip
addresses = st.lists(st.tuples(st.sampled_from(PARAMETERS), values), max_size=60)


def address(*pairs: tuple[str, str]) -> QueryDict:
    parameters = QueryDict(mutable=True)
    for name, value in pairs:
        parameters.appendlist(name, value)
    return parameters


@given(pairs=addresses)
def test_every_address_is_a_bounded_question(pairs: list[tuple[str, str]]) -> None:
    asked = CaseQuery.parse(address(*pairs))
    assert len(asked.q) <= query.LONGEST_TEXT
    assert "\0" not in asked.q
    assert len(asked.phrases) <= phrases.MOST_WORDS
    assert all(
        len(word) <= phrases.LONGEST_WORD for phrase in asked.phrases for word in phrase.words
    )
    assert set(asked.filters) <= set(FACET_NAMES)
    assert all(0 < len(chosen) <= query.MOST_VALUES for chosen in asked.filters.values())
    assert set(asked.show) <= set(FACET_NAMES)
    assert asked.sort in ("", *query.SORTS)
    assert asked.order in query.SORTS
    assert 1 <= asked.page <= query.LAST_PAGE


@given(pairs=addresses)
def test_the_address_of_a_question_asks_the_same_question(pairs: list[tuple[str, str]]) -> None:
    asked = CaseQuery.parse(address(*pairs))
    again = CaseQuery.parse(QueryDict(asked.urlencode()))
    assert (again.q, again.filters, again.show, again.sort, again.page) == (
        asked.q, asked.filters, asked.show, asked.sort, asked.page,
    )  # fmt: skip
    assert again.problems == ()


@given(pairs=addresses)
def test_whoever_narrows_or_reorders_begins_at_the_first_page(
    pairs: list[tuple[str, str]],
) -> None:
    asked = CaseQuery.parse(address(*pairs))
    assert asked.with_sort("title").page == 1
    assert asked.without_text().page == 1
    for name, chosen in asked.filters.items():
        fewer = asked.without(name, chosen[0])
        assert fewer.page == 1
        assert fewer.filters.get(name, ()) == chosen[1:]


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1.5", "1" + "0" * 23, "100001", "٣", " 1"])
def test_a_page_that_cannot_be_is_the_first_and_said(page: str) -> None:
    asked = CaseQuery.parse(address(("page", page)))
    assert asked.page == 1
    assert len(asked.problems) == 1


def test_an_unknown_order_is_the_usual_one_and_said() -> None:
    asked = CaseQuery.parse(address(("sort", "random")))
    assert asked.order == query.NEWEST
    assert len(asked.problems) == 1


def test_relevance_needs_words() -> None:
    assert CaseQuery.parse(address(("sort", "relevance"))).order == query.NEWEST
    assert CaseQuery.parse(address(("q", "de het"))).order == query.NEWEST
    assert CaseQuery.parse(address(("q", "koken"))).order == query.RELEVANCE
    assert CaseQuery.parse(address(("q", "koken"), ("sort", "title"))).order == query.TITLE


def test_a_value_that_no_facet_can_have_is_left_out_and_said() -> None:
    asked = CaseQuery.parse(address(("type", "a b"), ("type", "samen"), ("type", "samen")))
    assert asked.filters == {"type": ("samen",)}
    assert len(asked.problems) == 1


def test_more_values_than_fit_are_cut_and_said() -> None:
    asked = CaseQuery.parse(address(*(("year", str(number)) for number in range(50))))
    assert len(asked.filters["year"]) == query.MOST_VALUES
    assert len(asked.problems) == 1


def test_a_long_text_is_cut_and_said() -> None:
    asked = CaseQuery.parse(address(("q", "woord " * 500)))
    assert len(asked.q.split()) == phrases.MOST_WORDS
    assert len(asked.problems) == 1


def test_a_text_that_is_no_question_is_refused() -> None:
    with pytest.raises(RefusedQuery):
        CaseQuery.parse(address(("q", "x" * (query.REFUSED_TEXT + 1))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"samen leren" po', [("samen", "leren"), ("po",)]),
        ('"samen leren', [("samen",), ("leren",)]),
        ("Súdwest-Fryslân", [("sudwest",), ("fryslan",)]),
        ("de school en de wijk", [("school",), ("wijk",)]),
        ('"de school"', [("de", "school")]),
        ('""', []),
        ("school school", [("school",)]),
    ],
)
def test_words_are_read_as_a_visitor_means_them(text: str, expected: list[tuple[str, ...]]) -> None:
    assert list(phrases_in(text, {})) == [Phrase(words) for words in expected]


SAME: dict[Term, list[Term]] = {
    ("vo",): [("voortgezet", "onderwijs")],
    ("voortgezet", "onderwijs"): [("vo",)],
    ("onderwijs",): [("les",)],
    ("les",): [("onderwijs",)],
    ("voor", "en", "vroegschoolse", "educatie"): [("vve",)],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VO", [Phrase(("vo",), (("voortgezet", "onderwijs"),))]),
        (
            "Voortgezet onderwijs",
            [Phrase(("voortgezet", "onderwijs"), (("vo",),), ("voortgezet", "onderwijs"))],
        ),
        ("voortgezet", [Phrase(("voortgezet",))]),
        ("goed onderwijs", [Phrase(("goed",)), Phrase(("onderwijs",), (("les",),))]),
        (
            "voor- en vroegschoolse educatie",
            [
                Phrase(
                    ("voor", "en", "vroegschoolse", "educatie"), (("vve",),),
                    ("vroegschoolse", "educatie"),
                )
            ],
        ),
        ('voortgezet "x y" onderwijs', [
            Phrase(("voortgezet",)), Phrase(("x", "y")), Phrase(("onderwijs",), (("les",),)),
        ]),
        ('"vo" "voortgezet onderwijs"', [Phrase(("vo",)), Phrase(("voortgezet", "onderwijs"))]),
    ],
)  # fmt: skip
def test_a_term_comes_with_what_says_the_same(text: str, expected: list[Phrase]) -> None:
    assert list(phrases_in(text, SAME)) == expected


@given(
    text=st.text(max_size=300), terms=st.lists(st.sampled_from(["a1", "b2 c3", "d4"]), max_size=40)
)
def test_there_are_only_so_many_synonyms(text: str, terms: list[str]) -> None:
    many: dict[Term, list[Term]] = {
        ("a1",): [(f"x{n}",) for n in range(20)],
        ("b2", "c3"): [(f"y{n}",) for n in range(20)],
    }
    found = phrases_in(" ".join([*terms, text, *terms]), many)
    assert sum(len(phrase.synonyms) for phrase in found) <= phrases.MOST_SYNONYMS


@pytest.mark.parametrize("address", ["page=501", "after=abc", "after=5&page=2", "after=5&q=school"])
def test_a_page_that_no_engine_has_is_left_out_and_named(address: str) -> None:
    question = CaseQuery.parse(QueryDict(address))
    assert question.page <= query.LAST_PAGE
    assert question.after == 0
    assert len(question.problems) == 1


def test_the_pages_end_at_ten_thousand_and_go_on_behind_the_last_case() -> None:
    answer = Answer(total=12_345, page=500, page_ids=range(1, 21), counts={}, is_last=False)
    newest = pages_of(CaseQuery(page=500), answer)
    assert newest.count == 500
    assert newest.next_url.endswith("?after=20")
    assert pages_of(CaseQuery(q="school", page=500), answer).next_url == ""
    assert pages_of(CaseQuery(q="school", page=499), replace(answer, page=499)).next_url
