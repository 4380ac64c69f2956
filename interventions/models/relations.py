"""What hangs under a case study: its terms, and the rows that an editor adds one by one."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, Tag
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from core.models import Municipality
from interventions.models.vocabularies import InterventionType, Outcome, Sector, TargetGroup

CASE = "interventions.CaseStudyPage"


class CaseStudyTag(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="case_study_items")
    content_object = ParentalKey(CASE, on_delete=models.CASCADE, related_name="tagged_items")


class CaseStudyIntervention(ItemBase):
    tag = models.ForeignKey(InterventionType, on_delete=models.PROTECT, related_name="items")
    content_object = ParentalKey(CASE, on_delete=models.CASCADE, related_name="type_items")


class EvaluationIntervention(ItemBase):
    """The type of what a study of practice elsewhere is about; other studies have that of their cases."""

    tag = models.ForeignKey(InterventionType, on_delete=models.PROTECT, related_name="study_items")
    content_object = ParentalKey(
        "interventions.EvaluationPage", on_delete=models.CASCADE, related_name="type_items"
    )


class CaseStudyOutcome(ItemBase):
    tag = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="items")
    content_object = ParentalKey(CASE, on_delete=models.CASCADE, related_name="outcome_items")


class CaseStudyTargetGroup(ItemBase):
    tag = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, related_name="items")
    content_object = ParentalKey(CASE, on_delete=models.CASCADE, related_name="target_group_items")


class CaseStudySector(ItemBase):
    tag = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="items")
    content_object = ParentalKey(CASE, on_delete=models.CASCADE, related_name="sector_items")


class CaseStudyPlace(Orderable):
    """A municipality where a case is carried out."""

    case = ParentalKey(CASE, on_delete=models.CASCADE, related_name="places")
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        related_name="case_study_places",
        verbose_name=_("municipality"),
    )

    panels = [FieldPanel("municipality")]

    class Meta(Orderable.Meta):
        unique_together = (("case", "municipality"),)


class CarryingOutOrganisation(Orderable):
    """Who carries a case out; it need not be a partner."""

    case = ParentalKey(CASE, on_delete=models.CASCADE, related_name="organisations")
    name = models.CharField(_("name"), max_length=160)
    website = models.URLField(_("website"), blank=True)

    panels = [FieldPanel("name"), FieldPanel("website")]


class Source(Orderable):
    """Where a statement can be checked."""

    authors = models.CharField(_("authors"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("organisation or journal"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    url = models.URLField(_("address on the web"), blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("authors"),
        FieldPanel("publisher"),
        FieldPanel("year"),
        FieldPanel("url"),
    ]

    class Meta(Orderable.Meta):
        abstract = True


class CaseStudySource(Source):
    case = ParentalKey(CASE, on_delete=models.CASCADE, related_name="sources")
