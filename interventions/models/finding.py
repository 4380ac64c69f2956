from statistics import NormalDist
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from interventions.choices import (
    Clustering,
    Data,
    Direction,
    EffectOrigin,
    HigherGroup,
    Metric,
    NoEffect,
    ReportedMetric,
    Role,
)
from interventions.models.vocabularies import Outcome

#: Beyond these a figure is a slip of the pen, and a square of it no number.
MOST_PEOPLE = 100_000_000
LARGEST = 1e9
#: Half the width of an interval of 95 per cent, in standard errors.
Z = NormalDist().inv_cdf(0.975)


def interval(effect: float | None, error: float | None) -> tuple[float, float] | None:
    """Return the interval of 95 per cent of an effect; None where there is none."""
    if effect is None or error is None:
        return None
    return effect - Z * error, effect + Z * error


class CountField(models.PositiveIntegerField):
    """How many pupils, classes or schools, where that is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        validators = [MaxValueValidator(MOST_PEOPLE)]
        super().__init__(*args, **{"null": True, "blank": True, "validators": validators, **kwargs})


class FigureField(models.FloatField):
    """A figure as a study reports it, where it does."""

    def __init__(
        self, *args: Any, lowest: float = -LARGEST, highest: float = LARGEST, **kwargs: Any
    ) -> None:
        validators = [MinValueValidator(lowest), MaxValueValidator(highest)]
        super().__init__(*args, **{"null": True, "blank": True, "validators": validators, **kwargs})


class Finding(Orderable):
    """What an evaluation found on one outcome, in the figures that it reports.

    ``_t`` is the group that took part, ``_c`` the one that it is compared with. The effect and what
    belongs to it follow from these figures (:mod:`interventions.effects`) at every save.
    """

    evaluation = ParentalKey(
        "interventions.EvaluationPage", on_delete=models.CASCADE, related_name="findings"
    )
    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, related_name="findings", verbose_name=_("outcome")
    )
    measure = models.CharField(
        _("measured by"),
        max_length=200,
        help_text=_(
            "The test, question or count. For example: share of pupils in their own district."
        ),
    )
    unit = models.CharField(
        _("unit"), max_length=60, blank=True, help_text=_("For example: points, friends, %.")
    )
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction.choices, blank=True
    )
    time_point_months = models.PositiveSmallIntegerField(
        _("months after the start"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1200)],
        help_text=_("When was this measured?"),
    )
    subgroup = models.CharField(
        _("subgroup"),
        max_length=120,
        blank=True,
        help_text=_("Leave empty when it is about all who took part."),
    )
    role = models.CharField(_("role"), max_length=15, choices=Role.choices, blank=True)
    data = models.CharField(
        _("what the study reports"), max_length=15, choices=Data.choices, default=Data.NONE
    )

    n_t = CountField(_("number, with the intervention"))
    n_c = CountField(_("number, comparison group"))
    mean_t = FigureField(_("mean, with the intervention"))
    mean_c = FigureField(_("mean, comparison group"))
    sd_t = FigureField(_("standard deviation, with the intervention"), lowest=0)
    sd_c = FigureField(_("standard deviation, comparison group"), lowest=0)
    events_t = CountField(_("how many did, with the intervention"))
    events_c = CountField(_("how many did, comparison group"))
    coefficient = FigureField(_("coefficient"))
    coefficient_se = FigureField(_("standard error of the coefficient"), lowest=0)
    pooled_sd = FigureField(
        _("standard deviation of the outcome"),
        lowest=0,
        help_text=_("Of both groups together, not adjusted for anything."),
    )
    reported_metric = models.CharField(
        _("kind of effect size"), max_length=15, choices=ReportedMetric.choices, blank=True
    )
    reported_effect = FigureField(_("effect size"))
    reported_se = FigureField(
        _("standard error"), lowest=0, help_text=_("Of a ratio: that of its logarithm.")
    )
    ci_lower = FigureField(_("interval from (95%)"))
    ci_upper = FigureField(_("interval to (95%)"))
    p_value = FigureField(_("p value"), lowest=0, highest=1, help_text=_("Two-sided."))
    higher_group = models.CharField(
        _("which group scored higher"), max_length=10, choices=HigherGroup.choices, blank=True
    )
    share_before = FigureField(_("share before, in %"), lowest=0, highest=100)
    share_after = FigureField(_("share after, in %"), lowest=0, highest=100)
    n_before = CountField(_("number before"))
    n_after = CountField(_("number after"))
    clustering = models.CharField(
        _("groups of pupils"),
        max_length=15,
        choices=Clustering.choices,
        blank=True,
        help_text=_("Were pupils or whole classes or schools divided over the two groups?"),
    )

    # What follows from these figures.
    metric = models.CharField(
        max_length=15, choices=Metric.choices, blank=True, editable=False, db_index=True
    )
    #: Above zero is better, whatever the direction of the measure.
    effect = models.FloatField(null=True, editable=False)
    effect_se = models.FloatField(null=True, editable=False)
    effect_origin = models.CharField(
        max_length=10, choices=EffectOrigin.choices, blank=True, editable=False
    )
    no_effect_because = models.CharField(
        max_length=15, choices=NoEffect.choices, blank=True, editable=False
    )
    formula_version = models.CharField(max_length=20, blank=True, editable=False)
    #: Whether its counts may not be shown: see :func:`interventions.small_counts.is_suppressed`.
    is_suppressed = models.BooleanField(default=False, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return self.measure

    @property
    def ci(self) -> tuple[float, float] | None:
        """The interval of 95 per cent of the stored effect; None where there is none."""
        return interval(self.effect, self.effect_se)

    def clean(self) -> None:
        """Refuse figures that contradict each other; those that are missing are no error in a draft.

        Raises
        ------
        ValidationError : a message at each field
        """
        from interventions.effects import effect_of

        super().clean()
        if problems := effect_of(self).problems:
            raise ValidationError(problems)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with what everybody may know of what follows from the figures."""
        from interventions.effects import FORMULA_VERSION
        from interventions.small_counts import is_suppressed, public_effect_of

        computed = public_effect_of(self)
        self.is_suppressed = is_suppressed(self)
        self.metric = computed.metric
        self.effect = computed.estimate
        self.effect_se = computed.standard_error
        self.effect_origin = computed.origin
        self.no_effect_because = computed.because
        self.formula_version = FORMULA_VERSION
        super().save(*args, **kwargs)
