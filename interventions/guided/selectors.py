"""Reads: which cases somebody may go on with, and what these still lack."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from core.models import User
from interventions.completeness import missing_answers
from interventions.guided.steps import STEPS, Step, step_that_asks
from interventions.models import CaseStudyPage
from interventions.workplace import OwnWork, Work, own_work
from partners.models import PartnerPage
from partners.selectors import own_partners


@dataclass(frozen=True)
class Lack:
    """Something that a case does not say yet, and the step that asks it; None: the admin's form."""

    text: str
    step: Step | None
    field: str


@dataclass(frozen=True)
class OwnCases:
    """The cases of an author that are not public as they are now, by what is to be done with them."""

    sent_back: Sequence[Work]
    drafts: Sequence[Work]
    handed_in: Sequence[Work]


def partners_to_write_for(user: User) -> list[PartnerPage]:
    """Return the partners of a user under which Wagtail lets that user add a page."""
    return [
        partner
        for partner in own_partners(user)
        if partner.permissions_for_user(user).can_add_subpage()
    ]


def cases_to_go_on_with(user: User, partners: Sequence[PartnerPage]) -> OwnCases:
    """Return the cases that a user may change, as the home page of the admin has them."""
    work: OwnWork = own_work(user, partners)
    return OwnCases(*(_cases(rows) for rows in (work.sent_back, work.drafts, work.handed_in)))


def case_to_write(user: User, page_id: int, *, locked: bool = False) -> CaseStudyPage:
    """Return a case that a user may change, as it was last saved.

    Parameters
    ----------
    user : somebody who is signed in
    page_id : number of the page
    locked : whether nobody else may save it until the end of the transaction

    Raises
    ------
    Http404 : there is no such case, or it is none of the user's business
    """
    pages = CaseStudyPage.objects
    if locked:
        pages = pages.select_for_update(of=("self",))
    case = pages.filter(pk=page_id).first()
    if case is None or not case.permissions_for_user(user).can_edit():
        raise Http404
    latest: CaseStudyPage = case.get_latest_revision_as_object()
    return latest


def lacking(case: CaseStudyPage, user: User) -> tuple[list[Lack], list[Lack]]:
    """Return what a case must still say before it can be handed in, and what would help readers."""
    required = [
        Lack(str(field.label), step, name)
        for step in STEPS
        for form in [step.form(case, user)]
        for name, field in form.fields.items()
        if field.required and form.get_initial_for_field(field, name) in field.empty_values
    ]
    questions, _total = missing_answers(case)
    wanted = [
        Lack(str(question.text), step_that_asks(question.field), question.field)
        for question in questions
    ]
    return required, wanted


def _cases(rows: Sequence[Work]) -> list[Work]:
    return [row for row in rows if row.page.specific_class is CaseStudyPage]
