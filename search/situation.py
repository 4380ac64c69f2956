"""A reader's own situation, and the cases that are most like it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Municipality
from interventions.cards import CaseCard, case_cards
from search import snapshot
from search.likeness import Criterion, alike, similar_size
from search.results import name_of
from search.snapshot import Bits, Snapshot

MOST_SHOWN = 24
WEIGHTS = {
    "sector": 4,
    "municipality": 4,
    "outcome": 3,
    "size": 2,
    "urbanity": 2,
    "province": 1,
}
REASONS: dict[str, str | Promise] = {
    "sector": gettext_lazy("same sector"),
    "municipality": gettext_lazy("same municipality"),
    "outcome": gettext_lazy("wants to change the same"),
    "size": gettext_lazy("municipality of similar size"),
    "urbanity": gettext_lazy("as urban as yours"),
    "province": gettext_lazy("same province"),
}
#: What follows from the municipality being the same: no reason of its own.
OF_MUNICIPALITY = ("size", "urbanity", "province")


def _choices(facet: str) -> Callable[[], list[tuple[str, str]]]:
    def choices() -> list[tuple[str, str]]:
        labels = snapshot.labels().ordered[facet]
        return [("", _("No choice")), *((label.slug, name_of(label)) for label in labels)]

    return choices


class SituationForm(forms.Form):
    """Where a reader stands, as an address tells it."""

    sector = forms.ChoiceField(
        label=gettext_lazy("Your sector"), choices=_choices("sector"), required=False
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("Your municipality"), choices=_choices("municipality"), required=False
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("What should change?"), choices=_choices("outcome"), required=False
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Only this kind of intervention"),
        choices=_choices("type"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
            field.error_messages["invalid_choice"] = _("This doesn't exist; choose one of these.")

    def clean(self) -> dict[str, Any]:
        """Ask for something to compare with."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in WEIGHTS):
            self.add_error("sector", _("Choose at least a sector, a municipality or an outcome."))
        return cleaned


@dataclass(frozen=True)
class LikeCase:
    """A case, with what it shares with the situation of the reader."""

    card: CaseCard
    reasons: Sequence[str | Promise]


@dataclass(frozen=True)
class LikeCases:
    """The cases that are most like a situation.

    ``unknown`` names what could not be compared, as it is not known of the reader's municipality.
    """

    cases: Sequence[LikeCase]
    total: int
    unknown: Sequence[str | Promise]


def like_cases(situation: SituationForm) -> LikeCases:
    """Return the cases that are most like a valid situation, in a fixed number of queries."""
    known = snapshot.current()
    chosen = snapshot.labels().keys_of(
        {name: [value] for name, value in situation.cleaned_data.items() if value}
    )
    own = Municipality.objects.filter(pk__in=chosen.get("municipality", ())).first()
    cases = _bits(known, "type", chosen["type"]) if "type" in chosen else known.visible
    criteria = list(_criteria(known, chosen, own))
    shared = {
        page_id: group.shared
        for group in alike(criteria, cases & known.visible)
        if group.score
        for page_id in islice(known.newest_first(group.bits), MOST_SHOWN)
    }
    first = list(shared)[:MOST_SHOWN]
    return LikeCases(
        cases=[LikeCase(card, _reasons(shared[card.id])) for card in case_cards(first)],
        total=(cases & reduce(or_, (each.bits for each in criteria), 0)).bit_count(),
        unknown=_unknown(own),
    )


def _criteria(
    known: Snapshot, chosen: dict[str, list[str]], own: Municipality | None
) -> Iterator[Criterion]:
    for name in ("sector", "municipality", "outcome"):
        if name in chosen:
            yield Criterion(name, WEIGHTS[name], _bits(known, name, chosen[name]))
    if own is None:
        return
    others = list(Municipality.objects.values_list("code", "population", "urbanity"))
    size = [code for code, population, _class in others if similar_size(population, own.population)]
    urban = [code for code, _size, urbanity in others if urbanity and urbanity == own.urbanity]
    yield Criterion("size", WEIGHTS["size"], _bits(known, "municipality", size))
    yield Criterion("urbanity", WEIGHTS["urbanity"], _bits(known, "municipality", urban))
    yield Criterion("province", WEIGHTS["province"], _bits(known, "province", [own.province]))


def _bits(known: Snapshot, facet: str, keys: Sequence[str]) -> Bits:
    values = known.values[facet]
    return reduce(or_, (values[key] for key in keys if key in values), 0)


def _reasons(shared: Sequence[str]) -> list[str | Promise]:
    implied = OF_MUNICIPALITY if "municipality" in shared else ()
    return [REASONS[name] for name in shared if name not in implied]


def _unknown(own: Municipality | None) -> list[str | Promise]:
    if own is None:
        return []
    return [
        name
        for name, value in ((_("its size"), own.population), (_("how urban it is"), own.urbanity))
        if value is None
    ]
