"""Reads: what findings say together, as the API tells it. The numbers and refusals are the page's."""

from math import sqrt
from typing import Any

from api import pool_schemas as schemas
from api.studies import reference
from evidence.pooling import Pooled, PoolRefused, pool
from evidence.query import EvidenceQuery
from interventions.models import EvaluationPage, Outcome

#: More studies than this are not listed; their findings can be read page by page.
MOST_STUDIES = 1_000


def pool_answer(query: EvidenceQuery) -> schemas.PoolAnswer:
    """Return what the findings of a question say together, or why nothing can be said."""
    try:
        found = pool(query)
    except PoolRefused as refused:
        refusal = schemas.Refusal(reason=refused.reason.value, text=str(refused.reason.label))
        return schemas.PoolAnswer(pooled=None, refusal=refusal)
    return schemas.PoolAnswer(pooled=_pooled(found), refusal=None)


def _pooled(found: Pooled) -> schemas.Pooled:
    together = found.pool
    low, high = together.prediction_interval or (None, None)
    left_out = [each.estimate for each in found.left_out]
    egger = found.asymmetry
    return schemas.Pooled(
        **_mean(together),
        outcome=Outcome.objects.values_list("slug", flat=True).get(pk=found.outcome_id),
        metric=found.metric.value,
        studies=together.k,
        findings=len(found.findings.effects),
        tau2=together.tau2,
        tau2_method=together.method,
        interval_method=together.interval,
        q=together.q,
        q_p_value=together.q_p_value,
        i2=together.i2,
        prediction_low=low,
        prediction_high=high,
        fixed=schemas.Mean(**_mean(found.fixed)),
        robust=schemas.RobustMean(
            **_mean(found.robust),
            df=found.robust.df,
            trustworthy=found.robust.trustworthy,
            findings=found.robust.k,
            correlation=found.robust.rho,
        ),
        leave_one_out=schemas.LeaveOneOut(lowest=min(left_out), highest=max(left_out))
        if left_out
        else None,
        asymmetry=schemas.Asymmetry(
            slope=egger.slope, standard_error=egger.standard_error, p_value=egger.p_value
        )
        if egger
        else None,
        by_level=_by_level(found),
        pooled_studies=_studies(found) if together.k <= MOST_STUDIES else None,
    )


def _mean(found: Any) -> dict[str, float]:
    """Return what every mean tells of itself, whatever it was pooled by."""
    low, high = found.ci
    return {
        "estimate": found.estimate,
        "standard_error": found.standard_error,
        "ci_low": low,
        "ci_high": high,
        "p_value": found.p_value,
    }


def _by_level(found: Pooled) -> list[schemas.LevelMean]:
    pools: dict[Any, Any] = found.by_level.pools if found.by_level else {}
    return [
        schemas.LevelMean(**_mean(each), maryland_level=level or None, studies=each.k)
        for level, each in sorted(pools.items())
    ]


def _studies(found: Pooled) -> list[schemas.PooledStudy]:
    rows = EvaluationPage.objects.filter(pk__in=found.evaluations)
    named = {
        pk: reference(public_id, title)
        for pk, public_id, title in rows.values_list("pk", "public_id", "title")
    }
    columns = zip(
        found.evaluations,
        found.sizes,
        found.pool.effects,
        found.pool.variances,
        found.pool.weights,
        found.levels,
        strict=True,
    )
    return [
        schemas.PooledStudy(
            study=named[pk],
            findings=int(size),
            effect=effect,
            standard_error=sqrt(variance),
            weight=weight,
            maryland_level=level or None,
        )
        for pk, size, effect, variance, weight, level in columns
    ]
