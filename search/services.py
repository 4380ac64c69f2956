"""Writes: keep the records and the text index of cases true, in the transaction of the change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F
from modelsearch.backends import get_search_backends
from taggit.models import ItemBase
from wagtail.models import Page

from interventions.cards import verdicts_by_case
from interventions.fulltext import searchable_texts
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
from partners.models import PartnerPage
from search.models import CaseDocument, CaseRecord, IndexVersion
from search.text import fold

TERM_FACETS: dict[str, type[ItemBase]] = {
    "type": CaseStudyIntervention,
    "outcome": CaseStudyOutcome,
    "sector": CaseStudySector,
    "target": CaseStudyTargetGroup,
}

#: So many cases become parameters of one query, and so many texts are in memory at once.
BATCH = 500


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield the ids in lists of at most :data:`BATCH`."""
    remaining = iter(ids)
    while batch := list(islice(remaining, BATCH)):
        yield batch


@transaction.atomic
def index_cases(ids: Iterable[int]) -> None:
    """Write cases to the text index and to the records, as the database has them now.

    Parameters
    ----------
    ids : page ids, any number; one that is gone has no text, and gets an invisible record
    """
    for batch in batches(ids):
        texts = searchable_texts(batch)
        pages = list(CaseStudyPage.objects.filter(pk__in=texts).only("title"))
        for page in pages:
            page.searchable_text = str(texts[page.pk])
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(CaseStudyPage, pages)
        _keep_documents(batch, {pk: text.document_ids for pk, text in texts.items()})
        record_cases(batch)


def _keep_documents(ids: Sequence[int], in_stories: Mapping[int, Iterable[int]]) -> None:
    CaseDocument.objects.filter(page_id__in=ids).delete()
    CaseDocument.objects.bulk_create(
        CaseDocument(page_id=pk, document_id=document)
        for pk, documents in in_stories.items()
        for document in documents
    )


def index_cases_with_documents(documents: Iterable[int]) -> None:
    """Write the cases again in whose story one of these documents stands."""
    cases = CaseDocument.objects.filter(document_id__in=documents)
    index_cases(set(cases.values_list("page_id", flat=True)))


def index_section(page: Page) -> bool:
    """Follow a section that moved, or whose privacy changed; return whether cases are in it.

    Cases elsewhere, of which evaluations are in it, get their words anew here and now: none of what
    is private may be found. Those in it are as private as it is, and may be many: their records
    change now, and the worker writes their words, in case it left some out while they were private.
    """
    inside = set(
        CaseStudyPage.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True)
    )
    index_cases(cases_within(page) - inside)
    record_cases(inside)
    return bool(inside)


def cases_within(page: Page) -> set[int]:
    """Return the cases whose records a page has to do with, by itself or by what hangs under it.

    They are the cases there, and those elsewhere that an evaluation there is about.
    """
    inside = {"path__startswith": page.path}
    return {
        *CaseStudyPage.objects.filter(**inside).values_list("pk", flat=True),
        *EvaluationPage.objects.filter(**inside, case__isnull=False).values_list(
            "case_id", flat=True
        ),
        *FurtherCase.objects.filter(evaluation__path__startswith=page.path).values_list(
            "case_id", flat=True
        ),
    }


@transaction.atomic
def record_cases(ids: Iterable[int]) -> None:
    """Write the records of these cases as the database has them now.

    Parameters
    ----------
    ids : page ids, any number; one that is gone gets an invisible record
    """
    version: int | None = None
    for batch in batches(ids):
        version = version or next_version()
        CaseRecord.objects.bulk_create(
            build_records(batch, version),
            update_conflicts=True,
            unique_fields=["page_id"],
            update_fields=[
                "version",
                "visible",
                "changed_at",
                "values",
                "title_key",
                "published",
            ],
        )


def next_version() -> int:
    """Return a new version, and hold the lock on it until the transaction ends."""
    IndexVersion.objects.get_or_create(pk=1)
    IndexVersion.objects.filter(pk=1).update(value=F("value") + 1)
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
    for pk, verdict in verdicts_by_case(ids).items():
        add(pk, "conclusion", verdict.key)
    return values
