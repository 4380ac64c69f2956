import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_QUESTION = 2000


class Follower(models.Model):
    """An address that hears of new cases that answer a question; who stops is forgotten at once."""

    #: In the links of the letters.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    #: As ``CaseQuery.urlencode`` writes it, so that one question is asked once for all who follow it.
    question = models.CharField(max_length=LONGEST_QUESTION, blank=True, db_index=True)
    language = models.CharField(max_length=5)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    #: Cases that were published until then have been told of.
    told_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(fields=["email", "question"], name="follows_a_question_once")
        ]

    def __str__(self) -> str:
        return self.email
