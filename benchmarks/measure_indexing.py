"""How fast an index is filled: ours from the database, ready documents in bulk, and stock's rebuild."""

import time
from collections.abc import Sequence
from statistics import median
from typing import Any

from elasticsearch.helpers import parallel_bulk

from benchmarks import stock_cluster
from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.rebuild import WHILE_FILLING, rebuild
from search.engines.elasticsearch.writing import Action, actions, create_index
from search.models import CaseRecord

BATCH = 500
#: After a first one that isn't counted: a server that has just started compiles what runs often.
TURNS = 3


def measure_indexing(backend: CaseSearchBackend, stock: Any) -> dict[str, float]:
    """Return documents a second, the median of some turns of each; stock is slow and has one."""
    index = f"{backend.alias}-ready"
    ready = _ready(index)
    rebuilds, requests, whole = [], [], []
    for _ in range(1 + TURNS):
        started = time.perf_counter()
        for _progress in rebuild(backend):
            pass
        rebuilds.append(time.perf_counter() - started)
        requested, taken = _bulk(backend, index, ready)
        requests.append(requested)
        whole.append(taken)
    started = time.perf_counter()
    stock_cluster.rebuild(stock)
    seconds = {
        "ours, a whole rebuild": median(rebuilds[1:]),
        "ready documents, a whole rebuild": median(whole[1:]),
        "ready documents, parallel_bulk alone": median(requests[1:]),
        "stock, a whole rebuild": time.perf_counter() - started,
    }
    return {name: len(ready) / taken for name, taken in seconds.items()}


def _ready(index: str) -> list[Action]:
    """Return all that goes into an index, read already."""
    records = list(CaseRecord.objects.filter(visible=True))
    return [
        action
        for start in range(0, len(records), BATCH)
        for action in actions(index, records[start : start + BATCH])
    ]


def _bulk(backend: CaseSearchBackend, index: str, ready: Sequence[Action]) -> tuple[float, float]:
    """Return how long the requests took, and all from no index to one on disk that can be searched."""
    client = backend.patient
    started = time.perf_counter()
    create_index(client, index, **WHILE_FILLING)
    created = time.perf_counter()
    for _done, _item in parallel_bulk(client, ready, thread_count=2, chunk_size=BATCH):
        pass
    sent = time.perf_counter()
    client.indices.flush(index=index)
    client.indices.refresh(index=index)
    taken = time.perf_counter() - started
    client.indices.delete(index=index)
    return sent - created, taken
