"""Reads: what an author and a moderator have to do, for the home page of the admin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.contrib.auth.models import AbstractUser
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.models import get_default_page_content_type as page_content_type
from wagtail.permissions import page_permission_policy

from interventions.models import CaseStudyPage
from partners.models import PartnerPage

#: As many as a person looks through; the explorer and the report show the rest.
SHOWN = 20
#: What authors may count on: a moderator has read it within a week.
LATE_AFTER_DAYS = 7


@dataclass(frozen=True)
class Work:
    """A page that somebody works on, with the step of the workflow that it is in, if any."""

    page: Page
    review: TaskState | None = None

    @property
    def can_be_evaluated(self) -> bool:
        """Whether an evaluation can hang under this page: it is a case that visitors see."""
        return bool(self.page.live and self.page.specific_class is CaseStudyPage)


@dataclass(frozen=True)
class OwnWork:
    """The pages of an author, by what is to be done with them; and whether there is one at all."""

    sent_back: Sequence[Work]
    handed_in: Sequence[Work]
    drafts: Sequence[Work]
    published: Sequence[Work]
    has_begun: bool


@dataclass(frozen=True)
class Waiting:
    """A page that waits for a moderator since a number of whole days."""

    work: Work
    partner: str
    days: int

    @property
    def is_late(self) -> bool:
        return self.days >= LATE_AFTER_DAYS


def own_work(user: AbstractUser, partners: Sequence[PartnerPage]) -> OwnWork:
    """Return what ``user`` may change of ``partners``, and what these have published.

    Parameters
    ----------
    user : somebody who writes for a partner, and does not publish
    partners : the partners that this is
    """
    pages = (
        page_permission_policy.instances_user_has_permission_for(user, "change")
        .select_related("owner")
        .annotate(review=_review_of_page(), goes_live_at=_date_of_publication())
        .order_by("-latest_revision_created_at")
    )
    unpublished = Q(live=False) | Q(has_unpublished_changes=True)
    sent_back = pages.filter(review=WorkflowState.STATUS_NEEDS_CHANGES)[:SHOWN]
    handed_in = pages.filter(review=WorkflowState.STATUS_IN_PROGRESS)[:SHOWN]
    drafts = pages.filter(unpublished, review=None, goes_live_at=None)[:SHOWN]
    reviews = _reviews_of([*sent_back, *handed_in])
    unfinished = [*sent_back, *handed_in, *drafts]
    published = _published_by(partners)
    return OwnWork(
        sent_back=[Work(page, reviews.get(page.pk)) for page in sent_back],
        handed_in=[Work(page, reviews.get(page.pk)) for page in handed_in],
        drafts=[Work(page) for page in drafts],
        published=[Work(page) for page in published],
        has_begun=any(page.owner_id == user.pk for page in [*unfinished, *published]),
    )


def waiting_for(user: AbstractUser) -> list[Waiting]:
    """Return the pages that ``user`` may approve, from the one that has waited longest."""
    reviews = (
        TaskState.objects.reviewable_by(user)
        .select_related("workflow_state__requested_by")
        .order_by("started_at")[:SHOWN]
    )
    found = [(review, int(review.workflow_state.object_id)) for review in reviews]
    pages = Page.objects.in_bulk([pk for _review, pk in found])
    partners = _partners_above(pages.values())
    now = timezone.now()
    return [
        Waiting(Work(pages[pk], review), partners.get(pk, ""), (now - review.started_at).days)
        for review, pk in found
        if pk in pages
    ]


def _review_of_page() -> Subquery:
    """Return the status of the workflow that a page is in; nothing, where it is in none."""
    states = WorkflowState.objects.active().filter(
        base_content_type=page_content_type(),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return Subquery(states.values("status")[:1])


def _date_of_publication() -> Subquery:
    """Return the date on which an approved page goes live; nothing, where none is set."""
    approved = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, object_id=Cast(OuterRef("pk"), CharField())
    )
    return Subquery(approved.values("approved_go_live_at")[:1])


def _reviews_of(pages: Iterable[Page]) -> dict[int, TaskState]:
    states = WorkflowState.objects.active().filter(
        base_content_type=page_content_type(), object_id__in=[str(page.pk) for page in pages]
    )
    return {
        int(state.object_id): state.current_task_state
        for state in states.select_related("current_task_state__finished_by")
        if state.current_task_state
    }


def _published_by(partners: Sequence[PartnerPage]) -> QuerySet[Page]:
    below = Q(pk__in=[])
    for partner in partners:
        below |= Q(path__startswith=partner.path)
    return (
        Page.objects.annotate(goes_live_at=_date_of_publication())
        .filter(below, Q(live=True) | Q(goes_live_at__isnull=False))
        .exclude(pk__in=[partner.pk for partner in partners])
        .order_by("-goes_live_at", "-last_published_at")[:SHOWN]
    )


def _partners_above(pages: Iterable[Page]) -> dict[int, str]:
    """Return the name of the partner that each page belongs to, by the number of the page."""
    above = {page.pk: _paths_down_to(page) for page in pages}
    names = dict(
        PartnerPage.objects.filter(
            path__in={path for paths in above.values() for path in paths}
        ).values_list("path", "title")
    )
    return {
        pk: next((names[path] for path in paths if path in names), "")
        for pk, paths in above.items()
    }


def _paths_down_to(page: Page) -> list[str]:
    steps = [page.path[at : at + Page.steplen] for at in range(0, len(page.path), Page.steplen)]
    return list(accumulate(steps))
