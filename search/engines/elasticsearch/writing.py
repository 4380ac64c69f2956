"""Records and texts of cases into an index, in bulk, each under the version of its record."""

import gc
import hashlib
import json
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.compounds import parts_in_content
from search.engines.elasticsearch.analysis import analysis
from search.engines.elasticsearch.documents import documents, mapping
from search.models import CaseRecord

logger = logging.getLogger(__name__)

Action = dict[str, Any]

#: Elasticsearch forgets a deleted document, and with it its version, after this time.
REMEMBER_DELETED = "1h"
#: So many requests are under way while an index is filled: the cluster works while we read.
SENDERS = 3
LARGEST_REQUEST = 10 * 1024 * 1024
REFUSED, CONFLICT = 400, 409


class NotWritten(Exception):
    """The cluster took a request and not what stood in it: too busy, out of disk, index gone."""


def create_index(client: Elasticsearch, name: str, **settings: Any) -> None:
    """Create an empty index of cases."""
    client.indices.create(
        index=name,
        settings={
            "analysis": analysis(parts_in_content()),
            "index": {"gc_deletes": REMEMBER_DELETED, "max_result_window": 10_000, **settings},
        },
        mappings={**mapping(), "_meta": {"schema": schema()}},
    )


def schema() -> str:
    """Return what changes when this code wants another kind of index than the code before it.

    The words of the vocabulary are left out, which editors change: they take effect with a rebuild.
    """
    described = json.dumps([mapping(), analysis([])], sort_keys=True)
    return hashlib.sha256(described.encode()).hexdigest()[:16]


def has_this_schema(client: Elasticsearch, index: str) -> bool:
    """Return whether an index was created as :func:`create_index` would now."""
    found = client.indices.get_mapping(index=index)
    return bool(found[index]["mappings"].get("_meta", {}).get("schema") == schema())


def write(
    client: Elasticsearch, index: str, records: Sequence[CaseRecord], *, is_alias: bool = False
) -> None:
    """Write the cases of these records as the database has them now; hidden ones are removed.

    What the index has in a later version stays as it is, so that writing twice, late or out of
    order does no harm. A document that is refused for what it is would be refused again: it is
    logged and passed over.

    Parameters
    ----------
    is_alias : ``index`` must be an alias; where it is gone, Elasticsearch would make an index

    Raises
    ------
    NotWritten, elasticsearch.ApiError, elasticsearch.TransportError
        Where the cluster can't be reached, doesn't answer in time or takes nothing in.
    """
    send(client, actions(index, records), require_alias=is_alias)


def fill(
    client: Elasticsearch, index: str, batches: Iterable[Sequence[CaseRecord]]
) -> Iterator[int]:
    """Write batch after batch, some at a time; yield how many cases, batch by batch.

    The database is read here, in the thread of the caller, and requests go out from others.

    Raises
    ------
    NotWritten, elasticsearch.ApiError, elasticsearch.TransportError
        As in :func:`write`.
    """
    sent: deque[tuple[int, Future[None]]] = deque()
    with _what_is_there_stays(), ThreadPoolExecutor(SENDERS) as pool:
        for batch in batches:
            sent.append((len(batch), pool.submit(send, client, list(actions(index, batch)))))
            if len(sent) > SENDERS:
                yield _outcome(*sent.popleft())
        while sent:
            yield _outcome(*sent.popleft())


@contextmanager
def _what_is_there_stays() -> Iterator[None]:
    """Let Python look for garbage among new objects only.

    Each batch makes it look, and all of Django takes longer than the batch: a third of the reading.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _outcome(count: int, sending: Future[None]) -> int:
    sending.result()
    return count


def send(client: Elasticsearch, actions: Iterable[Action], **options: Any) -> None:
    """Send actions in bulk requests, and look at what came of each."""
    for done, item in streaming_bulk(
        client,
        actions,
        max_chunk_bytes=LARGEST_REQUEST,
        raise_on_error=False,
        max_retries=0,
        **options,
    ):
        [result] = item.values()
        # A deleted document that was not there is "not found", without an error.
        if done or result["status"] == CONFLICT or "error" not in result:
            continue
        if result["status"] != REFUSED:
            raise NotWritten(f"case {result['_id']}: {result['error']}")
        logger.error("The index refuses case %s: %s", result["_id"], result["error"])


def actions(index: str, records: Sequence[CaseRecord]) -> Iterator[Action]:
    """Yield what Elasticsearch's bulk request takes for each of these records."""
    versions = {record.page_id: record.version for record in records}
    shown = [record for record in records if record.visible]
    for document in documents(shown):
        yield {**_action("index", index, document["page_id"], versions), "_source": document}
    for record in records:
        if not record.visible:
            yield _action("delete", index, record.page_id, versions)


def _action(kind: str, index: str, page_id: int, versions: dict[int, int]) -> Action:
    return {
        "_op_type": kind,
        "_index": index,
        "_id": str(page_id),
        "version": versions[page_id],
        "version_type": "external_gte",
    }
