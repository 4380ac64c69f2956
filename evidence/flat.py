"""The flat table of findings: one row a finding, each column with what it says.

The code book and every format are made from :data:`COLUMNS`, so that none lacks a column or its
description. Only what is public: no contact persons, no counts under 10.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from evidence.query import EvidenceQuery
from evidence.selection import ordered
from interventions.models import CaseStudyPage, EvaluationIntervention, Finding
from interventions.models.relations import CaseStudyIntervention, CaseStudyPlace, CaseStudySector

#: So many findings are read at a time, so that memory stays flat.
BATCH = 2_000

Value = str | int | float | None


@dataclass(frozen=True)
class Row:
    """A finding with what its case is tagged with, as slugs and codes."""

    finding: Finding
    types: Sequence[str]
    sectors: Sequence[str]
    municipalities: Sequence[str]
    case: CaseStudyPage | None


@dataclass(frozen=True)
class Column:
    name: str
    description: Promise
    value: Callable[[Row], Value]


def _permalink(public_id: object) -> str:
    return f"{settings.BASE_URL}/id/{public_id}"


def _limit(row: Row, end: int) -> float | None:
    return row.finding.ci[end] if row.finding.ci else None


def _of_finding(name: str) -> Callable[[Row], Value]:
    return lambda row: getattr(row.finding, name)


def _of_study(name: str) -> Callable[[Row], Value]:
    return lambda row: getattr(row.finding.evaluation, name)


COLUMNS = (
    Column("intervention_case", _("Permalink of the case study; empty for practice elsewhere."),
           lambda row: _permalink(row.case.public_id) if row.case else None),
    Column("intervention_title", _("Name of the case study."),
           lambda row: row.case.title if row.case else None),
    Column("intervention_types", _("Slugs of the kinds of intervention, with a semicolon between."),
           lambda row: ";".join(row.types)),
    Column("intervention_sectors", _("Slugs of the sectors, with a semicolon between."),
           lambda row: ";".join(row.sectors)),
    Column("intervention_municipalities", _("CBS codes, with a semicolon between."),
           lambda row: ";".join(row.municipalities)),
    Column("study_id", _("Permalink of the evaluation."),
           lambda row: _permalink(row.finding.evaluation.public_id)),
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
           lambda row: int(row.finding.evaluation.is_example)),
    Column("finding_id", _("Number of the finding on this site."), _of_finding("pk")),
    Column("finding_outcome", _("Slug of the outcome."), lambda row: row.finding.outcome.slug),
    Column("finding_measure", _("What was measured, in the words of the study."),
           _of_finding("measure")),
    Column("finding_subgroup", _("Part of the pupils that it is about; empty: all of them."),
           _of_finding("subgroup")),
    Column("finding_months", _("Months after the start at which was measured."),
           _of_finding("time_point_months")),
    Column("finding_role", _("Planned beforehand (confirmatory) or not (exploratory)."),
           _of_finding("role")),
    Column("finding_data", _("What the study reports."), _of_finding("data")),
    Column("finding_metric", _("Kind of effect size: smd, log-odds-ratio or log-risk-ratio."),
           _of_finding("metric")),
    Column("finding_effect", _("Effect size; above zero is better, whatever was measured."),
           _of_finding("effect")),
    Column("finding_se", _("Standard error of the effect size."), _of_finding("effect_se")),
    Column("finding_ci_low", _("Lower end of its interval of 95 per cent."),
           lambda row: _limit(row, 0)),
    Column("finding_ci_high", _("Upper end of its interval of 95 per cent."),
           lambda row: _limit(row, 1)),
    Column("finding_origin", _("Reported by the study, or computed here from its figures."),
           _of_finding("effect_origin")),
    Column("finding_formula_version", _("Version of the formulae that computed it."),
           _of_finding("formula_version")),
    Column("finding_no_effect_because", _("Why there is no effect size, where there is none."),
           _of_finding("no_effect_because")),
)  # fmt: skip


def rows(query: EvidenceQuery) -> Iterator[list[Value]]:
    """Yield the values of each finding that a question chooses, in the order of the columns.

    A batch at a time, with the same few queries each: memory does not grow with the number.
    """
    found = ordered(query).select_related("evaluation", "outcome").iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        for row in _with_cases(batch):
            yield [column.value(row) for column in COLUMNS]


def _with_cases(batch: Sequence[Finding]) -> Iterator[Row]:
    evaluations = {finding.evaluation_id for finding in batch}
    cases = (
        CaseStudyPage.objects.live().public()
        .only("public_id", "title")
        .in_bulk({f.evaluation.case_id for f in batch if f.evaluation.case_id})
    )  # fmt: skip
    types = _tags(CaseStudyIntervention, "tag__slug", cases)
    own_types = _tags(EvaluationIntervention, "tag__slug", evaluations)
    sectors = _tags(CaseStudySector, "tag__slug", cases)
    places: dict[int, list[str]] = {}
    for case, code in CaseStudyPlace.objects.filter(case__in=cases).values_list(
        "case", "municipality"
    ):
        places.setdefault(case, []).append(code)
    for finding in batch:
        pk = finding.evaluation.case_id or 0
        yield Row(
            finding=finding,
            types=sorted({*types.get(pk, ()), *own_types.get(finding.evaluation_id, ())}),
            sectors=sorted(sectors.get(pk, ())),
            municipalities=sorted(places.get(pk, ())),
            case=cases.get(pk),
        )


def _tags(
    through: type[ItemBase], lookup: str, owners: Mapping[int, object] | set[int]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    chosen = through._default_manager.filter(content_object__in=list(owners))
    for owner, slug in chosen.values_list("content_object", lookup):
        found.setdefault(owner, []).append(slug)
    return found
