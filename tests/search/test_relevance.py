"""How relevant the answers are, by judged queries, and that the yardstick itself is straight."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.management import call_command
from modelsearch.backends import get_search_backend

from search.engines import CLUSTER
from search.engines.elasticsearch import requests
from search.engines.elasticsearch.engine import ElasticsearchEngine
from tests.search.judged.engines import asking
from tests.search.judged.figures import Judged, judge, means
from tests.search.judged.judgements import (
    JudgedQuery,
    KnownCase,
    build_cases,
    judged_queries,
)
from tests.search.judged.measures import ndcg, recall

CASE = KnownCase(
    page_id=1, slug="", types=["vriendschapsschool", "monitoring"], sectors=["po"],
    targets=["ouders"], municipalities=["Bunnik"], provinces=["Utrecht"],
    title="Twee scholen, één schoolplein in Bunnik", text="De klassen zien elkaar 4 keer per jaar.",
)  # fmt: skip


def test_ndcg_is_what_is_worked_by_hand() -> None:
    grades = [3, 2, 3, 0, 1, 2]
    # Gains 7, 3, 7, 0, 1, 3 over log2 of 2, 3, 4, ...: 13.8483 of the 14.5954 of the best order.
    assert ndcg(grades, grades) == pytest.approx(0.9488, abs=0.0001)
    assert ndcg(sorted(grades, reverse=True), grades) == 1
    # A relevant case that wasn't found lowers it: 7 of 7 + 7 / log2(3).
    assert ndcg([3], [3, 3]) == pytest.approx(0.6131, abs=0.0001)
    assert ndcg([0, 0, 3], [3], depth=2) == 0
    assert ndcg([], [1]) == 0


def test_recall_is_of_as_many_as_there_is_room_for() -> None:
    assert recall([1, 0, 3], [1, 2, 3, 0]) == pytest.approx(2 / 3)
    assert recall([1] * 20, [1] * 50) == 1
    assert recall([0] * 20 + [1], [1]) == 0


@pytest.mark.parametrize(
    ("rules", "grade"),
    [
        ({"topics": ["vriendschapsschool"]}, 2),
        ({"topics": ["monitoring"]}, 1),
        ({"topics": ["anders"]}, 0),
        ({"near": ["vriendschapsschool"]}, 1),
        ({"near": ["monitoring"]}, 0),
        ({"titles": ["één schoolplein"]}, 2),
        ({"says": ["De klassen zien elkaar"]}, 1),
        ({"targets": ["ouders"]}, 1),
        ({"topics": ["vriendschapsschool"], "places": ["Bunnik"]}, 2),
        ({"topics": ["vriendschapsschool"], "places": ["Utrecht"]}, 1),
        ({"topics": ["vriendschapsschool"], "places": ["Gouda"]}, 0),
        ({"topics": ["vriendschapsschool"], "sectors": ["vo"]}, 0),
        ({"places": ["Bunnik"]}, 2),
        ({"sectors": ["po"]}, 2),
        ({}, 0),
    ],
)
def test_a_judgement_follows_from_the_rules(rules: dict[str, list[str]], grade: int) -> None:
    assert JudgedQuery(text="", kind="", **rules).grade(CASE) == grade  # type: ignore[arg-type]


def test_a_judgement_of_a_case_by_name_stands_over_all_rules() -> None:
    query = JudgedQuery(text="", kind="", places=["Gouda"], cases={"de-stadsschool": 3})
    assert query.grade(replace(CASE, slug="de-stadsschool")) == 3


def test_half_of_each_kind_is_held_out() -> None:
    queries = judged_queries()
    assert len({query.text for query in queries}) == len(queries) >= 70
    kinds = Counter(query.kind for query in queries)
    held = Counter(query.kind for query in queries if query.held_out)
    assert len(kinds) == 9
    assert all(abs(2 * held[kind] - number) <= 1 for kind, number in kinds.items())


@pytest.fixture
def cases(site: object) -> list[KnownCase]:
    call_command("import_municipalities", verbosity=0)
    return build_cases()


@pytest.mark.cluster
@pytest.mark.django_db
def test_the_cluster_finds_what_dutch_visitors_mean(
    cases: list[KnownCase], settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle()
    # How fast it is, is measured elsewhere: here it may take its time.
    monkeypatch.setattr(requests, "TIME_LIMIT", "60s")
    engine = ElasticsearchEngine(get_search_backend(CLUSTER, TIMEOUT=60))
    judged = judge(asking(engine), judged_queries(), cases)
    for half in (False, True):
        found = means(each for each in judged if each.query.held_out is half)
        assert found["ndcg@10"] >= 0.90, worst(judged, half)
        assert found["recall@20"] >= 0.95, worst(judged, half)


def worst(judged: list[Judged], half: bool) -> list[tuple[str, float, float]]:
    """Return the queries of a half that fare worst, which is what somebody wants to know then."""
    ranked = sorted(judged, key=lambda each: each.ndcg + each.recall)
    return [
        (each.query.text, round(each.ndcg, 2), round(each.recall, 2))
        for each in ranked
        if each.query.held_out is half
    ][:10]
