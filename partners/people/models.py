from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import PartnerPage

#: How long an invitation can be taken up.
TERM = timedelta(days=14)


class Role(models.TextChoices):
    """What somebody does for a partner; each is a group of its workspace."""

    AUTHOR = "author", _("Author: writes cases, and changes their own")
    EDITOR = "editor", _("Editor: also changes those of colleagues, and invites people")

    def group_of(self, partner: PartnerPage) -> Group:
        workspace = partner.workspace
        group: Group = workspace.editors if self is Role.EDITOR else workspace.authors
        return group


def end_of_term() -> object:
    return timezone.now() + TERM


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Return the invitations that can still be taken up."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A way in for one person, once. Of its secret only a digest is kept."""

    partner = models.ForeignKey(PartnerPage, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    email = models.EmailField(_("e-mail address"))
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited on"), auto_now_add=True)
    expires_at = models.DateTimeField(_("can be taken up until"), default=end_of_term)
    accepted_at = models.DateTimeField(_("taken up on"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return f"{self.email} ({self.partner.title})"
