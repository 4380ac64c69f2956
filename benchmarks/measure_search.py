"""Measures the search cluster in this process, where Django is set up, and prints JSON.

Side by side, in one run: our engine; the body that it sends, sent by hand; stock modelsearch with
one request a facet, on the same node; and the engine in the database. All answer the same question:
twenty hits, their number, and the counts of all facets, each without its own choice.
"""

import http.client
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from statistics import mean, median, quantiles
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from modelsearch.backends import get_search_backend

from benchmarks import stock_cluster
from benchmarks.measure_indexing import measure_indexing
from search import snapshot
from search.engines import CLUSTER
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.requests import search_request
from search.query import PAGE_SIZE, CaseQuery

ROUNDS = 40
#: The choices are of a kind that stock can filter by as well: values of the case's own columns.
CHOICES = "status=running&status=stopped&year=2020&year=2021&year=2022&year=2023"
QUESTIONS = {
    "browsing": "",
    "several values": CHOICES,
    "rare word": "q=notaris",
    "common word": "q=ouders",
    "common word, several values": f"q=ouders&{CHOICES}",
    "very common words": "q=school+leerlingen",
}
#: Pages of the whole list; where there are not so many, the last ones are left out.
PAGES = (1, 100, 500)


def main() -> None:
    backend: CaseSearchBackend = get_search_backend(CLUSTER)
    stock = stock_cluster.backend(settings.WAGTAILSEARCH_BACKENDS[CLUSTER]["URLS"])
    indexing = measure_indexing(backend, stock)
    questions = []
    for name, parameters in QUESTIONS.items():
        questions.append(
            {
                "question": name,
                "ways": measure_question(backend, stock, CaseQuery.parse(QueryDict(parameters))),
            }
        )
    found = {"indexing": indexing, "questions": questions, "pages": measure_pages(backend)}
    json.dump(found, sys.stdout)


def measure_question(backend: CaseSearchBackend, stock: Any, query: CaseQuery) -> dict[str, Any]:
    """Return times of every way to answer one question, taken in turns."""
    engine, database = ElasticsearchEngine(backend), DatabaseEngine()
    body = search_request(query, snapshot.labels().keys_of(query.filters))
    counts_only = {
        "query": body["query"],
        "post_filter": body["post_filter"],
        "aggs": body["aggs"],
        "size": 0,
    }
    with raw_search(backend) as ask:
        ways: dict[str, Callable[[], object]] = {
            "ours": partial(engine.search, query),
            "raw request": partial(ask, json.dumps(body).encode()),
            "stock": partial(stock_cluster.whole_page, stock, query),
            "ours, counts only": partial(ask, json.dumps(counts_only).encode()),
            "stock, counts only": partial(stock_cluster.counts, stock, query),
            "database": partial(database.search, query),
        }
        return _in_turns(ways)


def measure_pages(backend: CaseSearchBackend) -> list[dict[str, Any]]:
    """Return times of pages far into the list of all cases, by cursor and by number."""
    engine, database = ElasticsearchEngine(backend), DatabaseEngine()
    everything = CaseQuery()
    rows = []
    for page in PAGES:
        if (page - 1) * PAGE_SIZE >= engine.search(everything).total:
            break
        by_number = by_cursor = everything.with_page(page)
        if page > 1:
            before = engine.search(everything.with_page(page - 1))
            by_cursor = everything.beyond(before.page_ids[-1])
        ways: dict[str, Callable[[], object]] = {
            "ours, by cursor": partial(engine.search, by_cursor),
            "ours, by number": partial(engine.search, by_number),
            "database, by cursor": partial(database.search, by_cursor),
        }
        rows.append({"page": page, "ways": _in_turns(ways)})
    return rows


def _in_turns(ways: Mapping[str, Callable[[], object]]) -> dict[str, Any]:
    """Return times of each way to do something, after a first that isn't counted."""
    for way in ways.values():
        way()
    times: dict[str, list[float]] = {name: [] for name in ways}
    processor: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            started = time.process_time()
            times[name].append(_seconds(way) * 1000)
            processor[name].append((time.process_time() - started) * 1000)
    return {
        name: {
            "median_ms": median(times[name]),
            "p95_ms": quantiles(times[name], n=20)[-1],
            "cpu_ms": mean(processor[name]),
            "sql": _statements(way),
        }
        for name, way in ways.items()
    }


@contextmanager
def raw_search(backend: CaseSearchBackend) -> Iterator[Callable[[bytes], Any]]:
    """Yield what sends a body to ``_search`` over one connection and parses the answer, no more."""
    address = urlsplit(settings.WAGTAILSEARCH_BACKENDS[CLUSTER]["URLS"][0])
    link = http.client.HTTPConnection(str(address.hostname), address.port)

    def ask(body: bytes) -> Any:
        link.request(
            "POST", f"/{backend.alias}/_search", body, {"Content-Type": "application/json"}
        )
        answer = link.getresponse()
        content = answer.read()
        if answer.status != 200:
            sys.exit(f"Elasticsearch answered {answer.status}: {content[:500]!r}")
        return json.loads(content)

    try:
        yield ask
    finally:
        link.close()


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _statements(run: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        run()
    return len(captured)
