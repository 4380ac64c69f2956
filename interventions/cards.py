"""A case study as a list shows it, loaded in bulk: a fixed number of queries for any number of cases."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from core.models import Municipality, Picture
from interventions.links import Links, links_by_case
from interventions.models import CaseStudyPage, EvaluationPage
from interventions.models.vocabularies import Term
from interventions.verdicts import Verdict, verdict_on_case

#: What a card shows of a page and of what it is tied to; the rest stays in the database.
FIELDS = (
    "path", "title", "slug", "url_path", "live", "summary", "lead_image", "region", "status",
    "start_year", "end_year", "cost_band", "is_synthetic", "verified_on", "review_term_months",
)  # fmt: skip
LINKS = ("types", "sectors", "municipalities")
PLACES = 3


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
    where: str
    when: str
    status_label: str
    start_year: int | None
    end_year: int | None
    cost_band: int | None
    verdict: Verdict
    picture: Picture | None
    is_synthetic: bool
    #: The last word of the partner, where the term in which to look again is over.
    unconfirmed_since: date | None
    title_parts: Sequence[Segment]
    excerpt_parts: Sequence[Segment]
    #: Whether editors put this case first for what was searched.
    is_recommended: bool = False
    #: What the excerpt is from, where that is not the case itself: its "evaluations" or "documents".
    found_in: str = ""


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
        .only(*FIELDS)
        .select_related("lead_image")
        .prefetch_related("lead_image__renditions")
    )
    by_id = {page.pk: page for page in pages}
    return cards_of([by_id[pk] for pk in ids if pk in by_id], links_by_case(ids, LINKS))


def cards_of(pages: Sequence[CaseStudyPage], links: Mapping[int, Links]) -> list[CaseCard]:
    """Return the cards of pages that are loaded already and that the reader may see.

    Parameters
    ----------
    links : what these pages are tied to, at least their :data:`LINKS`
    """
    partners = _partners(pages)
    verdicts = verdicts_by_case(page.pk for page in pages)
    return [
        card_of(page, links[page.pk], partners[page.path[: -page.steplen]], verdicts[page.pk])
        for page in pages
    ]


def card_of(page: CaseStudyPage, links: Links, partner: Page, verdict: Verdict) -> CaseCard:
    """Return the card of one case from what belongs to it."""
    status_label = page.get_status_display() if page.status else ""
    years = period(page.start_year, page.end_year)
    return CaseCard(
        id=page.pk,
        title=page.title,
        url=page.get_url(),
        summary=page.summary,
        partner_name=partner.title,
        partner_url=partner.get_url(),
        types=links.types,
        sectors=links.sectors,
        municipalities=links.municipalities,
        region=page.region,
        where=_where(links.municipalities) or page.region,
        when=", ".join(filter(None, [years, status_label.lower()])),
        status_label=status_label,
        start_year=page.start_year,
        end_year=page.end_year,
        cost_band=page.cost_band,
        verdict=verdict,
        picture=page.lead_image,
        is_synthetic=page.is_synthetic,
        unconfirmed_since=page.unconfirmed_since,
        title_parts=[Segment(page.title)],
        excerpt_parts=[Segment(page.summary)],
    )


def period(start: int | None, end: int | None) -> str:
    """Return two years as a reader writes them; empty where neither is known."""
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    if start:
        return _("since %(year)s") % {"year": start}
    if end:
        return _("until %(year)s") % {"year": end}
    return ""


def _where(municipalities: Sequence[Municipality]) -> str:
    """Return some municipalities by name; more are counted."""
    names = ", ".join(place.name for place in municipalities[:PLACES])
    rest = len(municipalities) - PLACES
    if rest <= 0:
        return names
    return names + " " + ngettext("and %(rest)s more", "and %(rest)s more", rest) % {"rest": rest}


def evaluations_by_case(ids: Iterable[int]) -> dict[int, list[EvaluationPage]]:
    """Return the live public evaluations of each case, the latest first.

    They are its own, and those of other cases that name it as well.
    """
    return _by_case(_evaluations(ids))


def evaluation_rows(ids: Iterable[int], *fields: str) -> dict[int, list[Any]]:
    """Return fields of the live public evaluations of each case, the latest first, as named rows."""
    rows = _evaluations(ids).values_list("pk", "about", "period_end", *fields, named=True)
    return _by_case(rows)


def verdicts_by_case(ids: Iterable[int]) -> dict[int, Verdict]:
    """Return what the live public evaluations of each of these cases say together."""
    wanted = list(ids)
    found = evaluation_rows(wanted, "conclusion", "inconclusive_reason")
    return {pk: verdict_on_case(found[pk]) for pk in wanted}


def _evaluations(ids: Iterable[int]) -> QuerySet[Any, Any]:
    """Return the evaluations of these cases, once for each case that they are about."""
    wanted = list(ids)
    public = EvaluationPage.objects.live().public().order_by()
    own = public.filter(case_id__in=wanted).annotate(about=F("case_id"))
    naming = public.filter(further_cases__case_id__in=wanted).annotate(
        about=F("further_cases__case_id")
    )
    return own.union(naming)


def _by_case(evaluations: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for evaluation in sorted(evaluations, key=lambda row: (-(row.period_end or 0), row.pk)):
        found[evaluation.about].append(evaluation)
    return found


def _partners(pages: Iterable[CaseStudyPage]) -> dict[str, Page]:
    paths = {page.path[: -page.steplen] for page in pages}
    partners = Page.objects.filter(path__in=paths).only("path", "title", "url_path", "slug")
    return {partner.path: partner for partner in partners}
