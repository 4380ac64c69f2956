"""`make bench`: build each data set once, measure it in a process of its own, print a table, write JSON.

`python -m benchmarks.run --sizes 100,10000 --databases sqlite` runs a part.
"""

import argparse
import json
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.datasets import dataset, machine, measured
from scripts.console import ROOT, step

RESULTS = ROOT / "benchmarks" / "results" / "pages.json"


def main() -> None:
    arguments = _arguments()
    rows: list[dict[str, Any]] = []
    for database in arguments.databases:
        for size in arguments.sizes:
            with (
                dataset(database, size) as environment,
                step(f"Measuring {size:,} cases on {database}"),
            ):
                found = measured("benchmarks.measure", environment)
            rows += [{"database": database, "cases": size, **row} for row in found]
            _show(rows)
            RESULTS.parent.mkdir(exist_ok=True)
            RESULTS.write_text(json.dumps({"machine": machine(), "rows": rows}, indent=1) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(part) for part in text.split(",")],
        default=[100, 10_000, 100_000],
    )
    parser.add_argument(
        "--databases", type=lambda text: text.split(","), default=["sqlite", "postgresql"]
    )
    return parser.parse_args()


def _show(rows: list[dict[str, Any]]) -> None:
    table = Table(title="Pages: time in ms, median and p95; CPU of the web process a request")
    for column in (
        "database",
        "cases",
        "page",
        "median",
        "p95",
        "CPU",
        "SQL",
        "stock median",
        "ratio",
    ):
        table.add_column(column, justify="left" if column in {"database", "page"} else "right")
    for row in rows:
        stock = row.get("stock_median_ms")
        table.add_row(
            row["database"], f"{row['cases']:,}", row["page"], f"{row['median_ms']:.1f}",
            f"{row['p95_ms']:.1f}", f"{row['cpu_ms']:.1f}", str(row["sql"]),
            f"{stock:.1f}" if stock else "", f"{stock / row['median_ms']:.1f} x" if stock else "",
        )  # fmt: skip
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
