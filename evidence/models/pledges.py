"""What a partner says it will find out."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interventions.models import EvaluationPage, InterventionType, Outcome
from partners.models import PartnerPage

#: How far ahead somebody can plan.
LONGEST = 15


def this_year() -> int:
    return timezone.localdate().year


def last_year_to_expect() -> int:
    return this_year() + LONGEST


class PledgeStatus(models.TextChoices):
    HANDED_IN = "handed-in", _("Handed in")
    PUBLIC = "public", _("Public")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Pledge(models.Model):
    """The promise of a partner to evaluate a kind of intervention on an outcome.

    A moderator makes it public. It is kept when the evaluation that it names can be seen by
    everybody, so that being fulfilled is no status: it ends when the evaluation is taken away.
    """

    partner = models.ForeignKey(
        PartnerPage, on_delete=models.CASCADE, related_name="pledges", verbose_name=_("partner")
    )
    intervention_type = models.ForeignKey(
        InterventionType,
        on_delete=models.PROTECT,
        related_name="pledges",
        verbose_name=_("kind of intervention"),
    )
    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, related_name="pledges", verbose_name=_("outcome")
    )
    plan = models.TextField(
        _("what you will do"),
        max_length=400,
        help_text=_("In one or two sentences: at how many schools, and how you will compare."),
    )
    expected_year = models.PositiveSmallIntegerField(
        _("results expected in"),
        validators=[MinValueValidator(2000), MaxValueValidator(last_year_to_expect)],
        help_text=_("A year. When it has passed, visitors read that the results were expected."),
    )
    evaluation = models.ForeignKey(
        EvaluationPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("the evaluation that came of it"),
        help_text=_("A published evaluation of this partner. The pledge is then fulfilled."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=PledgeStatus, default=PledgeStatus.HANDED_IN
    )
    reason = models.TextField(
        _("reason of the moderator"),
        max_length=400,
        blank=True,
        help_text=_("Who made the pledge reads why it was declined."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made on"), auto_now_add=True)

    class Meta:
        ordering = ["expected_year", "pk"]
        # Rights follow from those on the page of the partner: evidence/pledge_rights.py.
        default_permissions = ()
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")

    def __str__(self) -> str:
        return f"{self.partner.title}: {self.intervention_type.label} – {self.outcome.label}"

    @property
    def is_overdue(self) -> bool:
        return self.expected_year < this_year()
