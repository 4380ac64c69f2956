"""A case study as a list shows it, loaded in bulk: a fixed number of queries for any number of cases."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from taggit.models import ItemBase

from core.models import Municipality, Picture
from interventions.models import (
    CaseStudyIntervention,
    CaseStudyPage,
    CaseStudyPlace,
    CaseStudySector,
    EvaluationPage,
    FurtherCase,
)
from interventions.models.vocabularies import Term
from interventions.verdicts import Verdict, verdict_on_case
from partners.models import PartnerPage


@dataclass(frozen=True)
class Segment:
    """A piece of text that does or doesn't match what was searched for."""

    text: str
    match: bool = False


@dataclass(frozen=True)
class CaseCard:
    id: int
    title: str
    url: str
    summary: str
    partner_name: str
    partner_url: str
    types: Sequence[Term]
    sectors: Sequence[Term]
    municipalities: Sequence[Municipality]
    region: str
    status: str
    status_label: str
    start_year: int | None
    end_year: int | None
    cost_band: int | None
    verdict: Verdict
    picture: Picture | None
    is_synthetic: bool
    title_parts: Sequence[Segment]
    excerpt_parts: Sequence[Segment]


def case_cards(ids: Sequence[int]) -> list[CaseCard]:
    """Return the cards of the live public cases among ``ids``, in that order.

    Parameters
    ----------
    ids : page ids, as many as one page of a list shows
    """
    pages = (
        CaseStudyPage.objects.live()
        .public()
        .filter(pk__in=ids)
        .select_related("lead_image")
        .prefetch_related("lead_image__renditions")
        .defer("story")
    )
    by_id = {page.pk: page for page in pages}
    return cards_of([by_id[pk] for pk in ids if pk in by_id])


def cards_of(pages: Sequence[CaseStudyPage]) -> list[CaseCard]:
    """Return the cards of pages that are loaded already and that the reader may see."""
    ids = [page.pk for page in pages]
    types = _terms(CaseStudyIntervention, ids)
    sectors = _terms(CaseStudySector, ids)
    municipalities = _municipalities(ids)
    partners = _partners(pages)
    evaluations = evaluations_by_case(ids)
    return [
        _card(
            page,
            types=types[page.pk],
            sectors=sectors[page.pk],
            municipalities=municipalities[page.pk],
            partner=partners[page.path[: -page.steplen]],
            evaluations=evaluations[page.pk],
        )
        for page in pages
    ]


def card_of(page: CaseStudyPage, evaluations: Iterable[EvaluationPage]) -> CaseCard:
    """Return the card of one case from what is on the page itself, saved or not: as a preview needs."""
    return _card(
        page,
        types=sorted(page.intervention_types.all(), key=lambda term: term.order),
        sectors=sorted(page.sectors.all(), key=lambda term: term.order),
        municipalities=[
            place.municipality for place in page.places.all().prefetch_related("municipality")
        ],
        partner=page.get_parent().specific,
        evaluations=evaluations,
    )


def _card(
    page: CaseStudyPage,
    *,
    types: Sequence[Term],
    sectors: Sequence[Term],
    municipalities: Sequence[Municipality],
    partner: PartnerPage,
    evaluations: Iterable[EvaluationPage],
) -> CaseCard:
    return CaseCard(
        id=page.pk,
        title=page.title,
        url=page.get_url(),
        summary=page.summary,
        partner_name=partner.title,
        partner_url=partner.get_url(),
        types=types,
        sectors=sectors,
        municipalities=municipalities,
        region=page.region,
        status=page.status,
        status_label=page.get_status_display() if page.status else "",
        start_year=page.start_year,
        end_year=page.end_year,
        cost_band=page.cost_band,
        verdict=verdict_on_case(evaluations),
        picture=page.lead_image,
        is_synthetic=page.is_synthetic,
        title_parts=[Segment(page.title)],
        excerpt_parts=[Segment(page.summary)],
    )


def evaluations_by_case(ids: Iterable[int]) -> dict[int, list[EvaluationPage]]:
    """Return the live public evaluations of each case: its own, and those that name it as well."""
    ids = set(ids)
    cases_of: dict[int, set[int]] = defaultdict(set)
    for evaluation_id, case_id in FurtherCase.objects.filter(case_id__in=ids).values_list(
        "evaluation_id", "case_id"
    ):
        cases_of[evaluation_id].add(case_id)
    evaluations = (
        EvaluationPage.objects.live()
        .public()
        .filter(Q(case_id__in=ids) | Q(pk__in=list(cases_of)))
        .order_by("-period_end", "pk")
    )
    found: dict[int, list[EvaluationPage]] = defaultdict(list)
    for evaluation in evaluations:
        for case_id in ({evaluation.case_id} | cases_of[evaluation.pk]) & ids:
            found[case_id].append(evaluation)
    return found


def _terms(through: type[ItemBase], ids: Iterable[int]) -> dict[int, list[Any]]:
    items = through._default_manager.filter(content_object_id__in=ids).select_related("tag")
    found: dict[int, list[Any]] = defaultdict(list)
    for item in items.order_by("tag__order", "tag__name"):
        found[item.content_object_id].append(item.tag)
    return found


def _municipalities(ids: Iterable[int]) -> dict[int, list[Municipality]]:
    places = CaseStudyPlace.objects.filter(case_id__in=ids).select_related("municipality")
    found: dict[int, list[Municipality]] = defaultdict(list)
    for place in places.order_by("sort_order"):
        found[place.case_id].append(place.municipality)
    return found


def _partners(pages: Iterable[CaseStudyPage]) -> dict[str, PartnerPage]:
    paths = {page.path[: -page.steplen] for page in pages}
    return {partner.path: partner for partner in PartnerPage.objects.filter(path__in=paths)}
