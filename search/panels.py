"""What this room shows on the pages of the rooms below it."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from core.models import HomePage
from core.panels import Context, register_panel
from interventions.cards import case_cards
from interventions.choices import Status
from interventions.models import InterventionType
from interventions.models.vocabularies import Term
from interventions.selectors import CaseDetail
from interventions.verdicts import Verdict
from partners.models import PartnerPage
from partners.selectors import live_partners
from search import snapshot
from search.engines import Answer, get_engine
from search.query import CaseQuery
from search.results import list_url, name_of

NEWEST_ON_HOME = 6
CASES_OF_TERM = 6
RELATED_CASES = 3


@dataclass(frozen=True)
class ConclusionCount:
    """How many cases of a list have one conclusion, with the address of those."""

    verdict: Verdict
    count: int
    url: str


@dataclass(frozen=True)
class TypeCount:
    name: str
    slug: str
    count: int


def register() -> None:
    register_panel("home", "search/panels/home_cases.html", _all_cases, order=10)
    register_panel("home", "search/panels/home_coalition.html", _coalition, order=30)
    register_panel("term", "search/panels/term_cases.html", _cases_of_term, order=10)
    register_panel("case", "search/panels/related_cases.html", _related_cases, order=10)
    register_panel("partner", "search/panels/partner_cases.html", _cases_of_partner, order=10)


def _all_cases(request: HttpRequest, page: HomePage) -> Context:
    """The kinds with their counts, and the newest cases: one answer has both."""
    answer = get_engine().search(CaseQuery())
    counts = answer.counts["type"]
    return {
        "types": [
            TypeCount(name_of(label), label.slug, counts.get(label.key, 0))
            for label in snapshot.labels().ordered["type"]
        ],
        "cards": case_cards(answer.page_ids[:NEWEST_ON_HOME]),
        "total": answer.total,
        "url": list_url(CaseQuery()),
    }


def _coalition(request: HttpRequest, page: HomePage) -> Context:
    return {"partners": live_partners()[:12]}


def _cases_of_term(request: HttpRequest, term: Term) -> Context:
    facet = "type" if isinstance(term, InterventionType) else "outcome"
    query = CaseQuery(filters={facet: (term.slug,)})
    answer = get_engine().search(query)
    return {
        **_cases(query, answer),
        "conclusions": _conclusions(query, answer),
        "stopped": answer.counts["status"].get(Status.STOPPED, 0),
        "stopped_url": list_url(
            replace(query, filters={**query.filters, "status": (Status.STOPPED.value,)})
        ),
    }


def _conclusions(query: CaseQuery, answer: Answer) -> list[ConclusionCount]:
    """Return what is known of these cases: each conclusion that occurs, most certain first."""
    counts = answer.counts["conclusion"]
    return [
        ConclusionCount(
            Verdict(label.key, name_of(label)),
            counts[label.key],
            list_url(replace(query, filters={**query.filters, "conclusion": (label.slug,)})),
        )
        for label in snapshot.labels().ordered["conclusion"]
        if label.key in counts
    ]


def _cases_of_partner(request: HttpRequest, partner: PartnerPage) -> Context:
    query = CaseQuery(filters={"partner": (partner.slug,)})
    return {**_cases(query, get_engine().search(query)), "partner": partner}


def _related_cases(request: HttpRequest, case: CaseDetail) -> Context | None:
    """The newest cases of the same kind."""
    slugs = tuple(term.slug for term in case.card.types)
    if not slugs:
        return None
    answer = get_engine().search(CaseQuery(filters={"type": slugs}))
    others = [pk for pk in answer.page_ids if pk != case.card.id][:RELATED_CASES]
    return {"cards": case_cards(others)} if others else None


def _cases(query: CaseQuery, answer: Answer) -> dict[str, Any]:
    return {
        "cards": case_cards(answer.page_ids[:CASES_OF_TERM]),
        "total": answer.total,
        "url": list_url(query),
        "question": query.urlencode(),
    }
