"""Compute again what follows from the figures of evaluations: where a rule or a vocabulary changed."""

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from interventions.models import EvaluationPage
from interventions.ratings import rated


def rate_again(evaluations: QuerySet[EvaluationPage]) -> int:
    """Store the effects and ratings of evaluations as they follow now; return how many there were.

    Each is a transaction of its own, so that others can publish in between. What authors typed, and
    what reviewers decided, stays.
    """
    count = 0
    for pk in list(evaluations.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            count += _rate(pk)
    return count


@task(backend="queue")
def rate_evaluations_on(outcome: int) -> None:
    """Compute the evaluations again that measured an outcome.

    Parameters
    ----------
    outcome : its primary key
    """
    rate_again(EvaluationPage.objects.filter(findings__outcome=outcome).distinct())


def _rate(pk: int) -> int:
    evaluation = EvaluationPage.objects.filter(pk=pk).first()
    if evaluation is None:  # deleted in the meantime
        return 0
    evaluation.read_rows_once()
    for finding in evaluation.findings.all():
        finding.evaluation = evaluation
        finding.save()
    ratings = rated(evaluation)
    evaluation.take(ratings)
    evaluation.save(update_fields=[*ratings.columns()], clean=False)
    return 1
