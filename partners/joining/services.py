"""Writes: what becomes of a request to join."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.permissions import page_permission_policy

from core.models import User
from notices import outbox
from notices.letters import compose
from notices.notify import notify
from partners.joining.links import link
from partners.joining.models import JoinRequest
from partners.models import CoalitionIndexPage, PartnerPage
from partners.people.models import Role
from partners.people.selectors import who_may_publish
from partners.people.services import invite

State = JoinRequest.State

#: What was never confirmed may be a mistyped address of somebody else.
KEEP_UNCONFIRMED = timedelta(days=7)
KEEP_DECIDED = timedelta(days=365)


class DecidedError(Exception):
    """Somebody else decided in the meantime."""


@transaction.atomic
def ask_to_join(request: JoinRequest) -> None:
    """Keep a request, and send a letter to see whether the address is right."""
    request.save()
    _write(request, "confirm", url=link("confirm_join", request))


@transaction.atomic
def confirm(request: JoinRequest) -> None:
    """Note that the address is right, and tell the moderators; once."""
    confirmed = {"state": State.WAITING, "confirmed_at": timezone.now()}
    if _move(request, State.UNCONFIRMED, **confirmed):
        _tell_moderators(request, "waiting")


@transaction.atomic
def ask(request: JoinRequest, question: str, by: User) -> None:
    """Ask something of who wants to join.

    Raises
    ------
    DecidedError : it is not waiting any more
    """
    if not _move(request, State.WAITING, state=State.ASKED, question=question, answer=""):
        raise DecidedError
    _write(request, "question", url=link("answer_join", request))


@transaction.atomic
def answer(request: JoinRequest, text: str) -> None:
    """Keep the answer, and tell the moderators; once."""
    if _move(request, State.ASKED, state=State.WAITING, answer=text):
        _tell_moderators(request, "answered")


@transaction.atomic
def decline(request: JoinRequest, reason: str, by: User) -> None:
    """Decline, with a reason that they hear.

    Raises
    ------
    DecidedError : it is decided on already
    """
    _decide(request, State.DECLINED, by, reason=reason)
    _write(request, "declined")


@transaction.atomic
def approve(request: JoinRequest, by: User) -> PartnerPage:
    """Make the partner's page, with its subtree, collection and groups; invite its first editor.

    Until that editor comes, the page is the moderator's: no page is without an owner.

    Raises
    ------
    DecidedError : it is decided on already
    """
    _decide(request, State.APPROVED, by)
    coalition = CoalitionIndexPage.objects.get()
    partner: PartnerPage = coalition.add_child(
        instance=PartnerPage(
            title=request.organisation,
            kind=request.kind,
            municipality=request.municipality,
            summary=request.summary,
            joined=timezone.localdate(),
            owner=by,
            locale_id=coalition.locale_id,
            live=False,
        )
    )
    partner.save_revision(user=by, log_action=True).publish(user=by)
    JoinRequest.objects.filter(pk=request.pk).update(partner=partner)
    # Of the saved page: its workspace came with it.
    partner = PartnerPage.objects.get(pk=partner.pk)
    invite(
        partner, request.contact_email, Role.EDITOR, by,
        template="partners/joining/mail/approved.txt", language=request.language,
    )  # fmt: skip
    return partner


def may_decide(user: User) -> bool:
    """Return whether somebody may decide on requests to join."""
    return bool(page_permission_policy.user_has_permission(user, "publish"))


def forget_old_requests() -> None:
    """Delete what was never confirmed after a week, and what was decided on after a year."""
    now = timezone.now()
    unconfirmed = Q(state=State.UNCONFIRMED, asked_at__lt=now - KEEP_UNCONFIRMED)
    decided = Q(decided_at__lt=now - KEEP_DECIDED)
    JoinRequest.objects.filter(unconfirmed | decided).delete()


def _move(request: JoinRequest, before: str, **fields: object) -> bool:
    """Bring a request from one state to another; return False if it was not in that state."""
    moved = JoinRequest.objects.filter(pk=request.pk, state=before).update(**fields)
    request.refresh_from_db()
    return bool(moved)


def _decide(request: JoinRequest, state: str, by: User, **fields: object) -> None:
    decided = {"state": state, "decided_at": timezone.now(), "decided_by": by, **fields}
    if not (_move(request, State.WAITING, **decided) or _move(request, State.ASKED, **decided)):
        raise DecidedError


def _write(request: JoinRequest, template: str, **context: object) -> None:
    letter = compose(
        f"partners/joining/mail/{template}.txt", {"request": request, **context}, request.language
    )
    # A second question is another letter.
    key = f"join-{template}-{request.pk}-{timezone.now():%Y%m%d%H%M%S%f}"
    outbox.post(key, request.contact_email, letter, request.language)


def _tell_moderators(request: JoinRequest, event: str) -> None:
    notify(
        who_may_publish(CoalitionIndexPage.objects.get()),
        key=f"join-{event}-{request.pk}-{timezone.now():%Y%m%d%H%M%S%f}",
        template="partners/joining/mail/to_decide.txt",
        context={"request": request},
        path=reverse("join_request", args=[request.pk]),
    )
