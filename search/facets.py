"""The facets by which cases are chosen: what each is called in an address, and how it counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.models import Municipality, Province
from interventions.choices import NOT_EVALUATED, Conclusion, Status
from interventions.models import InterventionType, Outcome, Sector, TargetGroup, Term
from partners.models import PartnerPage

#: In which a case can have begun, the last first.
YEARS = range(2100, 1949, -1)


@dataclass(frozen=True)
class Label:
    """One value of a facet: as the index knows it, as an address does, and as readers do."""

    key: str
    slug: str
    names: dict[str, str]


@dataclass(frozen=True)
class FacetDefinition:
    """A facet. ``by_count`` puts the most frequent values first, else the order of the labels holds."""

    name: str
    heading: Promise
    labels: Callable[[], Sequence[Label]]
    by_count: bool = False


def _terms(model: type[Term]) -> Callable[[], list[Label]]:
    def labels() -> list[Label]:
        return [
            Label(str(term.pk), term.slug, {"nl": term.name, "en": term.name_en or term.name})
            for term in model._default_manager.all()
        ]

    return labels


def _choices(choices: type[Choices], *more: tuple[str, Any]) -> Callable[[], list[Label]]:
    def labels() -> list[Label]:
        return [_choice(str(key), label) for key, label in [*choices.choices, *more]]

    return labels


def _choice(key: str, label: Any) -> Label:
    names = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names[language] = str(label)
    return Label(key, key, names)


def _municipalities() -> list[Label]:
    rows = Municipality.objects.order_by("name").values_list("code", "name")
    return [Label(code, code, {"nl": name, "en": name}) for code, name in rows]


def _partners() -> list[Label]:
    rows = PartnerPage.objects.live().public().order_by("title").values_list("pk", "slug", "title")
    return [Label(str(pk), slug, {"nl": title, "en": title}) for pk, slug, title in rows]


def _years() -> list[Label]:
    return [Label(str(year), str(year), dict.fromkeys(("nl", "en"), str(year)))
            for year in YEARS]  # fmt: skip


FACETS = (
    FacetDefinition("type", _("Kind of intervention"), _terms(InterventionType)),
    FacetDefinition("outcome", _("What it should change"), _terms(Outcome)),
    FacetDefinition(
        "conclusion",
        _("Did it work?"),
        _choices(Conclusion, (NOT_EVALUATED, _("Not evaluated yet"))),
    ),
    FacetDefinition("sector", _("Sector"), _terms(Sector)),
    FacetDefinition("municipality", _("Municipality"), _municipalities, by_count=True),
    FacetDefinition("province", _("Province"), _choices(Province)),
    FacetDefinition("target", _("For whom"), _terms(TargetGroup)),
    FacetDefinition("status", _("Status"), _choices(Status)),
    FacetDefinition("partner", _("Published by"), _partners, by_count=True),
    FacetDefinition("year", _("Started in"), _years),
)

FACET_NAMES = tuple(facet.name for facet in FACETS)
