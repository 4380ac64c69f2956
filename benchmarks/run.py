"""`make bench`: build each data set once, measure it in a process of its own, print a table, write JSON.

`python -m benchmarks.run --sizes 100,10000 --databases sqlite` runs a part.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from scripts.console import ROOT, step
from scripts.postgresql import throwaway_cluster

RESULTS = ROOT / "benchmarks" / "results" / "pages.json"
SEED = 1
MEASURE = "import django; django.setup(); from benchmarks.measure import main; main()"


def main() -> None:
    arguments = _arguments()
    rows: list[dict[str, Any]] = []
    for database in arguments.databases:
        for size in arguments.sizes:
            with _database(database) as url, TemporaryDirectory(prefix="schoolmix-bench-") as media:
                environment = _environment(url, media)
                with step(f"Building {size:,} cases on {database}"):
                    _build(size, environment)
                with step(f"Measuring {size:,} cases on {database}"):
                    rows += _measured(database, size, environment)
            _show(rows)
            RESULTS.parent.mkdir(exist_ok=True)
            RESULTS.write_text(json.dumps({"machine": _machine(), "rows": rows}, indent=1) + "\n")


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


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "postgresql":
        with throwaway_cluster() as url:
            yield url
        return
    with TemporaryDirectory(prefix="schoolmix-bench-") as folder:
        yield f"sqlite:///{Path(folder, 'bench.sqlite3')}"


def _environment(url: str, media: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "schoolmix.settings.development",
        "MEDIA_ROOT": media, "LOG_LEVEL": "ERROR", "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }  # fmt: skip


def _build(size: int, environment: dict[str, str]) -> None:
    for command in (
        ["migrate", "--verbosity", "0"],
        ["import_municipalities"],
        ["setup_site"],
        ["generate_cases", "--count", str(size), "--seed", str(SEED)],
    ):
        subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip


def _measured(database: str, size: int, environment: dict[str, str]) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return [{"database": database, "cases": size, **row} for row in json.loads(done.stdout)]


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


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.machine(),
    }


if __name__ == "__main__":
    main()
