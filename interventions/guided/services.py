"""Writes: a draft as the admin makes it, through Wagtail's own actions for pages.

These check the rights and the lock, keep a version and write the log, as the edit view of the admin
does; the form that they save is a part of the admin's.
"""

from django.db import transaction
from wagtail.actions.create_page import CreatePageAction
from wagtail.actions.edit_page import EditPageAction
from wagtail.models import Revision, WorkflowState

from core.models import User
from interventions.guided.forms import GuidedForm
from interventions.guided.selectors import case_to_write
from interventions.models import CaseStudyPage
from partners.models import PartnerPage


class NewerVersion(Exception):
    """Somebody saved the case since the form was opened."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(revision.pk)
        self.revision = revision


def begin(form: GuidedForm, partner: PartnerPage, user: User) -> CaseStudyPage:
    """Make a draft under a partner's page from a form of a new case.

    Raises
    ------
    PermissionDenied : the user may not add a case there
    FormValidationError : the form says what is wrong
    """
    case: CaseStudyPage = CreatePageAction(form.instance, partner, user, form=form).execute()
    return case


def save(form: GuidedForm, user: User) -> None:
    """Keep what was typed as a new version of the case that the form is of.

    Raises
    ------
    PermissionDenied : the user may not change the case now, or it is locked
    FormValidationError : the form says what is wrong
    """
    EditPageAction(form.instance, user, form=form).execute()


@transaction.atomic
def hand_in(page_id: int, user: User, version: str) -> bool:
    """Give a case to the moderators, as the admin does; return whether it was still to be done.

    Raises
    ------
    Http404 : there is no such case that the user may change
    NewerVersion : somebody saved it since the user looked at it
    """
    case = case_to_write(user, page_id, locked=True)
    refuse_if_newer(case, version)
    if not case.permissions_for_user(user).can_submit_for_moderation():
        return False
    state = case.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        case.get_workflow().start(case, user)
    return True


def refuse_if_newer(case: CaseStudyPage, version: str) -> None:
    """Refuse to go on from a version that is not the last one.

    Raises
    ------
    NewerVersion : there is one
    """
    if version_of(case) != version:
        raise NewerVersion(case.latest_revision)


def version_of(case: CaseStudyPage) -> str:
    """Return what changes with each save; also where a script of the admin saves a version again."""
    latest = case.latest_revision
    return f"{latest.pk}.{latest.created_at.timestamp()}" if latest else ""
