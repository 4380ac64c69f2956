"""Measures the pages of the site in this process, where Django is set up, and prints JSON."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import mean, median, quantiles
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.stock import stock_list
from interventions.models import CaseStudyPage

ROUNDS = 8
#: From rare to very common in the generated texts.
WORDS = {"rare": "notaris", "medium": "loting", "common": "ouders", "very common": "school"}
FACETS = "type=centraal-aanmelden&type=ouderinitiatief&sector=po&status=running"
STOCK_ROUNDS = 1
#: Stock needs a quarter of a minute for a common word at 10,000 cases: beyond that it is left out.
STOCK_MOST_CASES = 10_000


def main() -> None:
    client = Client(headers={"host": "127.0.0.1"})
    size = CaseStudyPage.objects.count()
    # The largest of many: a case with an evaluation.
    case = CaseStudyPage.objects.filter(numchild=1).latest("pk")
    pages: dict[str, list[str]] = {
        "home": ["/"],
        "list, browsing": ["/interventies/", "/interventies/?page=3"],
        "list, three facets": [f"/interventies/?{FACETS}"],
        **{
            f"list, {kind} word and facets": [f"/interventies/?q={word}&{FACETS}"]
            for kind, word in WORDS.items()
        },
        "list, very common word": ["/interventies/?q=school"],
        "case": [case.get_url()],
        "autocomplete": [f"/interventies/suggest?q={text}" for text in ("vri", "amst", "same")],
    }
    rows = []
    for name, addresses in pages.items():
        row = {"page": name, **_measure(client, addresses)}
        if size <= STOCK_MOST_CASES and name.startswith("list, ") and "word and facets" in name:
            word = WORDS[name.removeprefix("list, ").removesuffix(" word and facets")]
            row["stock_median_ms"] = median(
                _elapsed(partial(stock_list, word)) for _ in range(STOCK_ROUNDS)
            )
        rows.append(row)
    json.dump(rows, sys.stdout)


def _measure(client: Client, addresses: Sequence[str]) -> dict[str, Any]:
    for address in addresses:
        answer = client.get(address)
        if answer.status_code != 200:
            sys.exit(f"{address} answered {answer.status_code}")
    times, processor = [], []
    for _ in range(ROUNDS):
        for address in addresses:
            started = time.process_time()
            times.append(_elapsed(partial(client.get, address)))
            processor.append((time.process_time() - started) * 1000)
    return {
        "median_ms": median(times),
        "p95_ms": quantiles(times, n=20)[-1],
        "cpu_ms": mean(processor),
        "sql": max(_statements(client, address) for address in addresses),
    }


def _elapsed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000


def _statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)
