"""Reads: cases as the API tells them, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page as WagtailPage

from api import schemas
from api.paging import CURSOR_RULE, Page, next_address, read_cursor
from api.parameters import case_query
from api.problems import Fault, Refused
from api.studies import permalink, reference
from interventions.cards import evaluation_rows
from interventions.links import Links, links_by_case
from interventions.models import CaseStudyPage
from interventions.small_counts import public_count
from interventions.verdicts import verdict_on_case
from partners.models import PartnerPage
from search.engines import get_engine
from search.query import LAST_PAGE, RELEVANCE

#: What a case says in words of its own: fields that the API tells as they are.
AS_THEY_ARE = (
    "title", "summary", "region", "status_reason", "start_year", "end_year", "goal", "materials",
    "setting", "procedure", "delivery", "providers", "schedule", "tailoring", "modifications",
    "fidelity_planned", "fidelity_actual", "preconditions", "legal_basis", "cost_band",
    "cost_one_off", "cost_yearly", "cost_per_pupil", "price_year", "paid_by", "results",
    "side_effects", "lessons", "verified_on", "review_due_on", "licence", "first_published_at", "last_published_at",
)  # fmt: skip


def page_of_cases(request: HttpRequest) -> Page[schemas.Case]:
    """Return the cases that a request asks for, from whatever engine answers the site's own list.

    Raises
    ------
    Refused
    """
    query = case_query(request)
    position = read_cursor(request)
    # By relevance a page has a number; in other orders it begins behind a case.
    is_numbered = query.order == RELEVANCE
    if position is not None:
        query = query.with_page(position) if is_numbered else query.beyond(position)
    answer = get_engine().search(query)
    if (answer.page, answer.after) != (query.page, query.after):
        raise Refused([Fault("cursor", CURSOR_RULE)])
    rows = cases_of(answer.page_ids)
    if answer.is_last or (is_numbered and query.page == LAST_PAGE):
        return Page(rows, None)
    following = query.page + 1 if is_numbered else answer.page_ids[-1]
    return Page(rows, next_address(request, following))


def cases_of(ids: Sequence[int]) -> list[schemas.Case]:
    """Return the live public cases among ``ids``, in that order."""
    public = CaseStudyPage.objects.live().public().defer("story").in_bulk(ids)
    pages = [public[pk] for pk in ids if pk in public]
    links = links_by_case(public) if public else {}
    evaluations = evaluation_rows(public, "public_id", "title", "conclusion", "inconclusive_reason")
    partners = _partners(pages)
    return [
        _case(page, links[page.pk], partners[page.path[: -page.steplen]], evaluations[page.pk])
        for page in pages
    ]


def _partners(pages: Iterable[CaseStudyPage]) -> dict[str, schemas.Reference]:
    paths = {page.path[: -WagtailPage.steplen] for page in pages}
    rows = PartnerPage.objects.filter(path__in=paths).values_list("path", "public_id", "title")
    return {path: reference(public_id, title) for path, public_id, title in rows}


def _case(
    page: CaseStudyPage, links: Links, partner: schemas.Reference, evaluations: Sequence[Any]
) -> schemas.Case:
    return schemas.Case(
        id=page.public_id,
        permalink=permalink(page.public_id),
        partner=partner,
        types=[term.slug for term in links.types],
        outcomes=[term.slug for term in links.outcomes],
        sectors=[term.slug for term in links.sectors],
        target_groups=[term.slug for term in links.targets],
        tags=[tag.name for tag in links.tags],
        municipalities=[
            schemas.Municipality(code=place.code, name=place.name) for place in links.municipalities
        ],
        organisations=[
            schemas.Organisation(name=each.name, website=each.website)
            for each in links.organisations
        ],
        sources=[
            schemas.Source(
                title=each.title,
                authors=each.authors,
                publisher=each.publisher,
                year=each.year,
                url=each.url,
            )
            for each in links.sources
        ],
        mechanism=page.mechanism or None,
        status=page.status or None,
        pupils_reached=public_count(page.pupils_reached),
        staff_fte=None if page.staff_fte is None else float(page.staff_fte),
        conclusion=verdict_on_case(evaluations).key,
        evaluations=[reference(each.public_id, each.title) for each in evaluations],
        is_example=page.is_synthetic,
        **{name: getattr(page, name) for name in AS_THEY_ARE},
    )
