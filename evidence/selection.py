"""Reads: the findings that a question chooses, of studies that everybody may see."""

from django.db.models import Q, QuerySet

from evidence.filters import FILTER
from evidence.query import EFFECT, EXAMPLES, NEWEST, PRECISION, EvidenceQuery
from interventions.models import EvaluationPage, Finding

ORDER = {
    NEWEST: ("-evaluation__first_published_at", "evaluation_id", "sort_order", "pk"),
    EFFECT: ("-effect", "pk"),
    PRECISION: ("effect_se", "pk"),
}


def public_evaluations(*, examples: bool = False) -> QuerySet[EvaluationPage]:
    """Return the studies that everybody may see: those of the coalition, or the examples."""
    return EvaluationPage.objects.live().public().filter(is_example=examples)


def findings(query: EvidenceQuery) -> QuerySet[Finding]:
    """Return what a question chooses, without any order."""
    studies = public_evaluations(examples=query.collection == EXAMPLES)
    chosen = Finding.objects.filter(evaluation__in=studies)
    for name, slugs in query.filters.items():
        chosen = chosen.filter(FILTER[name].condition(FILTER[name].keys_of(slugs)))
    if query.with_effect or query.sort in (EFFECT, PRECISION):
        chosen = chosen.filter(effect__isnull=False)
    return chosen.filter(_ran_in(query))


def ordered(query: EvidenceQuery) -> QuerySet[Finding]:
    """Return what a question chooses, in the order that it asks for."""
    return findings(query).order_by(*ORDER[query.sort])


def _ran_in(query: EvidenceQuery) -> Q:
    """Return the condition on the years: a study of which one end is not known ran in the other."""
    condition = Q()
    if query.from_year:
        condition &= Q(evaluation__period_end__gte=query.from_year) | Q(
            evaluation__period_end=None, evaluation__period_start__gte=query.from_year
        )
    if query.until_year:
        condition &= Q(evaluation__period_start__lte=query.until_year) | Q(
            evaluation__period_start=None, evaluation__period_end__lte=query.until_year
        )
    return condition
