from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from taggit.models import TagBase


class Term(index.Indexed, TagBase):
    """One row of a closed vocabulary: one slug, with a label and a definition in both languages.

    A term is never a translatable snippet: taggit's name and slug are unique, and a facet would
    split by language.
    """

    free_tagging = False

    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    definition = models.TextField(_("definition"), max_length=600, blank=True)
    definition_en = models.TextField(_("English definition"), max_length=600, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    @property
    def label(self) -> str:
        """The name in the language of the reader; Dutch where no English one is given."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def explanation(self) -> str:
        """The definition in the language of the reader; Dutch where no English one is given."""
        if get_language() == "en" and self.definition_en:
            return self.definition_en
        return self.definition


class InterventionType(Term):
    class Meta(Term.Meta):
        verbose_name = _("intervention type")
        verbose_name_plural = _("intervention types")

    def get_absolute_url(self) -> str:
        return reverse("intervention_type", args=[self.slug])


class Outcome(Term):
    """What an intervention wants to change; also the domain that an evaluation measures in."""

    measures_attainment = models.BooleanField(
        _("learning results"),
        default=False,
        db_default=False,
        help_text=_("Effects on these are also told in months of progress; on others never."),
    )
    is_side_effect = models.BooleanField(
        _("side effect"),
        default=False,
        db_default=False,
        help_text=_("What nobody wanted to change."),
    )

    #: Whether what is saved changes how evaluations on it are rated (interventions.signals).
    changes_ratings = False

    class Meta(Term.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def get_absolute_url(self) -> str:
        return reverse("outcome", args=[self.slug])


class TargetGroup(Term):
    class Meta(Term.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Sector(Term):
    """Primary (po), secondary (vo) or special education (so); the slug is the abbreviation."""

    class Meta(Term.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
