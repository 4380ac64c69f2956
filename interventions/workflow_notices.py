"""Who is told of what happens to a page on its way to visitors, and of a comment on it.

The signals that tell of it are Wagtail's, sent where it writes: a notice is written in the same
transaction, and goes with it when that is rolled back.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import get_active_log_context
from wagtail.models import Comment, CommentReply, Page, Revision, TaskState, WorkflowState
from wagtail.signals import page_published, task_rejected, task_submitted

from core.models import User
from notices.notify import notify
from partners.people.selectors import who_may_publish


def connect() -> None:
    task_submitted.connect(tell_handed_in)
    task_rejected.connect(tell_changes_asked)
    page_published.connect(tell_published)
    post_save.connect(tell_comment, sender=Comment)
    post_save.connect(tell_reply, sender=CommentReply)


def tell_handed_in(sender: type, instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """Tell who may publish the page."""
    page = instance.workflow_state.content_object
    if isinstance(page, Page):
        _tell(who_may_publish(page), user, "handed_in", instance, page, _edit_address(page))


def tell_changes_asked(sender: type, instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """Tell the authors what the moderator wants changed."""
    page = instance.workflow_state.content_object
    if isinstance(page, Page):
        reason = {"reason": instance.comment}
        _tell(authors_of(page), user, "changes_asked", instance, page, _edit_address(page), reason)


def tell_published(sender: type, instance: Page, revision: Revision, **kwargs: Any) -> None:
    """Tell the authors where visitors read it; a page that waits for its day is told of on that day."""
    if not instance.live:
        return
    # The signal does not say who published.
    user = get_active_log_context().user
    with override(settings.LANGUAGE_CODE):
        address = instance.get_url()
    _tell(authors_of(instance), user, "published", revision, instance, address)


def tell_comment(sender: type, instance: Comment, created: bool, **kwargs: Any) -> None:
    """Tell the authors what somebody wrote in the margin."""
    if created:
        _tell_remark(instance, instance)


def tell_reply(sender: type, instance: CommentReply, created: bool, **kwargs: Any) -> None:
    """Tell the authors, and who took part in the conversation."""
    if created:
        _tell_remark(instance, instance.comment)


def authors_of(page: Page) -> set[User]:
    """Return the owner of a page and who handed it in last, as far as they may still change it."""
    last = WorkflowState.objects.for_instance(page).order_by("-created_at", "-pk").first()
    people = {page.owner, last.requested_by if last else None} - {None}
    return _may_change(page, people)


def _tell_remark(remark: Comment | CommentReply, comment: Comment) -> None:
    page = comment.page
    took_part = User.objects.filter(
        Q(comment_replies__comment=comment)
        | Q(pk=comment.user_id)
        | Q(page_subscriptions__page=page, page_subscriptions__comment_notifications=True)
    )
    users = authors_of(page) | _may_change(page, took_part.distinct())
    _tell(users, remark.user, "comment", remark, page, _edit_address(page), {"text": remark.text})


def _may_change(page: Page, people: Iterable[User]) -> set[User]:
    return {user for user in people if page.permissions_for_user(user).can_edit()}


def _tell(
    users: Iterable[User],
    by: User | None,
    event: str,
    what: TaskState | Revision | Comment | CommentReply,
    page: Page,
    path: str,
    more: dict[str, str] | None = None,
) -> None:
    """Tell all but who did it, with the template that is named after the event."""
    told = [user for user in users if user != by]
    if told:
        name = get_user_display_name(by) if by else ""
        notify(
            told,
            key=f"{event}-{what._meta.model_name}-{what.pk}",
            template=f"interventions/mail/{event}.txt",
            context={"title": page.draft_title or page.title, "name": name, **(more or {})},
            path=path,
        )


def _edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
