"""Reads: the studies under the research index, a page of them at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import InvalidPage, Page, Paginator
from django.utils.translation import gettext as _

from interventions.models import EvaluationPage, ResearchIndexPage
from interventions.selectors import EvaluationSummary, summarise

STUDIES_A_PAGE = 20


@dataclass(frozen=True)
class Studies:
    """One page of the studies; ``problem`` says what is wrong with the page that was asked for."""

    studies: Sequence[EvaluationSummary]
    page: Page[EvaluationPage]
    problem: str = ""


def studies_under(index: ResearchIndexPage, asked: str) -> Studies:
    """Return the live public studies of the research index, the latest first.

    Parameters
    ----------
    index : the page that they hang under
    asked : the number of a page as the address gives it; empty for the first
    """
    studies = (
        EvaluationPage.objects.child_of(index).live().public().order_by("-period_end", "title")
    )
    pages = Paginator(studies, STUDIES_A_PAGE)
    problem = ""
    try:
        page = pages.page(asked or 1)
    except InvalidPage:
        page = pages.page(1)
        problem = _("This page of results doesn't exist; you see the first.")
    return Studies([summarise(study) for study in page], page, problem)
