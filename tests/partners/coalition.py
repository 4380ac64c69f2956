"""Two partners with everything that one could look for at the other."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Collection, Comment, Page, TaskState, WorkflowState

from core.models import MediaDocument, Picture, User
from evidence.models import Pledge
from interventions.models import CaseStudyPage, EvaluationPage
from partners.models import PartnerPage
from tests import builders

#: Stands in everything of a partner that is not public.
SECRET = "geheim"
#: What one types to find it.
BEGINNING = SECRET[:3]


@dataclass(frozen=True)
class Member:
    """A partner with its people and its work in every state that a page can be in."""

    partner: PartnerPage
    author: User
    colleague: User
    editor: User
    in_review: CaseStudyPage
    live: CaseStudyPage
    draft: CaseStudyPage
    locked: EvaluationPage
    review: TaskState
    workflow_state: WorkflowState
    comment: Comment
    picture: Picture
    document: MediaDocument
    pledge: Pledge

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.partner, self.in_review, self.live, self.draft, self.locked

    @property
    def collection(self) -> Collection:
        return self.partner.workspace.collection


def member(name: str, mark: str = SECRET) -> Member:
    """Return a partner with a page in review, one live with changes, a draft, and one locked."""
    partner = builders.partner(f"Partner {name}")
    collection = partner.workspace.collection
    author = builders.author(partner, f"author-{name}")
    title = f"{mark} {name}"

    def case(kind: str, **fields: Any) -> CaseStudyPage:
        return builders.case(
            partner, f"{title} {kind}", live=False, owner=author, tags=[f"{mark}-{name}"], **fields
        )

    in_review, draft = case("in review"), case("draft", summary=f"{title} samenvatting")
    live = builders.case(partner, f"Zichtbaar van {name}", owner=author)
    _propose(partner, f"{title} partner")
    _propose(live, f"{title} change", go_live_at=timezone.now() + timedelta(days=9))
    locked = builders.evaluation(
        draft, live=False, title=f"{title} evaluation", owner=author,
        locked=True, locked_by=author, locked_at=timezone.now(),
    )  # fmt: skip
    state = in_review.get_workflow().start(in_review, author)
    return Member(
        partner=partner,
        author=author,
        colleague=builders.author(partner, f"colleague-{name}"),
        editor=builders.editor(partner, f"editor-{name}"),
        in_review=in_review,
        live=live,
        draft=draft,
        locked=locked,
        review=state.current_task_state,
        workflow_state=state,
        comment=Comment.objects.create(
            page=draft, user=author, text=f"{title} comment", contentpath="summary"
        ),
        picture=builders.picture(collection, f"{title} picture"),
        document=builders.document(collection, f"{title} document"),
        pledge=builders.pledge(partner, plan=f"{title} pledge", status="handed-in", made_by=author),
    )


def _propose(page: Page, title: str, **changes: Any) -> None:
    """Save a change that is not published; one with a date is approved, and waits for it."""
    page.title = title
    for name, value in changes.items():
        setattr(page, name, value)
    revision = page.save_revision()
    if "go_live_at" in changes:
        revision.publish()
        page.save_revision()
    page.refresh_from_db()
