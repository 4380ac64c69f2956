"""Writes: inviting people, their coming, their change of role, and their leaving."""

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.addresses import absolute
from core.models import User
from notices import outbox
from notices.letters import compose
from partners.models import PartnerPage
from partners.people.models import Invitation, Role
from partners.people.selectors import members_of, pages_of

#: Enough for the start of a large partner, and too little to send a letter to half the country.
MOST_OPEN = 50
KEEP = timedelta(days=90)


class UsedInvitationError(Exception):
    """The invitation was taken up, withdrawn, or stood open for too long."""


def digest_of(secret: str) -> str:
    """Return what is kept of the secret in an invitation's address."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(
    partner: PartnerPage,
    email: str,
    role: Role,
    by: User,
    *,
    template: str = "partners/people/mail/invitation.txt",
    language: str = "",
) -> Invitation:
    """Send somebody a letter with a way in, that works once and for a fortnight.

    An open invitation to the same address ends: the newest letter is the one that works.

    Parameters
    ----------
    template : of the letter
    language : of the letter; by default that of who invites

    Raises
    ------
    ValidationError : somebody with this address belongs to the partner, or too many are invited
    """
    email = email.strip().lower()
    if any(member.user.email.lower() == email for member in members_of(partner)):
        raise ValidationError(_("Somebody with this e-mail address belongs to you already."))
    partner.invitations.open().filter(email=email).update(withdrawn_at=timezone.now())
    if partner.invitations.open().count() >= MOST_OPEN:
        raise ValidationError(
            _("%(number)d people are invited and have not come yet. Withdraw some first."),
            params={"number": MOST_OPEN},
        )
    secret = secrets.token_urlsafe(32)
    invitation: Invitation = partner.invitations.create(
        email=email, role=role, digest=digest_of(secret), invited_by=by
    )
    language = language or get_language()
    context = {
        "partner": partner.title,
        "by": by.get_full_name() or by.username,
        "url": absolute(reverse("invitation", args=[secret])),
        "until": invitation.expires_at,
    }
    letter = compose(template, context, language)
    outbox.post(f"invitation-{invitation.pk}", email, letter, language)
    log(partner, "partners.invite", user=by, data={"role": role.value})
    return invitation


@transaction.atomic
def withdraw(invitation: Invitation, by: User) -> None:
    """End an invitation that was not taken up."""
    if Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now()):
        log(invitation.partner, "partners.withdraw_invitation", user=by)


@transaction.atomic
def accept(invitation: Invitation, user: User) -> None:
    """Let somebody in by an invitation; the first editor becomes the owner of the partner's page.

    Raises
    ------
    UsedInvitationError : it was used, withdrawn or expired in the meantime
    """
    if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now()):
        raise UsedInvitationError
    partner = invitation.partner
    is_first = not members_of(partner)
    _set_role(partner, user, Role(invitation.role))
    if is_first:
        pages_of(partner).update(owner=user)
    log(partner, "partners.join", user=user, data={"role": invitation.role})


@transaction.atomic
def change_role(partner: PartnerPage, user: User, role: Role, by: User) -> None:
    """Make an author of an editor, or an editor of an author.

    Raises
    ------
    ValidationError : the last editor would be an author
    """
    if role is Role.AUTHOR:
        _keep_an_editor(partner, user)
    _set_role(partner, user, role)
    log(partner, "partners.change_role", user=by, data=_about(user) | {"role": role.value})


@transaction.atomic
def remove(partner: PartnerPage, user: User, successor: User, by: User) -> None:
    """Take somebody's rights at a partner away; what they wrote goes to a successor.

    Who is left without any group has no use for an account any more: it is closed, and with it
    whatever session is open.

    Parameters
    ----------
    successor : owns from now on what ``user`` owned: a colleague, or who removes if there is none

    Raises
    ------
    ValidationError : the last editor would leave while others stay, or nobody would own the pages
    """
    colleagues = {member.user.pk for member in members_of(partner)} - {user.pk}
    if colleagues:
        _keep_an_editor(partner, user)
    if successor.pk not in (colleagues or {by.pk}) or successor.pk == user.pk:
        raise ValidationError(_("Choose a colleague who goes on with these pages."))
    pages_of(partner).filter(owner=user).update(owner=successor)
    user.groups.remove(partner.workspace.authors, partner.workspace.editors)
    if not (user.is_superuser or user.groups.exists()):
        user.is_active = False
        user.save(update_fields=["is_active"])
    log(partner, "partners.leave", user=by, data=_about(user) | {"successor": successor.pk})


def forget_old_invitations() -> None:
    """Delete invitations some time after they were sent: nobody needs the addresses any more."""
    Invitation.objects.filter(invited_at__lt=timezone.now() - KEEP).delete()


def _set_role(partner: PartnerPage, user: User, role: Role) -> None:
    user.groups.remove(partner.workspace.authors, partner.workspace.editors)
    user.groups.add(role.group_of(partner))


def _keep_an_editor(partner: PartnerPage, leaving: User) -> None:
    editors = [member.user for member in members_of(partner) if member.role is Role.EDITOR]
    if editors == [leaving]:
        raise ValidationError(_("This is the only editor. Make somebody else an editor first."))


def _about(user: User) -> dict[str, int]:
    # By number: the log is kept for longer than names are.
    return {"user": user.pk}
