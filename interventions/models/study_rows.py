"""The rows that an editor adds to an evaluation one by one, beside its findings."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from interventions.identifiers import validate_orcid, validate_ror
from interventions.models.case_study import CaseStudyPage
from interventions.models.relations import Source

EVALUATION = "interventions.EvaluationPage"


class FurtherCase(Orderable):
    """Another case that an evaluation is about as well."""

    evaluation = ParentalKey(EVALUATION, on_delete=models.CASCADE, related_name="further_cases")
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
    evaluation = ParentalKey(EVALUATION, on_delete=models.CASCADE, related_name="sources")
    doi = models.CharField(
        _("DOI"),
        max_length=120,
        blank=True,
        validators=[RegexValidator(r"^10\.\d{4,9}/\S+$", _("A DOI looks like 10.1000/182."))],
    )

    panels = [*Source.panels, FieldPanel("doi")]


class EvaluationAuthor(Orderable):
    """Somebody who wrote the study."""

    evaluation = ParentalKey(EVALUATION, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(_("name"), max_length=160)
    orcid = models.CharField(
        _("ORCID"),
        max_length=19,
        blank=True,
        validators=[validate_orcid],
        help_text=_("For example 0000-0002-1825-0097."),
    )
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    ror = models.CharField(
        _("ROR of the organisation"),
        max_length=9,
        blank=True,
        validators=[validate_ror],
        help_text=_("The last part of its address at ror.org."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("orcid"),
        FieldPanel("organisation"),
        FieldPanel("ror"),
    ]

    def __str__(self) -> str:
        return self.name


class Recognition(Orderable):
    """A level that an organisation outside the coalition gave, in its own words; never by ourselves."""

    evaluation = ParentalKey(EVALUATION, on_delete=models.CASCADE, related_name="recognitions")
    organisation = models.CharField(
        _("recognised by"),
        max_length=200,
        help_text=_("An organisation that judges interventions, for example the NJi."),
    )
    level = models.CharField(
        _("level"), max_length=200, help_text=_("In the words of that organisation.")
    )
    url = models.URLField(_("where it can be read"))
    date = models.DateField(_("date"))

    panels = [
        FieldPanel("organisation"),
        FieldPanel("level"),
        FieldPanel("url"),
        FieldPanel("date"),
    ]
