from calendar import monthrange
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interventions.choices import Status


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class ReviewTerm(models.Model):
    """When the partner last said that a case is right, and for how long that counts.

    It is about the page that visitors see, so that no version of the page carries it: it is set when
    the partner hands in and a moderator approves, and when the partner confirms by the link in a mail.
    """

    verified_on = models.DateField(
        _("last verified on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The day on which the partner last said that this is still right."),
    )
    review_term_months = models.PositiveSmallIntegerField(
        _("look again after, in months"),
        default=12,
        db_default=12,
        validators=[MinValueValidator(3), MaxValueValidator(36)],
        help_text=_("Then we ask whether it still runs as described: 3 to 36 months."),
    )
    status: Any

    class Meta:
        abstract = True

    @property
    def review_due_on(self) -> date | None:
        """The day on which the term ends; none where it was never verified, or has stopped."""
        if self.verified_on is None or self.status == Status.STOPPED:
            return None
        return months_later(self.verified_on, self.review_term_months)

    @property
    def unconfirmed_since(self) -> date | None:
        """The day of the last word of the partner, where its term is over."""
        due = self.review_due_on
        return self.verified_on if due and due <= timezone.localdate() else None
