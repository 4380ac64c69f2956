"""Questions and answers: a :class:`CaseQuery` to one request, and what comes back to an answer."""

from collections.abc import Sequence
from typing import Any

from core.prose import running_text
from interventions.cards import Segment
from search import snapshot
from search.engines.base import Answer, Highlight, record_behind
from search.engines.elasticsearch import requests
from search.engines.elasticsearch.backend import CaseSearchBackend
from search.highlight import marked
from search.query import PAGE_SIZE, CaseQuery
from search.text import words


class ElasticsearchEngine:
    """Answers from the index that stands for all public cases."""

    def __init__(self, backend: CaseSearchBackend) -> None:
        self.backend = backend

    def search(self, query: CaseQuery) -> Answer:
        """Answer a question in one request; a page that doesn't exist takes another, for the first."""
        behind = record_behind(query)
        keys = snapshot.labels().keys_of(query.filters)
        found = self._ask(requests.search_request(query, keys, behind))
        total = found["hits"]["total"]["value"]
        hits = found["hits"]["hits"]
        if (not hits and query.page > 1) or (query.after and not behind):
            return self.search(query.with_page(1))
        is_last = len(hits) <= PAGE_SIZE if behind else query.page * PAGE_SIZE >= total
        hits = hits[:PAGE_SIZE]
        return Answer(
            total=total,
            page=query.page,
            after=query.after,
            is_last=is_last,
            page_ids=[_page_id(hit) for hit in hits],
            counts=_counts(found.get("aggregations", {})),
            highlights={_page_id(hit): _highlight(hit) for hit in hits if "highlight" in hit},
            suggestion=_suggestion(query, found.get("suggest", {})),
        )

    def complete(self, text: str, limit: int) -> list[int]:
        beginnings = words(text)[:6]
        if not beginnings:
            return []
        found = self._ask(requests.completion_request(beginnings, limit))
        return [_page_id(hit) for hit in found["hits"]["hits"]]

    def _ask(self, body: requests.Json) -> Any:
        return self.backend.es.search(
            index=self.backend.alias,
            body={**body, "timeout": requests.TIME_LIMIT},
            allow_partial_search_results=False,
        )


def _page_id(hit: Any) -> int:
    return int(hit["fields"]["page_id"][0])


def _counts(aggregations: Any) -> dict[str, dict[str, int]]:
    """Return the counts of each facet, whether its aggregation stands alone or under a filter."""
    counts = {}
    for name, found in aggregations.items():
        if "buckets" in found:
            counts[name] = {row["key"]: row["doc_count"] for row in found["buckets"]}
        else:
            below = {key: value for key, value in found.items() if isinstance(value, dict)}
            counts |= _counts(below)
    return counts


def _highlight(hit: Any) -> Highlight:
    found = hit["highlight"]

    def pieces(*fields: str) -> Sequence[Segment]:
        text = next((found[field][0] for field in fields if field in found), "")
        return marked(running_text(text), requests.MATCH_START, requests.MATCH_END)

    in_case = pieces("summary", "body")
    if in_case or "title" in found:
        return Highlight(title=pieces("title"), excerpt=in_case)
    found_in = next((name for name in ("evaluations", "documents") if name in found), "")
    return Highlight(excerpt=pieces(found_in), found_in=found_in)


def _suggestion(query: CaseQuery, found: Any) -> str:
    """Return the text with the nearest word in place of each that no case has, if there is one."""
    nearest = {
        entry["text"]: entry["options"][0]["text"]
        for entry in found.get("near", ())
        if entry["options"]
    }
    if not nearest:
        return ""
    return " ".join(nearest.get(word, word) for word in words(query.q))
