"""Reads: evaluations and findings as the API tells them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Model, Value

from api import schemas
from interventions.models import (
    CaseStudyIntervention,
    CaseStudyPage,
    EvaluationAuthor,
    EvaluationIntervention,
    EvaluationPage,
    EvaluationSource,
    Finding,
)
from interventions.small_counts import public_count


@dataclass(frozen=True)
class About:
    """What each of some evaluations is about: its public cases, its own first, and their types."""

    cases: Mapping[int, list[schemas.Reference]]
    types: Mapping[int, list[str]]


def reference(public_id: UUID, title: str) -> schemas.Reference:
    return schemas.Reference(id=public_id, permalink=permalink(public_id), title=title)


def permalink(public_id: UUID) -> str:
    return f"{settings.BASE_URL}/id/{public_id}"


def findings(rows: Sequence[Finding]) -> list[schemas.Finding]:
    """Return findings, read with their evaluation and outcome, as the API tells them."""
    about = about_evaluations({row.evaluation_id for row in rows})
    return [
        schemas.Finding(
            **_figures(row),
            study=schemas.Study(**_study(row.evaluation)),
            cases=about.cases[row.evaluation_id],
            types=about.types[row.evaluation_id],
        )
        for row in rows
    ]


def evaluations(rows: Sequence[EvaluationPage]) -> list[schemas.Evaluation]:
    """Return evaluations as a list of the API tells them."""
    return [schemas.Evaluation.model_validate(each) for each in _evaluations(rows)]


def evaluation_with_findings(row: EvaluationPage) -> schemas.EvaluationWithFindings:
    """Return one evaluation as the API tells it, with its findings."""
    [evaluation] = _evaluations([row])
    found = Finding.objects.filter(evaluation=row).select_related("outcome")
    return schemas.EvaluationWithFindings.model_validate(
        {**evaluation, "findings": [_figures(each) for each in found]}
    )


def _evaluations(rows: Sequence[EvaluationPage]) -> list[dict[str, Any]]:
    ids = [row.pk for row in rows]
    about = about_evaluations(ids)
    authors = _by_evaluation(EvaluationAuthor, ids)
    sources = _by_evaluation(EvaluationSource, ids)
    return [
        {
            **_study(row),
            **_as_they_are(row, (
                "summary", "follow_up_months", "schools", "sample", "explanation", "evaluator",
                "funder", "side_effects", "preregistration", "strength", "first_published_at",
                "last_published_at",
            )),
            **_known(row, ("side_effects_looked_for", "verdict", "verdict_reason", "next_step")),
            "pupils": public_count(row.pupils),
            "cases": about.cases[row.pk],
            "types": about.types[row.pk],
            "authors": [_as_they_are(each, schemas.Author.model_fields) for each in authors[row.pk]],
            "sources": [
                _as_they_are(each, schemas.EvaluationSource.model_fields) for each in sources[row.pk]
            ],
        }
        for row in rows
    ]  # fmt: skip


def about_evaluations(ids: Collection[int]) -> About:
    """Read what evaluations are about, in two queries."""
    public = CaseStudyPage.objects.live().public().order_by()
    named = ("evaluation", "place", "pk", "public_id", "title")
    own = public.filter(evaluations__in=ids).annotate(evaluation=F("evaluations"), place=Value(0))
    further = public.filter(further_evaluations__evaluation__in=ids).annotate(
        evaluation=F("further_evaluations__evaluation"), place=Value(1)
    )
    rows = sorted(own.values_list(*named).union(further.values_list(*named)))
    types = _types([*ids, *{case for _evaluation, _place, case, *_rest in rows}])
    cases: dict[int, list[schemas.Reference]] = defaultdict(list)
    slugs: dict[int, set[str]] = defaultdict(set, {pk: set(types[pk]) for pk in ids})
    for evaluation, _place, case, public_id, title in rows:
        cases[evaluation].append(reference(public_id, title))
        slugs[evaluation].update(types[case])
    return About(cases, defaultdict(list, {pk: sorted(found) for pk, found in slugs.items()}))


def _types(pages: Iterable[int]) -> dict[int, list[str]]:
    """Return the slugs of the types of cases and evaluations, by page."""
    wanted = list(pages)
    of_cases, of_evaluations = (
        through._default_manager.filter(content_object__in=wanted)
        .order_by()
        .values_list("content_object", "tag__slug")
        for through in (CaseStudyIntervention, EvaluationIntervention)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for page, slug in of_cases.union(of_evaluations):
        found[page].append(slug)
    return found


def _by_evaluation(
    model: type[EvaluationAuthor] | type[EvaluationSource], ids: Collection[int]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model._default_manager.filter(evaluation__in=ids).order_by("sort_order", "pk"):
        found[row.evaluation_id].append(row)
    return found


def _as_they_are(row: Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _known(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """Return choices of a record; what was not chosen is null."""
    return {name: getattr(row, name) or None for name in names}


def _study(evaluation: EvaluationPage) -> dict[str, Any]:
    return {
        "id": evaluation.public_id,
        "permalink": permalink(evaluation.public_id),
        **_as_they_are(evaluation, (
            "title", "design", "maryland_level", "conclusion", "study_family", "period_start",
            "period_end", "is_example",
        )),
        **_known(evaluation, ("wwc_rating", "inconclusive_reason", "independence")),
    }  # fmt: skip


def _figures(finding: Finding) -> dict[str, Any]:
    low, high = finding.ci or (None, None)
    shares = (finding.share_before, finding.share_after)
    before, after = (None, None) if finding.is_suppressed else shares
    return {
        "id": finding.pk,
        "outcome": finding.outcome.slug,
        "months": finding.time_point_months,
        "effect": finding.effect,
        "standard_error": finding.effect_se,
        "ci_low": low,
        "ci_high": high,
        "origin": finding.effect_origin or None,
        "share_before": before,
        "share_after": after,
        **_as_they_are(finding, ("measure", "unit", "subgroup", "data", "formula_version")),
        **_known(finding, ("direction", "role", "metric", "no_effect_because")),
    }
