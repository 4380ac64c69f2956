"""`make bench-evidence`: filter, pool, plot and export 100,000 findings, beside numpy and statsmodels.

`python -m benchmarks.evidence --findings 10000 --cases 4000` measures fewer. What is compared is told
in ``measure_evidence``.
"""

import argparse
import json
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.datasets import dataset, machine, measured
from scripts.console import ROOT, step

RESULTS = ROOT / "benchmarks" / "results" / "evidence.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--cases", type=int, default=40_000, help="one in four has an evaluation")
    arguments = parser.parse_args()
    with dataset("sqlite", arguments.cases) as environment:
        environment["BENCH_FINDINGS"] = str(arguments.findings)
        with step(f"Writing {arguments.findings:,} findings"):
            evaluations = measured("benchmarks.findings", environment)
        with step("Measuring"):
            found = measured("benchmarks.measure_evidence", environment)
    run = {"findings": arguments.findings, "evaluations": evaluations, **found}
    RESULTS.write_text(json.dumps({"machine": machine(), **run}, indent=1) + "\n")
    _show(run)


def _show(run: dict[str, Any]) -> None:
    exports = _table(f"{run['findings']:,} findings of {run['evaluations']:,} evaluations as a file",
                     "format", "rows a second", "a second of CPU", "seconds", "MB",
                     "more memory, MB")  # fmt: skip
    for row in run["exports"]:
        exports.add_row(row["format"], f"{row['rows_a_second']:,.0f}",
                        f"{row['rows_a_cpu_second']:,.0f}", f"{row['seconds']:.1f}",
                        f"{row['mb']:.1f}", f"{row['more_mb']:.1f}")  # fmt: skip
    questions = _table("Filter and pool, in ms", "question", "findings", "studies", "ours",
                       "database", "numpy", "ours / both")  # fmt: skip
    for row in run["questions"]:
        ours, database, numpy = (row["ms"][way] for way in ("ours", "database", "numpy"))
        questions.add_row(row["question"], f"{row['findings']:,}", f"{row['k']:,}", f"{ours:.1f}",
                          f"{database:.1f}", f"{numpy:.1f}",
                          f"{ours / (database + numpy):.2f}")  # fmt: skip
    pools = _table("Pooling, in ms", "studies", *run["pools"][0]["ms"])
    for row in run["pools"]:
        pools.add_row(f"{row['k']:,}", *(f"{taken:.3f}" for taken in row["ms"].values()))
    plot = run["plot"]
    for table in (exports, questions, pools):
        Console(width=120).print(table)
    Console().print(
        f"Forest plot of {plot['studies']} studies with its table: {plot['ms']['with its table']:.1f} ms,"
        f" {plot['kb']:.1f} kB, of which {plot['svg_kb']:.1f} SVG"
    )
    Console().print(f"SQL of a list of twenty in the API: {run['api_sql']}")


def _table(title: str, first: str, *columns: str) -> Table:
    table = Table(first, title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right")
    return table


if __name__ == "__main__":
    main()
