"""Writes the text index of many cases at once: what a single save writes, without its queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelsearch.backends.database.postgres.weights import get_weight
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from interventions.models import CaseStudyPage

TITLE_BOOST = next(
    f.boost for f in Page.search_fields if f.field_name == "title" and hasattr(f, "boost")
)


@dataclass(frozen=True)
class IndexedText:
    """The words by which a case is found; ``text`` as ``CaseStudyPage.searchable_text`` has it."""

    page_id: int
    title: str
    text: str


def index_texts(rows: Sequence[IndexedText]) -> None:
    """Add cases that are not in the text index yet.

    Parameters
    ----------
    rows : at least one; some thousands at a time
    """
    content_type = ContentType.objects.get_for_model(CaseStudyPage)
    # As modelsearch keeps it: the average length of titles by the length of this one.
    average = mean(len(row.title) for row in rows)
    if connection.vendor == "postgresql":
        _insert_vectors(rows, content_type.pk, average)
        return
    IndexEntry.objects.bulk_create(
        IndexEntry(
            content_type=content_type,
            object_id=str(row.page_id),
            title=row.title,
            autocomplete=row.title,
            body=row.text,
            title_norm=average / len(row.title),
        )
        for row in rows
    )


def gather_statistics() -> None:
    """Let the database look at its tables: after many new rows it plans searches badly otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _insert_vectors(rows: Sequence[IndexedText], content_type: int, average: float) -> None:
    config = settings.WAGTAILSEARCH_BACKENDS["default"]["SEARCH_CONFIG"]
    title_weight, text_weight = get_weight(TITLE_BOOST), get_weight(None)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {IndexEntry._meta.db_table}"  # noqa: S608  (no text of anybody's in it)
            " (content_type_id, object_id, title, autocomplete, body, title_norm, title_text, body_text)"
            f" VALUES ({content_type}, %s, setweight(to_tsvector('{config}', %s), '{title_weight}'),"
            f" setweight(to_tsvector('simple', %s), 'D'),"
            f" setweight(to_tsvector('{config}', %s), '{text_weight}'), %s, %s, %s)",
            [
                (str(row.page_id), row.title, row.title, row.text, average / len(row.title),
                 row.title, row.text)
                for row in rows
            ],
        )  # fmt: skip
