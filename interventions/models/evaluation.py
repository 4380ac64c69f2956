from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from core.models import BasePage
from interventions.choices import Conclusion, Design, InconclusiveReason, Independence
from interventions.forms import EvaluationForm
from interventions.models.case_study import YEAR, CaseStudyPage
from interventions.models.relations import Source
from interventions.panels import EVALUATION_PANELS


class EvaluationPage(BasePage):
    """One study of the case that it hangs under, and of further cases that it names."""

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

    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "case"]
    base_form_class = EvaluationForm
    content_panels = EVALUATION_PANELS
    parent_page_types = ["interventions.CaseStudyPage"]
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

    def save(self, *args: Any, **kwargs: Any) -> Any:
        parent = self.get_parent().specific_deferred
        self.case_id = parent.pk if isinstance(parent, CaseStudyPage) else None
        return super().save(*args, **kwargs)

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
        if self.period_start and self.period_end and self.period_end < self.period_start:
            errors["period_end"] = _("It cannot end before it began (%(year)s).") % {
                "year": self.period_start
            }
        if errors:
            raise ValidationError(errors)


class FurtherCase(Orderable):
    """Another case that an evaluation is about as well."""

    evaluation = ParentalKey(EvaluationPage, on_delete=models.CASCADE, related_name="further_cases")
    case = models.ForeignKey(
        CaseStudyPage,
        on_delete=models.CASCADE,
        related_name="further_evaluations",
        verbose_name=_("case study"),
    )

    panels = [PageChooserPanel("case", "interventions.CaseStudyPage")]

    class Meta(Orderable.Meta):
        unique_together = (("evaluation", "case"),)


class EvaluationSource(Source):
    evaluation = ParentalKey(EvaluationPage, on_delete=models.CASCADE, related_name="sources")
    doi = models.CharField(
        _("DOI"),
        max_length=120,
        blank=True,
        validators=[RegexValidator(r"^10\.\d{4,9}/\S+$", _("A DOI looks like 10.1000/182."))],
    )

    panels = [*Source.panels, FieldPanel("doi")]
