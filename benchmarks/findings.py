"""Generated findings under generated evaluations, in bulk: for measuring only."""

import json
import os
import random
import sys
from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.db.models import F

from interventions.choices import Data, EffectOrigin, Metric, NoEffect, Role
from interventions.effects import FORMULA_VERSION
from interventions.models import EvaluationPage, Finding, Outcome

SEED = 1
BATCH = 5_000


def main() -> None:
    """Write as many as the environment says; print under how many evaluations."""
    write_findings(int(os.environ["BENCH_FINDINGS"]))
    json.dump(EvaluationPage.objects.count(), sys.stdout)


def write_findings(number: int) -> None:
    """Write findings under all evaluations in turn.

    One in five has no effect size; half of them are about one and the same outcome.
    """
    findings = _findings(number, random.Random(SEED))
    while batch := list(islice(findings, BATCH)):
        with transaction.atomic():
            # Past save(), which computes the effect from the figures: here it is drawn at once.
            Finding.objects.bulk_create(batch)
    EvaluationPage.objects.update(maryland_level=F("pk") % 5 + 1)


def _findings(number: int, draw: random.Random) -> Iterator[Finding]:
    evaluations = list(EvaluationPage.objects.order_by("pk").values_list("pk", flat=True))
    outcomes = list(Outcome.objects.order_by("pk").values_list("pk", flat=True))
    for place in range(number):
        error = draw.uniform(0.05, 0.5)
        known = draw.random() < 0.8
        yield Finding(
            evaluation_id=evaluations[place % len(evaluations)],
            outcome_id=outcomes[0] if draw.random() < 0.5 else draw.choice(outcomes),
            sort_order=place // len(evaluations),
            measure=f"Vragenlijst {draw.randint(1, 400)}, gemiddelde van de klas",
            role=draw.choice(Role.values),
            data=Data.EFFECT if known else Data.NONE,
            time_point_months=draw.choice((6, 12, 24)),
            metric=draw.choices([Metric.SMD, Metric.LOG_ODDS_RATIO], [9, 1])[0] if known else "",
            effect=draw.gauss(0.1, (0.04 + error**2) ** 0.5) if known else None,
            effect_se=error if known else None,
            effect_origin=EffectOrigin.REPORTED if known else "",
            no_effect_because="" if known else NoEffect.NO_FIGURES,
            formula_version=FORMULA_VERSION,
        )
