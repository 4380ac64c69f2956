"""What index and database differ in, by version, and mending it.

The cursor says what was written; this looks at what is there. It finds what a disk, an operator or a
restored backup did to one of the two behind the other's back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.utils import timezone

from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.sync import drain, waiting
from search.engines.elasticsearch.writing import send, write
from search.models import CaseRecord, IndexCursor
from search.services import record_cases

BATCH = 1000
#: Of a case that is not in the index.
NO_VERSION = 0

Versions = Iterator[tuple[int, int]]


@dataclass(frozen=True)
class Comparison:
    """How many cases were missing, outdated or not to be there, and are mended.

    The index is ahead where it has a case in a version that the database does not know yet: the
    database was restored from a backup. Only a rebuild can mend that.
    """

    mended: int = 0
    ahead: int = 0

    def __add__(self, other: "Comparison") -> "Comparison":
        return Comparison(self.mended + other.mended, self.ahead + other.ahead)


def compare(backend: CaseSearchBackend, index: str) -> Comparison:
    """Compare the index that serves with the database, mend what differs and note when that was.

    Raises
    ------
    NotWritten, elasticsearch.ApiError, elasticsearch.TransportError
        Where the cluster is away.
    """
    drain(backend)
    backend.patient.indices.refresh(index=index)
    total = Comparison()
    different = _different(backend, index)
    while batch := dict(islice(different, BATCH)):
        total += _mend(backend, index, batch)
    IndexCursor.objects.filter(index=index).update(
        compared_at=timezone.now(), drift=total.mended + total.ahead
    )
    return total


def _different(backend: CaseSearchBackend, index: str) -> Versions:
    """Yield each case that the two don't have in one version, with that of the index."""
    indexed = ((pk, version, True) for pk, version in _indexed(backend, index))
    recorded = ((pk, version, False) for pk, version in _recorded())
    for pk, rows in groupby(merge(indexed, recorded), key=itemgetter(0)):
        versions = {is_indexed: version for _pk, version, is_indexed in rows}
        if versions.get(True) != versions.get(False):
            yield pk, versions.get(True, NO_VERSION)


def _indexed(backend: CaseSearchBackend, index: str) -> Versions:
    after: dict[str, Any] = {}
    while True:
        found = backend.patient.search(
            index=index, sort=["page_id"], size=BATCH, source=False, version=True,
            track_total_hits=False, allow_partial_search_results=False, **after,
        )  # fmt: skip
        hits = found["hits"]["hits"]
        for hit in hits:
            yield int(hit["_id"]), hit["_version"]
        if len(hits) < BATCH:
            return
        after = {"search_after": hits[-1]["sort"]}


def _recorded() -> Versions:
    last = 0
    visible = CaseRecord.objects.filter(visible=True).order_by("page_id")
    while batch := list(visible.filter(page_id__gt=last).values_list("page_id", "version")[:BATCH]):
        yield from batch
        last = batch[-1][0]


def _mend(backend: CaseSearchBackend, index: str, versions: dict[int, int]) -> Comparison:
    """Write again what differs, unless it is on its way already.

    What is missing is recorded anew first: where somebody deleted it by hand, the index remembers
    that for an hour, under a version of its own that is later than ours was.
    """
    cursor = IndexCursor.objects.get(index=index)
    recorded = dict(CaseRecord.objects.filter(pk__in=versions).values_list("pk", "version"))
    on_its_way = set(waiting(cursor).filter(pk__in=versions).values_list("pk", flat=True))
    ahead = {pk for pk, version in recorded.items() if version < versions[pk]}
    unknown = versions.keys() - recorded.keys()
    behind = recorded.keys() - on_its_way - ahead
    record_cases(pk for pk in behind if versions[pk] == NO_VERSION)
    write(backend.patient, index, list(CaseRecord.objects.filter(pk__in=behind)))
    send(backend.patient, [_removal(index, pk) for pk in unknown])
    return Comparison(mended=len(behind) + len(unknown), ahead=len(ahead))


def _removal(index: str, page_id: int) -> dict[str, Any]:
    return {"_op_type": "delete", "_index": index, "_id": str(page_id)}
