"""The link in a reminder, with which one person answers for one case in one round without signing in."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import override

from core import signed_links
from core.models import User
from interventions.models import CaseStudyPage

#: Of the address.
NAME = "confirm_case"
#: The next reminder has a link of its own.
TERM = timedelta(days=90)


@dataclass(frozen=True)
class Asked:
    """Who is asked about which case; ``due`` names the round."""

    case: CaseStudyPage
    user: User
    due: date


def path_to_answer(asked: Asked, language: str) -> str:
    """Return where one answers, in the language of who is asked."""
    with override(language):
        return signed_links.path(NAME, asked.case.pk, asked.due.isoformat(), asked.user.pk)


def read(signed: str) -> Asked | None:
    """Return what a link asks.

    None for one that is forged or too old, of a case that visitors do not see any more, or of
    somebody who may not change it any more.
    """
    about = signed_links.read(NAME, signed, TERM)
    if about is None:
        return None
    page_id, due, user_id = about
    case = CaseStudyPage.objects.live().public().filter(pk=page_id).first()
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if case is None or user is None or not case.permissions_for_user(user).can_edit():
        return None
    return Asked(case, user, date.fromisoformat(due))
