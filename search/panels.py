"""What this room shows on the pages of the rooms below it."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from core.models import HomePage
from core.panels import Context, register_panel
from interventions.cards import case_cards
from interventions.models import CaseStudyPage, InterventionType
from interventions.models.vocabularies import Term
from interventions.verdicts import Verdict
from partners.models import CoalitionIndexPage, PartnerPage
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
    term: InterventionType
    count: int
    url: str


def register() -> None:
    register_panel("home", "search/panels/home_types.html", _types, order=10)
    register_panel("home", "search/panels/home_newest.html", _newest, order=20)
    register_panel("home", "search/panels/home_coalition.html", _coalition, order=30)
    register_panel("term", "search/panels/term_cases.html", _cases_of_term, order=10)
    register_panel("case", "search/panels/related_cases.html", _related_cases, order=10)
    register_panel("partner", "search/panels/partner_cases.html", _cases_of_partner, order=10)


def _types(request: HttpRequest, page: HomePage) -> Context:
    records = snapshot.current()
    in_use = records.values.get("type", {})
    return {
        "types": [
            TypeCount(
                term,
                (in_use.get(str(term.pk), 0) & records.visible).bit_count(),
                term.get_absolute_url(),
            )
            for term in InterventionType.objects.all()
        ],
        "total": records.visible.bit_count(),
    }


def _newest(request: HttpRequest, page: HomePage) -> Context:
    answer = get_engine().search(CaseQuery())
    return {
        "cards": case_cards(answer.page_ids[:NEWEST_ON_HOME]),
        "total": answer.total,
        "url": list_url(CaseQuery()),
    }


def _coalition(request: HttpRequest, page: HomePage) -> Context:
    return {
        "partners": live_partners()[:12],
        "coalition": CoalitionIndexPage.objects.live().first(),
    }


def _cases_of_term(request: HttpRequest, term: Term) -> Context:
    facet = "type" if isinstance(term, InterventionType) else "outcome"
    query = CaseQuery(filters={facet: (term.slug,)})
    answer = get_engine().search(query)
    return {**_cases(query, answer), "conclusions": _conclusions(query, answer)}


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


def _related_cases(request: HttpRequest, page: CaseStudyPage) -> Context | None:
    """The newest cases of the same kind."""
    slugs = tuple(term.slug for term in page.intervention_types.all())
    if not slugs:
        return None
    answer = get_engine().search(CaseQuery(filters={"type": slugs}))
    others = [pk for pk in answer.page_ids if pk != page.pk][:RELATED_CASES]
    return {"cards": case_cards(others)} if others else None


def _cases(query: CaseQuery, answer: Answer) -> dict[str, Any]:
    return {
        "cards": case_cards(answer.page_ids[:CASES_OF_TERM]),
        "total": answer.total,
        "url": list_url(query),
    }
