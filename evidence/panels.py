"""What this room shows on the pages of the rooms below it."""

from django.db.models import QuerySet
from django.http import HttpRequest

from core.panels import Context, register_panel
from evidence.addresses import evidence_url
from evidence.harm import harm_counts
from evidence.models import Pledge
from evidence.pledging import public_pledges
from evidence.query import EvidenceQuery
from evidence.together import together_by_outcome
from interventions.models import InterventionType
from interventions.models.vocabularies import Term
from partners.models import PartnerPage


def register() -> None:
    register_panel("term", "evidence/panels/term_together.html", _together_on_term, order=20)
    register_panel("term", "evidence/panels/pledges.html", _pledges_on_term, order=30)
    register_panel("partner", "evidence/panels/pledges.html", _pledges_of_partner, order=20)


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


def _pledges_on_term(request: HttpRequest, term: Term) -> Context | None:
    """What partners will find out about a kind, or on an outcome."""
    about = "intervention_type" if isinstance(term, InterventionType) else "outcome"
    return _pledges(public_pledges().filter(**{about: term.pk}))


def _pledges_of_partner(request: HttpRequest, partner: PartnerPage) -> Context | None:
    return _pledges(public_pledges().filter(partner=partner))


def _pledges(pledges: QuerySet[Pledge]) -> Context | None:
    return {"pledges": found} if (found := list(pledges)) else None
