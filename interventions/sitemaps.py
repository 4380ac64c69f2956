from django.contrib.sitemaps import Sitemap

from interventions.models import InterventionType, Outcome
from interventions.models.vocabularies import Term


class TermSitemap(Sitemap):
    """The landing pages of kinds of intervention and of outcomes."""

    def items(self) -> list[Term]:
        return [*InterventionType.objects.all(), *Outcome.objects.all()]
