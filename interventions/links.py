"""What cases are tied to: terms, tags, places, organisations and sources, read in one query.

One query a relation would be plainer, and took the page of a case over its fifteen: it shows eight
relations of its own case and three of each related one (decision record 0012).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model, QuerySet, Value
from django.db.models.functions import JSONObject
from taggit.models import Tag

from core.models import Municipality
from interventions.models import (
    CarryingOutOrganisation,
    CaseStudyIntervention,
    CaseStudyOutcome,
    CaseStudyPage,
    CaseStudyPlace,
    CaseStudySector,
    CaseStudySource,
    CaseStudyTag,
    CaseStudyTargetGroup,
    InterventionType,
    Outcome,
    Sector,
    TargetGroup,
    Term,
)


@dataclass(frozen=True)
class Links:
    """What one case is tied to, each in the order in which it is shown. To read, not to save."""

    types: Sequence[Term] = field(default_factory=list)
    sectors: Sequence[Term] = field(default_factory=list)
    targets: Sequence[Term] = field(default_factory=list)
    outcomes: Sequence[Term] = field(default_factory=list)
    tags: Sequence[Tag] = field(default_factory=list)
    municipalities: Sequence[Municipality] = field(default_factory=list)
    organisations: Sequence[CarryingOutOrganisation] = field(default_factory=list)
    sources: Sequence[CaseStudySource] = field(default_factory=list)


@dataclass(frozen=True)
class _Relation:
    """Where a field of :class:`Links` is stored, and of which model its items are.

    ``columns`` maps the fields of an item to the columns that hold them, seen from ``stored``.
    """

    item: type[Model]
    stored: type[Model]
    case: str
    order: str
    columns: Mapping[str, str]


def _terms(item: type[Term], stored: type[Model]) -> _Relation:
    names = ("id", "name", "name_en", "slug", "order")
    columns = {name: f"tag__{name}" for name in names}
    return _Relation(item, stored, "content_object_id", "tag__order", columns)


RELATIONS = {
    "types": _terms(InterventionType, CaseStudyIntervention),
    "sectors": _terms(Sector, CaseStudySector),
    "targets": _terms(TargetGroup, CaseStudyTargetGroup),
    "outcomes": _terms(Outcome, CaseStudyOutcome),
    "tags": _Relation(
        Tag, CaseStudyTag, "content_object_id", "pk",
        {"id": "tag__id", "name": "tag__name", "slug": "tag__slug"},
    ),
    "municipalities": _Relation(
        Municipality, CaseStudyPlace, "case_id", "sort_order",
        {"code": "municipality_id", "name": "municipality__name",
         "province": "municipality__province"},
    ),
    "organisations": _Relation(
        CarryingOutOrganisation, CarryingOutOrganisation, "case_id", "sort_order",
        {"name": "name", "website": "website"},
    ),
    "sources": _Relation(
        CaseStudySource, CaseStudySource, "case_id", "sort_order",
        {name: name for name in ("title", "authors", "publisher", "year", "url")},
    ),
}  # fmt: skip


def links_by_case(
    ids: Iterable[int], names: Collection[str] = tuple(RELATIONS)
) -> dict[int, Links]:
    """Return what the database has for each of these cases; an empty one where there is nothing.

    Parameters
    ----------
    ids : page ids, any number
    names : the fields to read; the others stay empty
    """
    wanted = list(ids)
    first, *others = (_rows(name, wanted) for name in names)
    rows = first.union(*others, all=True)
    found: dict[int, Links] = defaultdict(Links)
    for case, name, _order, values in sorted(rows, key=_as_shown):
        getattr(found[case], name).append(RELATIONS[name].item(**values))
    return found


def names_by_case(ids: Iterable[int], name: str, *fields: str) -> dict[int, list[tuple[str, ...]]]:
    """Return the texts of one relation of these cases, in the order in which they are shown.

    For many cases at once: as rows, where models take three times as long; case by case, as in an
    order of the whole SQLite looks every municipality up for every case.

    Parameters
    ----------
    ids : page ids, some hundreds
    name : a field of :class:`Links`
    fields : of its items, the name first
    """
    relation = RELATIONS[name]
    columns = [relation.columns[field] for field in fields]
    rows = (
        relation.stored._default_manager.filter(**{f"{relation.case}__in": list(ids)})
        .order_by(relation.case, relation.order, columns[0])
        .values_list(relation.case, *columns)
    )
    found: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for case, *texts in rows:
        found[case].append(tuple(texts))
    return found


def links_on(page: CaseStudyPage) -> Links:
    """Return what a page itself has, saved or not: as a preview needs."""

    def in_order(terms: Iterable[Term]) -> list[Term]:
        return sorted(terms, key=lambda term: (term.order, term.name))

    return Links(
        types=in_order(page.intervention_types.all()),
        sectors=in_order(page.sectors.all()),
        targets=in_order(page.target_groups.all()),
        outcomes=in_order(page.target_outcomes.all()),
        tags=list(page.tags.all()),
        municipalities=[
            place.municipality for place in page.places.all().prefetch_related("municipality")
        ],
        organisations=list(page.organisations.all()),
        sources=list(page.sources.all()),
    )


def _rows(name: str, ids: Sequence[int]) -> QuerySet[Any, Any]:
    """Return rows of one shape for every relation: case, relation, order, and an item's fields."""
    relation = RELATIONS[name]
    return (
        relation.stored._default_manager.filter(**{f"{relation.case}__in": ids})
        .order_by()
        .values_list(relation.case, Value(name), F(relation.order), JSONObject(**relation.columns))
    )


def _as_shown(row: tuple[int, str, int | None, dict[str, Any]]) -> tuple[int, str]:
    _case, _name, order, values = row
    return order or 0, values.get("name", "")
