"""A case as a document of Elasticsearch: its mapping, and documents read in bulk."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from interventions.fulltext import searchable_texts
from search.facets import FACET_NAMES
from search.models import CaseRecord

#: Text in Dutch, with the weight of a match in it; its field ``.parts`` finds words in compounds.
DUTCH_FIELDS = {
    "title": 5.0, "types": 5.0, "sectors": 4.0, "aims": 2.0, "tags": 4.0, "places": 5.0,
    "partner": 3.0, "organisations": 3.0, "summary": 2.0, "body": 1.0, "evaluations": 0.7,
    "documents": 0.4,
}  # fmt: skip
ENGLISH_FIELDS = {"terms_en": 4.0}
#: Those that :class:`interventions.fulltext.CaseTexts` has by the same name.
TEXTS = [*DUTCH_FIELDS, *ENGLISH_FIELDS]
#: A case without a date of publication counts as the oldest, as it does in the database.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def mapping() -> dict[str, Any]:
    """Return the mapping of an index of cases; a field that it doesn't name is refused."""
    text: dict[str, Any] = {
        "type": "text", "analyzer": "dutch", "index_options": "offsets",
        "fields": {"parts": {"type": "text", "analyzer": "dutch_parts", "search_analyzer": "dutch",
                             "index_options": "offsets"}},
    }  # fmt: skip
    title = {**text, "fields": {
        **text["fields"],
        "begin": {"type": "text", "analyzer": "folded", "index_prefixes": {"max_chars": 10}},
    }}  # fmt: skip
    return {
        "dynamic": "strict",
        "properties": {
            **{name: {**text, "copy_to": "words"} for name in DUTCH_FIELDS},
            # What a file holds may be no words at all.
            "documents": text,
            **{name: {"type": "text", "analyzer": "english"} for name in ENGLISH_FIELDS},
            "title": {**title, "copy_to": "words"},
            # As it is written: what a misspelt word may have been.
            "words": {"type": "text", "analyzer": "folded", "norms": False},
            "page_id": {"type": "long"},
            "title_key": {"type": "keyword"},
            "published": {"type": "date"},
            "facets": {
                "properties": {
                    name: {"type": "keyword", "eager_global_ordinals": True} for name in FACET_NAMES
                }
            },
        },
    }


def documents(records: Sequence[CaseRecord]) -> Iterator[dict[str, Any]]:
    """Yield the documents of visible records, in a fixed number of queries.

    A case that is gone since its record was read has no document: its record changes as well.
    """
    texts = searchable_texts([record.page_id for record in records])
    for record in records:
        pk = record.page_id
        if pk not in texts:
            continue
        yield {
            "page_id": pk,
            "title_key": record.title_key,
            "published": (record.published or EPOCH).isoformat(),
            "facets": record.values,
            **{name: getattr(texts[pk], name) for name in TEXTS},
            "body": "\n".join(texts[pk].body),
        }
