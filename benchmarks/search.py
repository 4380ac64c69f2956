"""`make bench-search`: the search cluster beside a request by hand, stock and the database, in one run.

`python -m benchmarks.search --sizes 10000` runs a part. What is compared is
told in ``measure_search``.
"""

import argparse
import json
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.datasets import dataset, machine, measured
from scripts.console import ROOT, step
from tests.cluster.nodes import throwaway_cluster

RESULTS = ROOT / "benchmarks" / "results" / "search.json"
MEASURES = ("median", "p95", "CPU", "SQL")
#: What is divided by what, and what we aim at.
RATIOS = {
    "ours / raw": ("ours", "raw request"),
    "stock / ours, page": ("stock", "ours"),
    "stock / ours, counts": ("stock, counts only", "ours, counts only"),
    "database / ours": ("database", "ours"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(part) for part in text.split(",")],
        default=[10_000, 100_000],
    )
    results = []
    for size in parser.parse_args().sizes:
        with dataset("sqlite", size) as environment, throwaway_cluster() as [node]:
            environment["ELASTICSEARCH_URL"] = node.url
            with step(f"Measuring {size:,} cases"):
                found = measured("benchmarks.measure_search", environment)
        results.append({"cases": size, **found})
        _show(results[-1])
        RESULTS.write_text(json.dumps({"machine": machine(), "runs": results}, indent=1) + "\n")


def _show(run: dict[str, Any]) -> None:
    indexing = _table(f"{run['cases']:,} cases: documents a second into the index", "way", "rate")
    for name, rate in run["indexing"].items():
        indexing.add_row(name, f"{rate:,.0f}")
    answers = _table("Answers, in ms", "question", "way", *MEASURES)
    ratios = _table("Medians as ratios", "question", *RATIOS)
    for row in run["questions"]:
        ways = row["ways"]
        _add_ways(answers, row["question"], ways)
        medians = {name: way["median_ms"] for name, way in ways.items()}
        divided = (f"{medians[over] / medians[under]:.2f}" for over, under in RATIOS.values())
        ratios.add_row(row["question"], *divided)
    pages = _table("Pages of the whole list, in ms", "page", "way", *MEASURES)
    for row in run["pages"]:
        _add_ways(pages, str(row["page"]), row["ways"])
    for table in (indexing, answers, ratios, pages):
        Console(width=120).print(table)


def _add_ways(table: Table, what: str, ways: dict[str, Any]) -> None:
    for name, way in ways.items():
        times = (f"{way[key]:.1f}" for key in ("median_ms", "p95_ms", "cpu_ms"))
        table.add_row(what, name, *times, str(way["sql"]))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(
            column, justify="left" if column in {"question", "way", "page"} else "right"
        )
    return table


if __name__ == "__main__":
    main()
