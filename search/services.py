"""Writes: keep the records and the text index of cases true, in the transaction of the change."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from modelsearch.index import insert_or_update_object
from taggit.models import ItemBase
from wagtail.models import Page

from interventions.cards import evaluations_by_case
from interventions.models import (
    CaseStudyIntervention,
    CaseStudyOutcome,
    CaseStudyPage,
    CaseStudyPlace,
    CaseStudySector,
    CaseStudyTargetGroup,
    EvaluationPage,
    FurtherCase,
)
from interventions.verdicts import verdict_on_case
from partners.models import PartnerPage
from search.models import CaseRecord, IndexVersion
from search.text import fold

TERM_FACETS: dict[str, type[ItemBase]] = {
    "type": CaseStudyIntervention,
    "outcome": CaseStudyOutcome,
    "sector": CaseStudySector,
    "target": CaseStudyTargetGroup,
}


@transaction.atomic
def index_case(page: CaseStudyPage) -> None:
    """Write one case to the text index and to the records."""
    insert_or_update_object(page)
    record_cases([page.pk])


@transaction.atomic
def record_subtree(page: Page) -> None:
    """Write the records of the cases at or under a page, and of those that an evaluation there is about.

    For when it moved, or its privacy changed.
    """
    here = {"path__startswith": page.path}
    evaluations = EvaluationPage.objects.filter(**here)
    further = FurtherCase.objects.filter(evaluation__in=evaluations)
    record_cases(
        list(
            {
                *CaseStudyPage.objects.filter(**here).values_list("pk", flat=True),
                *evaluations.exclude(case=None).values_list("case_id", flat=True),
                *further.values_list("case_id", flat=True),
            }
        )
    )


@transaction.atomic
def record_cases(ids: Sequence[int]) -> None:
    """Write the records of these cases as the database has them now.

    Parameters
    ----------
    ids : page ids; one that is gone gets an invisible record
    """
    if not ids:
        return
    version = next_version()
    CaseRecord.objects.bulk_create(
        build_records(ids, version),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["page_id"],
        update_fields=["version", "visible", "values", "title_key", "published"],
    )


def next_version() -> int:
    """Return a new version, and hold the lock on it until the transaction ends."""
    if not IndexVersion.objects.filter(pk=1).update(value=F("value") + 1):
        IndexVersion.objects.create(pk=1, value=1)
    return IndexVersion.objects.values_list("value", flat=True).get(pk=1)


def build_records(ids: Sequence[int], version: int) -> list[CaseRecord]:
    """Return the records of these cases, unsaved, in a fixed number of queries."""
    pages = CaseStudyPage.objects.filter(pk__in=ids).values_list(
        "pk", "path", "title", "first_published_at", "status", "start_year"
    )
    public = set(
        CaseStudyPage.objects.live().public().filter(pk__in=ids).values_list("pk", flat=True)
    )
    values = _values(ids)
    partners = dict(
        PartnerPage.objects.filter(path__in={path[: -Page.steplen] for _, path, *_ in pages})
        .values_list("path", "pk")
    )  # fmt: skip
    records = {
        pk: CaseRecord(
            page_id=pk,
            version=version,
            visible=pk in public,
            title_key=fold(title)[:255],
            published=published,
            values={
                **values[pk],
                "partner": [str(partners[path[: -Page.steplen]])],
                **({"status": [status]} if status else {}),
                **({"year": [str(year)]} if year else {}),
            },
        )
        for pk, path, title, published, status, year in pages
    }
    gone = (
        CaseRecord(page_id=pk, version=version, visible=False, title_key="")
        for pk in ids
        if pk not in records
    )
    return [*records.values(), *gone]


def _values(ids: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    values: dict[int, dict[str, list[str]]] = defaultdict(dict)

    def add(pk: int, facet: str, key: Any) -> None:
        keys = values[pk].setdefault(facet, [])
        if str(key) not in keys:
            keys.append(str(key))

    for facet, through in TERM_FACETS.items():
        for pk, term in through.objects.filter(content_object_id__in=ids).values_list(
            "content_object_id", "tag_id"
        ):
            add(pk, facet, term)
    places = CaseStudyPlace.objects.filter(case_id__in=ids)
    for pk, code, province in places.values_list(
        "case_id", "municipality_id", "municipality__province"
    ):
        add(pk, "municipality", code)
        add(pk, "province", province)
    evaluations = evaluations_by_case(ids)
    for pk in ids:
        add(pk, "conclusion", verdict_on_case(evaluations[pk]).key)
    return values
