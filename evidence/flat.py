"""The flat table of findings: one row a finding, each column with what it says.

The code book and every format are made from :data:`COLUMNS`, so that none lacks a column or its
description. Only what is public: no contact persons, no counts under 10.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from evidence.query import EvidenceQuery
from evidence.selection import ordered
from interventions.models import (
    CaseStudyPage,
    EvaluationIntervention,
    EvaluationPage,
    FurtherCase,
)
from interventions.models.finding import interval
from interventions.models.relations import CaseStudyIntervention, CaseStudyPlace, CaseStudySector

#: So many findings are read at a time, so that memory stays flat.
BATCH = 2_000

Value = str | int | float | None
Source = TypeVar("Source")


@dataclass(frozen=True)
class Case:
    """A case that everybody may see, with what it is tagged with, as slugs and codes."""

    permalink: str
    title: str
    types: Collection[str]
    sectors: Collection[str]
    municipalities: Collection[str]


@dataclass(frozen=True)
class Study:
    """An evaluation, with the types of its own and the cases that it is about.

    ``fields`` has the fields of the evaluation by name; ``case`` is the one that it hangs under.
    """

    fields: Any
    own_types: Collection[str]
    case: Case | None
    further_cases: Sequence[Case]

    @property
    def cases(self) -> Sequence[Case]:
        return [self.case, *self.further_cases] if self.case else self.further_cases


@dataclass(frozen=True)
class Column(Generic[Source]):
    name: str
    description: Promise
    value: Callable[[Source], Value]


def _permalink(public_id: object) -> str:
    return f"{settings.BASE_URL}/id/{public_id}"


def _joined(parts: Iterable[str]) -> str:
    return ";".join(sorted(set(parts)))


def _of_study(name: str) -> Callable[[Study], Value]:
    return attrgetter(f"fields.{name}")


def _limit(end: int) -> Callable[[Any], Value]:
    def value(finding: Any) -> float | None:
        limits = interval(finding.effect, finding.effect_se)
        return limits[end] if limits else None

    return value


#: The same for each finding of a study.
STUDY_COLUMNS: Sequence[Column[Study]] = (
    Column("intervention_case", _("Permalink of the case study; empty for practice elsewhere."),
           lambda study: study.case.permalink if study.case else None),
    Column("intervention_title", _("Name of the case study."),
           lambda study: study.case.title if study.case else None),
    Column("intervention_further_cases",
           _("Permalinks of the further cases that the study is about, with a semicolon between."),
           lambda study: _joined(case.permalink for case in study.further_cases)),
    Column("intervention_types",
           _("Slugs of the kinds of intervention of all these cases, with a semicolon between."),
           lambda study: _joined(
               [*study.own_types, *(slug for case in study.cases for slug in case.types)])),
    Column("intervention_sectors",
           _("Slugs of the sectors of all these cases, with a semicolon between."),
           lambda study: _joined(slug for case in study.cases for slug in case.sectors)),
    Column("intervention_municipalities",
           _("CBS codes of the municipalities of all these cases, with a semicolon between."),
           lambda study: _joined(code for case in study.cases for code in case.municipalities)),
    Column("study_id", _("Permalink of the evaluation."),
           lambda study: _permalink(study.fields.public_id)),
    Column("study_title", _("Name of the evaluation."), _of_study("title")),
    Column("study_family", _("Code that reports of one study share; empty: a study of its own."),
           _of_study("study_family")),
    Column("study_design", _("Design, as in the address of the evidence page."),
           _of_study("design")),
    Column("study_maryland_level", _("Level on the Maryland scale, from 1 to 5."),
           _of_study("maryland_level")),
    Column("study_rating", _("Rating after the rules of the What Works Clearinghouse."),
           _of_study("wwc_rating")),
    Column("study_conclusion", _("What the evaluation itself concludes."), _of_study("conclusion")),
    Column("study_inconclusive_reason", _("Why it is inconclusive, where it is."),
           _of_study("inconclusive_reason")),
    Column("study_independence", _("Who evaluated: developer, commissioned or independent."),
           _of_study("independence")),
    Column("study_period_start", _("First year of the study."), _of_study("period_start")),
    Column("study_period_end", _("Last year of the study."), _of_study("period_end")),
    Column("study_is_example", _("1 for example data, which say nothing of the coalition; else 0."),
           lambda study: int(study.fields.is_example)),
)  # fmt: skip

FINDING_COLUMNS: Sequence[Column[Any]] = (
    Column("finding_id", _("Number of the finding on this site."), attrgetter("pk")),
    Column("finding_outcome", _("Slug of the outcome."), attrgetter("outcome__slug")),
    Column("finding_measure", _("What was measured, in the words of the study."),
           attrgetter("measure")),
    Column("finding_subgroup", _("Part of the pupils that it is about; empty: all of them."),
           attrgetter("subgroup")),
    Column("finding_months", _("Months after the start at which was measured."),
           attrgetter("time_point_months")),
    Column("finding_role", _("Planned beforehand (confirmatory) or not (exploratory)."),
           attrgetter("role")),
    Column("finding_data", _("What the study reports."), attrgetter("data")),
    Column("finding_metric", _("Kind of effect size: smd, log-odds-ratio or log-risk-ratio."),
           attrgetter("metric")),
    Column("finding_effect", _("Effect size; above zero is better, whatever was measured."),
           attrgetter("effect")),
    Column("finding_se", _("Standard error of the effect size."), attrgetter("effect_se")),
    Column("finding_ci_low", _("Lower end of its interval of 95 per cent."), _limit(0)),
    Column("finding_ci_high", _("Upper end of its interval of 95 per cent."), _limit(1)),
    Column("finding_origin", _("Reported by the study, or computed here from its figures."),
           attrgetter("effect_origin")),
    Column("finding_formula_version", _("Version of the formulae that computed it."),
           attrgetter("formula_version")),
    Column("finding_no_effect_because", _("Why there is no effect size, where there is none."),
           attrgetter("no_effect_because")),
)  # fmt: skip

COLUMNS: Sequence[Column[Any]] = (*STUDY_COLUMNS, *FINDING_COLUMNS)

STUDY_FIELDS = (
    "pk", "public_id", "title", "study_family", "design", "maryland_level", "wwc_rating",
    "conclusion", "inconclusive_reason", "independence", "period_start", "period_end",
    "is_example", "case_id",
)  # fmt: skip
FINDING_FIELDS = (
    "pk", "evaluation_id", "outcome__slug", "measure", "subgroup", "time_point_months", "role",
    "data", "metric", "effect", "effect_se", "effect_origin", "formula_version",
    "no_effect_because",
)  # fmt: skip


def rows(query: EvidenceQuery) -> Iterator[list[Value]]:
    """Yield the values of each finding that a question chooses, in the order of the columns.

    A batch at a time, with the same few queries each: memory does not grow with the number.
    """
    found = ordered(query).values_list(*FINDING_FIELDS, named=True).iterator(chunk_size=BATCH)
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
        pk: Case(_permalink(public_id), title, types[pk], sectors[pk], places[pk])
        for pk, public_id, title in public.values_list("pk", "public_id", "title")
    }


def _tags(through: type[ItemBase], owners: Collection[int]) -> dict[int, list[str]]:
    tagged = through._default_manager.filter(content_object__in=owners)
    return _grouped(tagged.values_list("content_object", "tag__slug"))


def _grouped(pairs: Iterable[tuple[int, Source]]) -> dict[int, list[Source]]:
    """Return the second of each pair under the first; nothing under what is not there."""
    groups: dict[int, list[Source]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
