"""What stands in an index, and what should."""

from typing import Any

from elasticsearch.helpers import scan

from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.documents import documents
from search.models import CaseRecord

Contents = dict[int, tuple[int, Any]]


def in_the_index(backend: CaseSearchBackend) -> Contents:
    """Return each case of the index that serves: its version and its document."""
    backend.patient.indices.refresh(index=backend.alias)
    hits = scan(backend.patient, index=backend.alias, query={"version": True})
    return {int(hit["_id"]): (hit["_version"], hit["_source"]) for hit in hits}


def in_the_database() -> Contents:
    """Return each case that visitors may see, as an index should have it."""
    records = list(CaseRecord.objects.filter(visible=True))
    versions = {record.page_id: record.version for record in records}
    return {
        document["page_id"]: (versions[document["page_id"]], dict(document))
        for document in documents(records)
    }
