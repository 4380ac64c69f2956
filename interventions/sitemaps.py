from core.sitemaps import AddressSitemap
from interventions.models import InterventionType, Outcome
from interventions.models.vocabularies import Term


class TermSitemap(AddressSitemap):
    """The landing pages of kinds of intervention and of outcomes."""

    def items(self) -> list[Term]:
        return [*InterventionType.objects.all(), *Outcome.objects.all()]
