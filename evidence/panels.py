"""What this room shows on the pages of the rooms below it."""

from django.http import HttpRequest

from core.panels import Context, register_panel
from evidence.addresses import evidence_url
from evidence.harm import harm_counts
from evidence.query import EvidenceQuery
from evidence.together import together_by_outcome
from interventions.models import InterventionType
from interventions.models.vocabularies import Term


def register() -> None:
    register_panel("term", "evidence/panels/term_together.html", _together_on_term, order=20)


def _together_on_term(request: HttpRequest, term: Term) -> Context:
    """What all evaluations of a kind, or on an outcome, say together: each outcome by itself."""
    is_type = isinstance(term, InterventionType)
    query = EvidenceQuery(filters={"type" if is_type else "outcome": (term.slug,)})
    outcomes = together_by_outcome(query)
    return {
        "is_type": is_type,
        "told": [each for each in outcomes if each.together.pooled],
        "refused": [each for each in outcomes if not each.together.pooled],
        "url": evidence_url(query),
        "harm": harm_counts(query),
    }
