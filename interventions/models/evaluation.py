from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager

from core.models import BasePage
from interventions.choices import (
    AssignmentUnit,
    Conclusion,
    Design,
    IccSource,
    InconclusiveReason,
    Independence,
    SideEffects,
)
from interventions.evaluation_panels import EVALUATION_PANELS
from interventions.forms import EvaluationForm
from interventions.models.case_study import YEAR, CaseStudyPage
from interventions.models.finding import CountField, FigureField
from interventions.models.relations import EvaluationIntervention

if TYPE_CHECKING:
    from interventions.ratings import Rated

#: Of a column that is younger than its table: code from before it goes on writing.
UNKNOWN_TO_OLD_CODE: dict[str, Any] = {"default": "", "db_default": ""}


class EvaluationPage(BasePage):
    """One study of the case that it hangs under, and of further cases that it names.

    Under the research index it is a study of practice elsewhere, without a case of the coalition.
    """

    # The page that it hangs under, as a key that a query can join on; the tree is the truth.
    case = models.ForeignKey(
        CaseStudyPage,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="evaluations",
    )
    summary = models.TextField(
        _("in short"),
        max_length=600,
        help_text=_("What was asked, and what is the answer?"),
    )
    design = models.CharField(_("design"), max_length=30, choices=Design.choices)
    period_start = models.PositiveSmallIntegerField(
        _("period from"), null=True, blank=True, validators=YEAR
    )
    period_end = models.PositiveSmallIntegerField(
        _("period until"), null=True, blank=True, validators=YEAR
    )
    follow_up_months = models.PositiveSmallIntegerField(
        _("months of follow-up"), null=True, blank=True
    )
    pupils = models.PositiveIntegerField(_("pupils"), null=True, blank=True)
    schools = models.PositiveIntegerField(_("schools"), null=True, blank=True)
    sample = models.TextField(
        _("who took part"), blank=True, help_text=_("And how were they chosen?")
    )
    # The groups: what the ratings and the corrections for clusters are computed from.
    has_comparison_group = models.BooleanField(
        _("compared with a group that did not take part"), null=True, blank=True
    )
    measured_before = models.BooleanField(
        _("measured before it began as well"),
        null=True,
        blank=True,
        help_text=_("The same, in both groups."),
    )
    assignment_unit = models.CharField(
        _("what was divided over the groups"),
        max_length=15,
        choices=AssignmentUnit.choices,
        blank=True,
        **UNKNOWN_TO_OLD_CODE,
    )
    assigned_t = CountField(_("pupils at the start, with the intervention"))
    assigned_c = CountField(_("pupils at the start, comparison group"))
    clusters_t = CountField(_("classes or schools, with the intervention"))
    clusters_c = CountField(_("classes or schools, comparison group"))
    icc = FigureField(
        _("intraclass correlation (ICC)"),
        lowest=0,
        highest=1,
        help_text=_("How alike pupils of one class or school are, from 0 to 1."),
    )
    icc_source = models.CharField(
        _("where the ICC is from"),
        max_length=10,
        choices=IccSource.choices,
        blank=True,
        **UNKNOWN_TO_OLD_CODE,
    )
    attrition_overall = FigureField(
        _("dropped out, in %"),
        lowest=0,
        highest=100,
        help_text=_("Of all who took part at the start."),
    )
    attrition_differential = FigureField(
        _("difference in drop-out, in percentage points"),
        lowest=0,
        highest=100,
        help_text=_("Between the two groups."),
    )
    baseline_difference_sd = FigureField(
        _("difference at the start, in standard deviations"),
        help_text=_("Between the two groups, on what was measured. Zero: they were alike."),
    )
    baseline_adjusted = models.BooleanField(
        _("the analysis takes account of that difference"), null=True, blank=True
    )
    conclusion = models.CharField(
        _("conclusion"),
        max_length=15,
        choices=Conclusion.choices,
        help_text=_("“Inconclusive” is a full answer: it tells others what is still unknown."),
    )
    inconclusive_reason = models.CharField(
        _("inconclusive, because"), max_length=15, choices=InconclusiveReason.choices, blank=True
    )
    explanation = models.TextField(
        _("explanation of the conclusion"),
        blank=True,
        help_text=_("What is this conclusion based on? What could not be found out?"),
    )
    evaluator = models.CharField(_("evaluated by"), max_length=200, blank=True)
    independence = models.CharField(
        _("independence"), max_length=15, choices=Independence.choices, blank=True
    )
    funder = models.CharField(_("funded by"), max_length=200, blank=True)
    # Empty: not said. So are studies with a text from before it was asked: nobody reads for them
    # what their text claims.
    side_effects_looked_for = models.CharField(
        _("looked for side effects and harm"),
        max_length=15,
        choices=SideEffects.choices,
        blank=True,
        **UNKNOWN_TO_OLD_CODE,
    )
    side_effects = models.TextField(
        _("side effects and harm"),
        blank=True,
        help_text=_("What was seen, and with whom? If none were: how did you look?"),
        **UNKNOWN_TO_OLD_CODE,
    )
    preregistration = models.URLField(
        _("registered beforehand at"),
        blank=True,
        help_text=_("The address of the plan that was registered before the study began."),
        **UNKNOWN_TO_OLD_CODE,
    )
    study_family = models.CharField(
        _("study family"),
        max_length=60,
        blank=True,
        db_index=True,
        validators=[
            RegexValidator(r"^[a-z0-9-]+$", _("Use small letters, digits and hyphens only."))
        ],
        help_text=_(
            "Reports of one and the same study get one code here, so that it is counted once."
        ),
        **UNKNOWN_TO_OLD_CODE,
    )

    intervention_types = ClusterTaggableManager(
        through=EvaluationIntervention,
        blank=True,
        verbose_name=_("kind of intervention"),
        related_name="studies",
    )
    # A published data set that shows how pooling works; it is no knowledge of the coalition.
    is_example = models.BooleanField(
        _("example data"), default=False, db_default=False, editable=False
    )

    # What follows from these answers and from the findings at every save, but for the ratings that a
    # reviewer gave (interventions.ratings).
    maryland_level = models.PositiveSmallIntegerField(null=True, editable=False, db_index=True)
    baseline_equivalence = models.CharField(
        max_length=30, blank=True, editable=False, **UNKNOWN_TO_OLD_CODE
    )
    wwc_rating = models.CharField(
        max_length=30, blank=True, editable=False, db_index=True, **UNKNOWN_TO_OLD_CODE
    )
    #: How strong the evidence is, from 0 to 4.
    strength = models.PositiveSmallIntegerField(null=True, editable=False)
    next_step = models.CharField(max_length=30, blank=True, editable=False, **UNKNOWN_TO_OLD_CODE)
    verdict = models.CharField(max_length=20, blank=True, editable=False, **UNKNOWN_TO_OLD_CODE)
    verdict_reason = models.CharField(
        max_length=30, blank=True, editable=False, **UNKNOWN_TO_OLD_CODE
    )
    first_measured_months = models.PositiveSmallIntegerField(null=True, editable=False)
    last_measured_months = models.PositiveSmallIntegerField(null=True, editable=False)

    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "case"]
    base_form_class = EvaluationForm
    content_panels = EVALUATION_PANELS
    parent_page_types = ["interventions.CaseStudyPage", "interventions.ResearchIndexPage"]
    subpage_types: list[str] = []
    template = "interventions/evaluation_page.html"

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from interventions.selectors import evaluation_detail
        from interventions.structured_data import describe_evaluation

        context = super().get_context(request, *args, **kwargs)
        detail = evaluation_detail(self)
        return {**context, **detail, "structured_data": describe_evaluation(self, detail)}

    @property
    def is_published_study(self) -> bool:
        """Whether the study itself can be read elsewhere, and so its figures are known already."""
        return any(source.doi or source.url for source in self.sources.all())

    def save(self, *args: Any, **kwargs: Any) -> Any:
        from interventions.ratings import rated

        parent = self.get_parent().specific_deferred
        self.case_id = parent.pk if isinstance(parent, CaseStudyPage) else None
        if kwargs.get("update_fields") is None:
            # So all findings are saved again: their effects depend on the groups that stand here.
            self.read_rows_once()
            self.take(rated(self))
        return super().save(*args, **kwargs)

    def read_rows_once(self) -> None:
        """Keep the rows in memory that each finding looks at, where every look would be a query."""
        self.findings.set(self.findings.all().select_related("outcome"))
        self.sources.set(self.sources.all())

    def take(self, ratings: "Rated") -> None:
        """Take over what follows from the answers and findings; who saves the page stores it."""
        for name, value in ratings.columns().items():
            setattr(self, name, value)

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str | Promise] = {}
        inconclusive = self.conclusion == Conclusion.INCONCLUSIVE
        if inconclusive and not self.inconclusive_reason:
            errors["inconclusive_reason"] = _("Say why no conclusion can be drawn.")
        if self.inconclusive_reason and not inconclusive:
            errors["inconclusive_reason"] = _(
                "This reason goes with the conclusion “Inconclusive” only. Remove it, or change the conclusion."
            )
        if self.icc_source and self.icc is None:
            errors["icc"] = _("Fill in the ICC, or remove where it is from.")
        if self.period_start and self.period_end and self.period_end < self.period_start:
            errors["period_end"] = _("It cannot end before it began (%(year)s).") % {
                "year": self.period_start
            }
        if errors:
            raise ValidationError(errors)
