"""Who is asked, and when, whether a case still runs as it is described.

The people of the partner a fortnight before the term ends, and again a month after it ended; a month
later the moderators hear that nobody answered. A round is named by the day on which the term ends, so
that each is asked once a round; an answer begins the next one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.models import User
from interventions.choices import Status
from interventions.confirmation.links import Asked, path_to_answer
from interventions.models import CaseStudyPage
from interventions.models.review_term import months_later
from interventions.workflow_notices import authors_of
from notices.models import Notice
from notices.notify import languages_of, notify
from partners.people.selectors import who_may_publish

BEFOREHAND = timedelta(days=14)


@dataclass(frozen=True)
class Round:
    """One time of asking about a case, until it is answered.

    A case that was never verified is counted from its publication.
    """

    case: CaseStudyPage
    since: date
    due: date

    def steps(self, today: date) -> Iterator[str]:
        """Return what is to be said by ``today``; who heard it before is not told again."""
        if today >= months_later(self.due, 1):
            yield "review_again"
        elif today >= self.due - BEFOREHAND:
            yield "review_due"
        if today >= months_later(self.due, 2):
            yield "review_late"

    def key(self, step: str) -> str:
        return f"{step}-{self.case.pk}-{self.due:%Y%m%d}"


def round_of(case: CaseStudyPage) -> Round | None:
    """Return the round that a case is in; none if it has stopped, is an example or was never live."""
    since = case.verified_on or (
        case.last_published_at and timezone.localdate(case.last_published_at)
    )
    if since is None or case.is_synthetic or case.status == Status.STOPPED:
        return None
    return Round(case, since, months_later(since, case.review_term_months))


def people_of(case: CaseStudyPage) -> set[User]:
    """Return whom to ask: the owner of a case, and the editors of its partner."""
    editors = User.objects.filter(
        groups__editor_workspace__partner__path=case.path[: -case.steplen], is_active=True
    )
    return authors_of(case) | set(editors)


def send_reminders() -> None:
    """Say what is to be said today of all cases that visitors see."""
    today = timezone.localdate()
    said = set(Notice.objects.filter(key__startswith="review_").values_list("key", flat=True))
    cases = CaseStudyPage.objects.live().public().defer_streamfields().order_by("pk")
    for case in cases.iterator(chunk_size=500):
        asked = round_of(case)
        if asked is None:
            continue
        for step in asked.steps(today):
            if asked.key(step) not in said:
                _say(asked, step)


@transaction.atomic
def _say(asked: Round, step: str) -> None:
    case = asked.case
    asks = step != "review_late"
    told = people_of(case) if asks else who_may_publish(case)
    languages = languages_of(told)
    for user in told:
        # Who answers is known by the link.
        answer = path_to_answer(Asked(case, user, asked.due), languages[user.pk])
        notify(
            [user],
            key=asked.key(step),
            template=f"interventions/mail/{step}.txt",
            context={"title": case.title, "since": asked.since},
            path=answer if asks else reverse("wagtailadmin_pages:edit", args=[case.pk]),
        )
