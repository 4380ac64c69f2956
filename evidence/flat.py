"""Reads: the flat table of findings, one row a finding, by :data:`evidence.columns.COLUMNS`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import QuerySet
from taggit.models import ItemBase

from evidence.columns import (
    FINDING_COLUMNS,
    STUDY_COLUMNS,
    Case,
    Study,
    Value,
    permalink,
)
from evidence.query import EvidenceQuery
from evidence.selection import ordered
from interventions.models import (
    CaseStudyPage,
    EvaluationIntervention,
    EvaluationPage,
    Finding,
    FurtherCase,
)
from interventions.models.relations import CaseStudyIntervention, CaseStudyPlace, CaseStudySector

#: So many findings are read at a time, so that memory stays flat.
BATCH = 2_000

Grouped = TypeVar("Grouped")


STUDY_FIELDS = (
    "pk", "public_id", "title", "study_family", "design", "maryland_level", "wwc_rating",
    "conclusion", "inconclusive_reason", "independence", "period_start", "period_end",
    "is_example", "case_id", "schools", "pupils", "side_effects_looked_for", "side_effects",
)  # fmt: skip
FINDING_FIELDS = (
    "pk", "evaluation_id", "outcome__slug", "measure", "subgroup", "time_point_months", "role",
    "data", "metric", "effect", "effect_se", "effect_origin", "formula_version",
    "no_effect_because",
)  # fmt: skip


def rows(query: EvidenceQuery) -> Iterator[list[Value]]:
    """Yield the values of each finding that a question chooses, in the order of the columns."""
    return rows_of(ordered(query))


def rows_of(chosen: QuerySet[Finding]) -> Iterator[list[Value]]:
    """Yield the values of each of these findings, in the order of the columns.

    A batch at a time, with the same few queries each: memory does not grow with the number.
    """
    found = chosen.values_list(*FINDING_FIELDS, named=True).iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        cells = {
            pk: [column.value(study) for column in STUDY_COLUMNS]
            for pk, study in _studies({finding.evaluation_id for finding in batch}).items()
        }
        for finding in batch:
            yield [
                *cells[finding.evaluation_id],
                *(column.value(finding) for column in FINDING_COLUMNS),
            ]


def _studies(ids: Collection[int]) -> dict[int, Study]:
    pages = list(
        EvaluationPage.objects.filter(pk__in=ids)
        .order_by()
        .values_list(*STUDY_FIELDS, named=True)
    )  # fmt: skip
    further = _grouped(
        FurtherCase.objects.filter(evaluation__in=ids)
        .order_by("sort_order", "pk")
        .values_list("evaluation", "case")
    )
    cases = _cases({page.case_id for page in pages if page.case_id}.union(*further.values()))
    own_types = _tags(EvaluationIntervention, ids)
    return {
        page.pk: Study(
            fields=page,
            own_types=own_types[page.pk],
            case=cases.get(page.case_id),
            further_cases=[cases[pk] for pk in further[page.pk] if pk in cases],
        )
        for page in pages
    }


def _cases(ids: Collection[int]) -> dict[int, Case]:
    """Return those of these cases that everybody may see."""
    types, sectors = _tags(CaseStudyIntervention, ids), _tags(CaseStudySector, ids)
    places = _grouped(
        CaseStudyPlace.objects.filter(case__in=ids).order_by().values_list("case", "municipality")
    )
    public = CaseStudyPage.objects.live().public().filter(pk__in=ids).order_by()
    return {
        pk: Case(permalink(public_id), title, types[pk], sectors[pk], places[pk])
        for pk, public_id, title in public.values_list("pk", "public_id", "title")
    }


def _tags(through: type[ItemBase], owners: Collection[int]) -> dict[int, list[str]]:
    tagged = through._default_manager.filter(content_object__in=owners)
    return _grouped(tagged.values_list("content_object", "tag__slug"))


def _grouped(pairs: Iterable[tuple[int, Grouped]]) -> dict[int, list[Grouped]]:
    """Return the second of each pair under the first; nothing under what is not there."""
    groups: dict[int, list[Grouped]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
