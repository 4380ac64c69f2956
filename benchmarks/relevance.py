"""`make bench-relevance`: how well each engine answers the judged queries, side by side.

The engines are ours on Elasticsearch, stock modelsearch on the same node, and the embedded one on
SQLite. They search the same cases: see ``tests/search/judged``.
"""

import json
import os
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.datasets import empty_site, measured
from scripts.console import ROOT, step
from tests.cluster.nodes import throwaway_cluster

RESULTS = ROOT / "benchmarks" / "results" / "relevance.json"
#: How fast an answer is, is measured elsewhere.
PATIENCE = "60s"

Figures = dict[str, dict[str, dict[str, dict[str, float]]]]


def main() -> None:
    with throwaway_cluster() as [node], empty_site("sqlite") as environment:
        environment["ELASTICSEARCH_URL"] = node.url
        with step("Writing cases, and asking three engines about them"):
            figures: Figures = measured("benchmarks.relevance", environment, "measure")
    _show(figures)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n")


def measure() -> None:
    """Ask each engine in this process, where Django is set up, and print JSON."""
    from modelsearch.backends import get_search_backend

    from search.engines import CLUSTER
    from search.engines.database import DatabaseEngine
    from search.engines.elasticsearch import requests
    from search.engines.elasticsearch.engine import ElasticsearchEngine
    from search.engines.elasticsearch.sync import drain
    from search.engines.elasticsearch.writing import create_index
    from tests.search.judged.engines import asking, stock_modelsearch
    from tests.search.judged.figures import by_half_and_kind, judge
    from tests.search.judged.judgements import build_cases, judged_queries

    cases = build_cases()
    requests.TIME_LIMIT = PATIENCE
    backend = get_search_backend(CLUSTER, TIMEOUT=60)
    index = f"{backend.alias}-judged"
    create_index(backend.patient, index, number_of_replicas=0)
    backend.patient.indices.put_alias(index=index, name=backend.alias)
    drain(backend)
    backend.patient.indices.refresh(index=index)
    stock, _remove = stock_modelsearch(os.environ["ELASTICSEARCH_URL"], "stock-")
    engines = {
        "Elasticsearch": asking(ElasticsearchEngine(backend)),
        "stock modelsearch": stock,
        "SQLite": asking(DatabaseEngine()),
    }
    figures = {
        name: by_half_and_kind(judge(ask, judged_queries(), cases)) for name, ask in engines.items()
    }
    json.dump(figures, sys.stdout)


def _show(figures: Figures) -> None:
    table = Table(title="nDCG@10 and recall@20 of judged queries")
    for column in ("half", "queries", "number", *figures):
        table.add_column(column, justify="left" if column in {"half", "queries"} else "right")
    first: dict[str, Any] = next(iter(figures.values()))
    for half, kinds in first.items():
        for kind, found in kinds.items():
            table.add_row(
                half, kind, str(found["queries"]),
                *(
                    f"{engine[half][kind]['ndcg@10']:.3f} {engine[half][kind]['recall@20']:.3f}"
                    for engine in figures.values()
                ),
            )  # fmt: skip
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
