"""The figures of an engine over the judged queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from tests.search.judged.engines import Ask
from tests.search.judged.judgements import JudgedQuery, KnownCase
from tests.search.judged.measures import ndcg, recall

HALVES = {"tuning": False, "held out": True}


@dataclass(frozen=True)
class Judged:
    """What came of one query."""

    query: JudgedQuery
    ndcg: float
    recall: float


def judge(ask: Ask, queries: Sequence[JudgedQuery], cases: Iterable[KnownCase]) -> list[Judged]:
    """Ask each query, and measure the answer."""
    known = list(cases)
    found = []
    for query in queries:
        grades = {case.page_id: grade for case in known if (grade := query.grade(case))}
        answer = [grades.get(page_id, 0) for page_id in ask(query.text)]
        judged = grades.values()
        found.append(Judged(query, ndcg(answer, judged), recall(answer, judged)))
    return found


def means(judged: Iterable[Judged]) -> dict[str, float]:
    """Return the mean of each measure, and over how many queries."""
    chosen = list(judged)
    return {
        "queries": len(chosen),
        "ndcg@10": round(mean(each.ndcg for each in chosen), 3),
        "recall@20": round(mean(each.recall for each in chosen), 3),
    }


def by_half_and_kind(judged: Iterable[Judged]) -> dict[str, dict[str, dict[str, float]]]:
    """Return the means of each half, of all its queries and of each kind."""
    found = {}
    rows = list(judged)
    for name, held_out in HALVES.items():
        half = [each for each in rows if each.query.held_out is held_out]
        kinds = dict.fromkeys(each.query.kind for each in half)
        found[name] = {
            "all": means(half),
            **{kind: means(each for each in half if each.query.kind == kind) for kind in kinds},
        }
    return found
