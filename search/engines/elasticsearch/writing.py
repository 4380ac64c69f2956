"""Records and texts of cases into an index, in bulk, each under the version of its record."""

from collections.abc import Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.compounds import parts_in_content
from search.engines.elasticsearch.analysis import analysis
from search.engines.elasticsearch.documents import documents, mapping
from search.models import CaseRecord

#: Elasticsearch forgets a deleted document, and with it its version, after this time.
REMEMBER_DELETED = "1h"
CONFLICT, NOT_FOUND = 409, 404


class RefusedDocuments(Exception):
    """Documents that Elasticsearch refuses for what they are; asking again won't help."""


def create_index(client: Elasticsearch, name: str, **settings: Any) -> None:
    """Create an empty index of cases."""
    client.indices.create(
        index=name,
        settings={
            "analysis": analysis(parts_in_content()),
            "index": {"gc_deletes": REMEMBER_DELETED, "max_result_window": 10_000, **settings},
        },
        mappings=mapping(),
    )


def write(client: Elasticsearch, index: str, records: Sequence[CaseRecord]) -> None:
    """Write the cases of these records as the database has them now; hidden ones are removed.

    What the index has in a later version stays as it is, so that writing twice, late or out of
    order does no harm.

    Raises
    ------
    RefusedDocuments
        Where a document does not fit the mapping; the others are written.
    elasticsearch.ApiError, elasticsearch.TransportError
        Where the cluster can't be reached or doesn't answer in time.
    """
    refused = []
    for done, item in streaming_bulk(
        client, actions(index, records), chunk_size=500, raise_on_error=False, max_retries=0
    ):
        [result] = item.values()
        if not done and result["status"] not in (CONFLICT, NOT_FOUND):
            refused.append(f"case {result['_id']}: {result['error']}")
    if refused:
        raise RefusedDocuments("; ".join(refused))


def actions(index: str, records: Sequence[CaseRecord]) -> Iterator[dict[str, Any]]:
    """Yield what Elasticsearch's bulk request takes for each of these records."""
    versions = {record.page_id: record.version for record in records}
    shown = [record for record in records if record.visible]
    for document in documents(shown):
        yield {**_action("index", index, document["page_id"], versions), "_source": document}
    for record in records:
        if not record.visible:
            yield _action("delete", index, record.page_id, versions)


def _action(kind: str, index: str, page_id: int, versions: dict[int, int]) -> dict[str, Any]:
    return {
        "_op_type": kind,
        "_index": index,
        "_id": str(page_id),
        "version": versions[page_id],
        "version_type": "external_gte",
    }
