"""A case study as a list shows it, loaded in bulk: a fixed number of queries for any number of cases."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F
from wagtail.models import Page

from core.models import Municipality, Picture
from interventions.links import Links, links_by_case
from interventions.models import CaseStudyPage, EvaluationPage
from interventions.models.vocabularies import Term
from interventions.verdicts import Verdict, verdict_on_case


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
    outcomes: Sequence[Term]
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
    #: Whether editors put this case first for what was searched.
    is_recommended: bool = False


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
    links = links_by_case(ids)
    partners = _partners(pages)
    evaluations = evaluations_by_case(ids)
    return [
        card_of(page, links[page.pk], partners[page.path[: -page.steplen]], evaluations[page.pk])
        for page in pages
    ]


def card_of(
    page: CaseStudyPage, links: Links, partner: Page, evaluations: Iterable[EvaluationPage]
) -> CaseCard:
    """Return the card of one case from what belongs to it."""
    return CaseCard(
        id=page.pk,
        title=page.title,
        url=page.get_url(),
        summary=page.summary,
        partner_name=partner.title,
        partner_url=partner.get_url(),
        types=links.types,
        sectors=links.sectors,
        outcomes=links.outcomes,
        municipalities=links.municipalities,
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
    """Return the live public evaluations of each case, the latest first.

    They are its own, and those of other cases that name it as well.
    """
    ids = list(ids)
    public = EvaluationPage.objects.live().public().order_by()
    own = public.filter(case_id__in=ids).annotate(about=F("case_id"))
    naming = public.filter(further_cases__case_id__in=ids).annotate(
        about=F("further_cases__case_id")
    )
    found: dict[int, list[EvaluationPage]] = defaultdict(list)
    for evaluation in sorted(own.union(naming), key=lambda row: (-(row.period_end or 0), row.pk)):
        found[evaluation.about].append(evaluation)
    return found


def _partners(pages: Iterable[CaseStudyPage]) -> dict[str, Page]:
    paths = {page.path[: -page.steplen] for page in pages}
    return {partner.path: partner for partner in Page.objects.filter(path__in=paths)}
