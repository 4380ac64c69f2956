"""Reads: the findings that a question chooses, of studies that everybody may see."""

from django.db.models import Q, QuerySet

from evidence.filters import FILTER, FROM_FINDING, FROM_STUDY
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
        chosen = chosen.filter(FILTER[name].condition(FILTER[name].keys_of(slugs), FROM_FINDING))
    if query.with_effect or query.sort in (EFFECT, PRECISION):
        chosen = chosen.filter(effect__isnull=False)
    return chosen.filter(_ran_in(query, FROM_FINDING))


def studies(query: EvidenceQuery) -> QuerySet[EvaluationPage]:
    """Return the studies that a question chooses, without any order.

    Where it asks something of findings, they are those that have such a finding.
    """
    chosen = public_evaluations(examples=query.collection == EXAMPLES)
    for name, slugs in query.filters.items():
        if FILTER[name].of_study:
            chosen = chosen.filter(FILTER[name].condition(FILTER[name].keys_of(slugs), FROM_STUDY))
    if query.with_effect or not all(FILTER[name].of_study for name in query.filters):
        chosen = chosen.filter(pk__in=findings(query).values("evaluation"))
    return chosen.filter(_ran_in(query, FROM_STUDY))


def ordered(query: EvidenceQuery) -> QuerySet[Finding]:
    """Return what a question chooses, in the order that it asks for."""
    return findings(query).order_by(*ORDER[query.sort])


def _ran_in(query: EvidenceQuery, study: str) -> Q:
    """Return the condition on the years: a study of which one end is not known ran in the other."""
    start, end = f"{study}period_start", f"{study}period_end"
    condition = Q()
    if query.from_year:
        condition &= Q(**{f"{end}__gte": query.from_year}) | Q(
            **{end: None, f"{start}__gte": query.from_year}
        )
    if query.until_year:
        condition &= Q(**{f"{start}__lte": query.until_year}) | Q(
            **{start: None, f"{end}__lte": query.until_year}
        )
    return condition
