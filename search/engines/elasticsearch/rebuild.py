"""A new index beside the one that serves, which it replaces when it has everything."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.sync import catch_up
from search.engines.elasticsearch.writing import create_index, fill
from search.locks import only_one
from search.models import CaseRecord, IndexCursor, IndexVersion

LOCK = "search-rebuild"
#: Nobody searches it yet, and after a power cut it would be begun anew.
WHILE_FILLING = {
    "refresh_interval": "-1", "number_of_replicas": 0, "translog": {"durability": "async"},
}  # fmt: skip
#: What Elasticsearch does by itself; and on another node a copy of each part, where there is one.
WHILE_SERVING = {
    "refresh_interval": None, "auto_expand_replicas": "0-1", "translog.durability": None,
}  # fmt: skip
BATCH = 500
#: For copies of the new index on other nodes, before it takes over; it goes on being made after.
COPIES_SECONDS = 30


class AlreadyRebuilding(Exception):
    """Another process is at it."""


@dataclass(frozen=True)
class Progress:
    """How many of the cases that were there at the start are written."""

    done: int
    total: int


def rebuild(backend: CaseSearchBackend) -> Iterator[Progress]:
    """Build the index anew; yield how far it is.

    Until its last step the old index serves. What changes meanwhile has a later version than the
    start, and is written at the end: a change that comes even later waits for the worker, as any
    does. It can be broken off at any point; what is left of it goes at the next time.

    Raises
    ------
    AlreadyRebuilding
        Where another process is at it.
    NotWritten, elasticsearch.ApiError, elasticsearch.TransportError
        Where the cluster is away; the old index serves.
    """
    with only_one(LOCK) as ours:
        if not ours:
            raise AlreadyRebuilding
        _remove_all_but(backend, backend.serving_index())
        yield from _build(backend)


def _build(backend: CaseSearchBackend) -> Iterator[Progress]:
    client = backend.patient
    index = f"{backend.alias}-{timezone.now():%Y%m%d-%H%M%S-%f}"
    # Before anything is read: all that is later is written again.
    start = IndexVersion.objects.values_list("value", flat=True).first() or 0
    IndexCursor.objects.create(index=index, version=start, page_id=2**63 - 1)
    create_index(client, index, **WHILE_FILLING)

    done, total = 0, CaseRecord.objects.filter(visible=True).count()
    yield Progress(done, total)
    for count in fill(client, index, _batches()):
        done += count
        yield Progress(done, max(total, done))

    client.indices.put_settings(index=index, settings=WHILE_SERVING)
    for _count in catch_up(backend, index):
        yield Progress(done, max(total, done))
    client.indices.flush(index=index)
    client.indices.refresh(index=index)
    client.options(ignore_status=408).cluster.health(
        index=index, wait_for_status="green", timeout=f"{COPIES_SECONDS}s"
    )
    _take_over(backend, index)


def _batches() -> Iterator[Sequence[CaseRecord]]:
    """Yield all visible records in order of their pages, so many at a time."""
    last = 0
    visible = CaseRecord.objects.filter(visible=True).order_by("page_id")
    while batch := list(visible.filter(page_id__gt=last)[:BATCH]):
        last = batch[-1].page_id
        yield batch


def _take_over(backend: CaseSearchBackend, index: str) -> None:
    """Let the alias stand for the new index, in one step, and remove the others."""
    old = backend.serving_index()
    remove = [{"remove": {"index": old, "alias": backend.alias}}] if old else []
    add = {"add": {"index": index, "alias": backend.alias}}
    backend.patient.indices.update_aliases(actions=[*remove, add])
    IndexCursor.objects.filter(index=index).update(built_at=timezone.now())
    _remove_all_but(backend, index)


def _remove_all_but(backend: CaseSearchBackend, serving: str) -> None:
    """Remove what is left of rebuilds: indices with a name as we give them, and their cursors."""
    name = re.compile(rf"{re.escape(backend.alias)}-\d{{8}}-\d{{6}}-\d{{6}}")
    for index in backend.all_indices():
        if index != serving and name.fullmatch(index):
            backend.patient.options(ignore_status=404).indices.delete(index=index)
    left = IndexCursor.objects.filter(index__startswith=f"{backend.alias}-")
    left.exclude(index=serving).delete()
