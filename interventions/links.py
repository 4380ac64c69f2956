"""What cases are tied to: terms, tags, places, organisations and sources, read in one query."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, IntegerField, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast
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
    """A field of :class:`Links`: the model to read, its columns, and what a row becomes."""

    name: str
    model: type[Model]
    case: str
    order: str
    columns: tuple[str, ...]
    make: Callable[..., Any]


def _terms(name: str, through: type[Model], term: type[Term]) -> _Relation:
    fields = ("id", "name", "slug", "name_en", "definition", "definition_en", "order")

    def make(pk: str, *texts: str) -> Term:
        values = dict(zip(fields, (pk, *texts), strict=True))
        return term(**(values | {"id": int(pk), "order": int(values["order"])}))

    columns = tuple(f"tag__{column}" for column in fields)
    return _Relation(name, through, "content_object_id", "tag__order", columns, make)


RELATIONS = (
    _terms("types", CaseStudyIntervention, InterventionType),
    _terms("sectors", CaseStudySector, Sector),
    _terms("targets", CaseStudyTargetGroup, TargetGroup),
    _terms("outcomes", CaseStudyOutcome, Outcome),
    _Relation(
        "tags", CaseStudyTag, "content_object_id", "pk", ("tag__pk", "tag__name", "tag__slug"),
        lambda pk, name, slug, *_: Tag(pk=int(pk), name=name, slug=slug),
    ),
    _Relation(
        "municipalities", CaseStudyPlace, "case_id", "sort_order",
        ("municipality_id", "municipality__name", "municipality__province"),
        lambda code, name, province, *_: Municipality(code=code, name=name, province=province),
    ),
    _Relation(
        "organisations", CarryingOutOrganisation, "case_id", "sort_order", ("name", "website"),
        lambda name, website, *_: CarryingOutOrganisation(name=name, website=website),
    ),
    _Relation(
        "sources", CaseStudySource, "case_id", "sort_order",
        ("title", "authors", "publisher", "year", "url"),
        lambda title, authors, publisher, year, url, *_: CaseStudySource(
            title=title, authors=authors, publisher=publisher, year=year and int(year), url=url
        ),
    ),
)  # fmt: skip
WIDTH = max(len(relation.columns) for relation in RELATIONS)


def links_by_case(ids: Iterable[int]) -> dict[int, Links]:
    """Return what the database has for each of these cases; an empty one where there is nothing."""
    wanted = list(ids)
    first, *others = (_rows(number, wanted) for number in range(len(RELATIONS)))
    found: dict[int, Links] = defaultdict(Links)
    rows = sorted(first.union(*others, all=True), key=lambda row: (row[2] or 0, row[3]))
    for pk, number, _order, _name, *values in rows:
        relation = RELATIONS[number]
        getattr(found[pk], relation.name).append(relation.make(*values))
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


def _rows(number: int, ids: Sequence[int]) -> QuerySet[Any, Any]:
    """Return rows of one shape for every relation: case, relation, order, name, and texts."""
    relation = RELATIONS[number]
    texts = [Cast(column, TextField()) for column in relation.columns]
    padding = [Value("", TextField())] * (WIDTH - len(texts))
    return (
        relation.model._default_manager.filter(**{f"{relation.case}__in": ids})
        .order_by()
        .values_list(
            relation.case,
            Value(number, IntegerField()),
            Cast(relation.order, IntegerField()),
            Cast(relation.columns[1], CharField()),
            *texts,
            *padding,
        )
    )
