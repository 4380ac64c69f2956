from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from interventions.choices import ReviewKind


class EvaluationReview(models.Model):
    """That somebody checked one claim of an evaluation, or gave it another rating. Never changed.

    A claim that no review is about is the partner's own. So is one that was changed since: ``seen``
    is what it said when it was checked.
    """

    evaluation = models.ForeignKey(
        "interventions.EvaluationPage", on_delete=models.CASCADE, related_name="reviews"
    )
    #: A value of :class:`~interventions.choices.Rating`, or the name of a field.
    subject = models.CharField(_("what was checked"), max_length=40)
    kind = models.CharField(_("how"), max_length=10, choices=ReviewKind.choices)
    #: The other rating.
    value = models.CharField(_("rating"), max_length=30, blank=True)
    reason = models.TextField(
        _("reason"),
        blank=True,
        help_text=_("Everybody can read this. Required for another rating."),
    )
    seen = models.TextField(editable=False, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    #: Kept when the account goes.
    reviewer_name = models.CharField(max_length=200, editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("review of an evaluation")
        verbose_name_plural = _("reviews of evaluations")

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new review; who changes their mind adds another."""
        super().save(*args, **{**kwargs, "force_insert": True})
