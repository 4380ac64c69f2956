"""Measures the evidence in this process, where Django is set up, and prints JSON.

What is compared is taken in turns, in one run: a question that is filtered and pooled beside the same
numbers that stand ready in numpy and the database's own time; our pooling beside that of statsmodels.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from typing import Any

import numpy as np
from django.db import connection
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client
from statsmodels.stats.meta_analysis import combine_effects

from evidence.downloads import FINDINGS
from evidence.pooling import CORRELATION, Pooled, StudyEffects, pool, pooled, read
from evidence.query import EvidenceQuery
from evidence.selection import findings
from evidence.together import forest_plot
from interventions.choices import Metric
from interventions.models import Finding, Outcome
from methods import dependence, synthesis

ROUNDS = 9
SIZES = (10, 1_000, 100_000)
PLOTTED = 20
LISTS = ("findings", "evaluations", "cases")

Ways = Mapping[str, Callable[[], object]]


def main() -> None:
    found = {
        # First, while the process is small: its memory is what is measured.
        "exports": [measure_export(extension) for extension in FINDINGS],
        "questions": measure_questions(),
        "pools": [{"k": k, "ms": measure_pooling(k)} for k in SIZES],
        "plot": measure_plot(),
        "api_sql": {path: measure_list(path) for path in LISTS},
    }
    json.dump(found, sys.stdout)


def measure_export(extension: str) -> dict[str, Any]:
    """Return how fast all findings leave the site as a file, and what memory that takes.

    The process has written a file before; ``more_mb`` is by how much it then grew at its largest.
    """
    client = Client(headers={"host": "127.0.0.1"})
    address = f"/bewijs/bevindingen.{extension}"

    def size(parameters: str = "") -> int:
        answer: Any = client.get(address + parameters)
        return sum(map(len, answer.streaming_content))

    size("?level=1&metric=log-odds-ratio")
    before = _largest_mb()
    started, worked = time.perf_counter(), time.process_time()
    written = size()
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    number = findings(EvidenceQuery()).count()
    return {
        "format": extension, "rows": number, "mb": written / 1e6, "seconds": seconds,
        "rows_a_second": number / seconds, "rows_a_cpu_second": number / worked, "more_mb": _largest_mb() - before,
    }  # fmt: skip


def measure_questions() -> list[dict[str, Any]]:
    """Return what it takes to filter all findings and pool what is left."""
    outcome = Outcome.objects.earliest("pk").slug
    everything = read(Finding.objects.all())
    rows = []
    for name, parameters in {
        "one outcome": f"outcome={outcome}&metric=smd",
        "one outcome, two levels": f"outcome={outcome}&metric=smd&level=4&level=5",
    }.items():
        query = EvidenceQuery.parse(QueryDict(parameters))
        statements = _statements(partial(pool, query))
        ways: Ways = {
            "ours": partial(pool, query),
            "database": partial(_execute, statements),
            "numpy": _in_numpy(everything, query),
        }
        k = pool(query).pool.k
        rows.append({"question": name, "findings": len(read(findings(query)).effects), "k": k,
                     "sql": len(statements), "ms": _in_turns(ways)})  # fmt: skip
    return rows


def _in_numpy(found: StudyEffects, query: EvidenceQuery) -> Callable[[], object]:
    """Return what answers a question from arrays of all findings: a mask, and the same mathematics."""
    outcome = Outcome.objects.get(slug=query.filters["outcome"][0]).pk
    chosen_levels = [int(level) for level in query.filters.get("level", range(6))]
    outcomes, metrics, levels = map(np.array, (found.outcomes, found.metrics, found.levels))
    families = np.array(found.families)

    def answer() -> object:
        mask = (outcomes == outcome) & (metrics == Metric.SMD) & np.isin(levels, chosen_levels)
        studies = dependence.composites(
            found.effects[mask], found.variances[mask], families[mask], rho=CORRELATION
        )
        return synthesis.random_effects(studies.effects, studies.variances)

    return answer


def measure_pooling(k: int) -> dict[str, float]:
    """Return what pooling k studies takes, by ours and by statsmodels."""
    draw = np.random.default_rng(1)
    variances = draw.uniform(0.01, 0.2, k)
    effects = draw.normal(0.1, np.sqrt(variances + 0.04))
    return _in_turns({
        "ours, REML": partial(synthesis.random_effects, effects, variances),
        "ours, DerSimonian-Laird": partial(synthesis.random_effects, effects, variances, tau2="dl"),
        "statsmodels, DerSimonian-Laird": partial(
            combine_effects, effects, variances, method_re="dl"),
        "statsmodels, Paule-Mandel": partial(
            combine_effects, effects, variances, method_re="iterated"),
    })  # fmt: skip


def measure_plot() -> dict[str, Any]:
    """Return what the forest plot of some studies takes, as a part of a page."""
    found = _pool_of(PLOTTED)

    def draw() -> str:
        context = {"plot": forest_plot(found), "pool": found.pool}
        return render_to_string("evidence/components/forest_plot.html", context)

    drawn = draw()
    svg = "".join(part.partition("</td>")[0] for part in drawn.split('<td class="forest__plot">'))
    return {"studies": PLOTTED, "ms": _in_turns({"with its table": draw}),
            "kb": len(drawn.encode()) / 1e3, "svg_kb": len(svg.encode()) / 1e3}  # fmt: skip


def measure_list(path: str) -> int:
    """Return how many statements a list of twenty takes in the API, once labels are remembered."""
    client = Client(headers={"host": "127.0.0.1"})

    def ask() -> None:
        answer = client.get(f"/api/v1/{path}")
        if answer.status_code != 200:
            sys.exit(f"/api/v1/{path} answered {answer.status_code}")

    return len(_statements(ask))


def _pool_of(studies: int) -> Pooled:
    outcome = Outcome.objects.earliest("pk")
    query = EvidenceQuery(filters={"outcome": (outcome.slug,), "metric": (Metric.SMD,)})
    everything = read(findings(query))
    few = {
        field: getattr(everything, field)[:studies]
        for field in ("evaluations", "outcomes", "metrics", "effects", "variances", "levels")
    }
    # A family each, so that each finding is a study.
    return pooled(replace(everything, **few, families=list(range(studies))))


def _in_turns(ways: Ways) -> dict[str, float]:
    """Return the median time in ms of each way, after a first that isn't counted."""
    for way in ways.values():
        way()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            times[name].append((time.perf_counter() - started) * 1000)
    return {name: median(taken) for name, taken in times.items()}


def _statements(run: Callable[[], object]) -> list[tuple[str, Any]]:
    """Return what is asked of the database, with its parameters."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        asked.append((sql, parameters))
        return execute(sql, parameters, many, context)

    run()  # What is remembered from here on is no part of a question.
    with connection.execute_wrapper(note):
        run()
    return asked


def _execute(statements: Sequence[tuple[str, Any]]) -> None:
    with connection.cursor() as cursor:
        for sql, parameters in statements:
            cursor.execute(sql, parameters)
            cursor.fetchall()


def _largest_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
