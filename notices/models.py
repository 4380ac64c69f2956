from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """How often somebody wants mail about notices."""

    EACH = "each", _("A mail for each notice")
    DAILY = "daily", _("One mail a day, in the morning")
    NEVER = "never", _("No mail; I read them here")


LONGEST_SUBJECT = 200
#: No server takes longer over one mail.
LONGEST_SENDING = timedelta(minutes=15)


class MailQuerySet(models.QuerySet["Mail"]):
    def stuck(self) -> "MailQuerySet":
        """Return what waits for an administrator: refused for good, or claimed and not seen to go."""
        too_long = Q(state=Mail.State.CLAIMED, claimed_at__lt=timezone.now() - LONGEST_SENDING)
        return self.filter(too_long | Q(state=Mail.State.REFUSED))


class Mail(models.Model):
    """A letter on its way. Its key is claimed before it is sent, so that none goes out twice.

    What it says is forgotten once it has gone, and all of it in time: :mod:`notices.retention`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("refused by the mail server")

    key = models.CharField(_("key"), max_length=200, unique=True)
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=5)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    body = models.TextField(_("text"))
    unsubscribe_url = models.URLField(_("address to unsubscribe"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    written_at = models.DateTimeField(_("written on"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"))
    claimed_at = models.DateTimeField(_("claimed on"), null=True)
    sent_at = models.DateTimeField(_("sent on"), null=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """Something that happened, for one person: on the home page of the admin, and by mail if wanted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    key = models.CharField(max_length=200)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    body = models.TextField(_("text"))
    url = models.URLField(_("address"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("made on"), auto_now_add=True)
    seen_at = models.DateTimeField(_("seen on"), null=True)
    awaits_digest = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_notice_for_each_event")
        ]

    def __str__(self) -> str:
        return self.subject


class NoticePreference(models.Model):
    """How somebody wants to hear of things; who has none set gets a mail for each."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preference"
    )
    rhythm = models.CharField(
        _("mail about notices"), max_length=5, choices=Rhythm.choices, default=Rhythm.EACH
    )

    def __str__(self) -> str:
        return self.get_rhythm_display()
