"""Writes: what somebody answered by the link in a reminder."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from interventions.choices import Status
from interventions.confirmation.links import Asked
from interventions.guided.selectors import case_to_write
from interventions.models import CaseStudyPage
from interventions.verification import verify


class Answer(models.TextChoices):
    """What one says of a case; the history of the page keeps it under ``interventions.<answer>``."""

    RUNNING = "still_running", _("Yes, it still runs as it is described")
    CHANGED = "has_changed", _("It still runs, but the description needs changes")
    ENDED = "has_ended", _("No, it has ended")


#: After these there is nothing left to ask in this round.
FINAL = (Answer.RUNNING, Answer.ENDED)


class DraftInTheWay(Exception):
    """Somebody is working on the case, so that an answer can't be handed in beside it."""


def answer_of(asked: Asked) -> PageLogEntry | None:
    """Return the answer that somebody gave in this round already, if any."""
    entries = PageLogEntry.objects.filter(
        page=asked.case.pk, action__in=map(action_of, FINAL), data__round=asked.due.isoformat()
    )
    return entries.select_related("user").first()


@transaction.atomic
def give(asked: Asked, answer: Answer) -> bool:
    """Carry an answer out, and keep who gave it; return whether the round was still open.

    That a case has ended is handed in as a change, for the moderators to approve: what visitors read
    is not changed by a link.

    Raises
    ------
    DraftInTheWay : it has ended, but there are changes that are not published yet
    Http404 : the case is gone, or none of the user's business any more
    """
    latest = case_to_write(asked.user, asked.case.pk, locked=True)
    if answer_of(asked):
        return False
    case = CaseStudyPage.objects.get(pk=asked.case.pk)
    if answer == Answer.RUNNING:
        verify(case.pk)
    elif answer == Answer.ENDED:
        _hand_in_as_ended(case, latest, asked)
    data = {"round": asked.due.isoformat()}
    log(instance=case, action=action_of(answer), user=asked.user, data=data)
    return True


def _hand_in_as_ended(case: CaseStudyPage, latest: CaseStudyPage, asked: Asked) -> None:
    if case.has_unpublished_changes or case.locked or case.current_workflow_state:
        raise DraftInTheWay
    latest.status = Status.STOPPED
    latest.save_revision(user=asked.user, log_action=True, clean=False)
    latest.get_workflow().start(latest, asked.user)


def action_of(answer: Answer) -> str:
    """Return what the history of a page calls an answer."""
    return f"interventions.{answer}"
