from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelsearch import index


class Province(models.TextChoices):
    """The twelve provinces; the value is used in addresses."""

    DRENTHE = "drenthe", "Drenthe"
    FLEVOLAND = "flevoland", "Flevoland"
    FRYSLAN = "fryslan", "Fryslân"
    GELDERLAND = "gelderland", "Gelderland"
    GRONINGEN = "groningen", "Groningen"
    LIMBURG = "limburg", "Limburg"
    NOORD_BRABANT = "noord-brabant", "Noord-Brabant"
    NOORD_HOLLAND = "noord-holland", "Noord-Holland"
    OVERIJSSEL = "overijssel", "Overijssel"
    UTRECHT = "utrecht", "Utrecht"
    ZEELAND = "zeeland", "Zeeland"
    ZUID_HOLLAND = "zuid-holland", "Zuid-Holland"


class Urbanity(models.IntegerChoices):
    """Statistics Netherlands' five classes, by addresses per square kilometre."""

    VERY_STRONG = 1, _("very strongly urban")
    STRONG = 2, _("strongly urban")
    MODERATE = 3, _("moderately urban")
    LITTLE = 4, _("hardly urban")
    NOT = 5, _("not urban")


class Municipality(index.Indexed, models.Model):
    """A Dutch municipality, identified by the four-digit code of Statistics Netherlands (CBS)."""

    code = models.CharField(
        _("CBS code"),
        max_length=4,
        primary_key=True,
        validators=[RegexValidator(r"^\d{4}$", _("A CBS code has four digits."))],
    )
    name = models.CharField(_("name"), max_length=80)
    province = models.CharField(_("province"), max_length=20, choices=Province.choices)
    valid_year = models.PositiveSmallIntegerField(
        _("year of validity"),
        help_text=_("The year of the list of municipalities that this row comes from."),
    )
    dissolved = models.BooleanField(
        _("dissolved"),
        default=False,
        help_text=_("It has merged since; kept because cases from before name it."),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    urbanity = models.PositiveSmallIntegerField(
        _("urbanity"), choices=Urbanity.choices, null=True, blank=True
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name
