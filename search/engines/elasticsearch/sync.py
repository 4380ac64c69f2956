"""The index follows the database.

:class:`search.models.CaseRecord` is the outbox: a case that changes, is hidden or goes gets its
record, with the next version, in the transaction of the change. Records keep no history, which an
index of what is true now has no use for. How far an index has come is its cursor here, beside the
records; so nothing is lost while the cluster is away, and what was written twice does no harm.
"""

from collections.abc import Iterator

from django.db.models import F, Q, QuerySet

from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.writing import write
from search.models import CaseRecord, IndexCursor

BATCH = 500


def drain(backend: CaseSearchBackend) -> int:
    """Write what changed since the last time to the index that serves; return how many cases.

    It may be done by several at once: each moves the cursor only past what it wrote itself, and of
    two versions the index keeps the later.

    Raises
    ------
    NotWritten, elasticsearch.ApiError, elasticsearch.TransportError
        Where the cluster is away; what was written until then is written.
    """
    index = backend.serving_index()
    return sum(catch_up(backend, index, through=backend.alias)) if index else 0


def catch_up(backend: CaseSearchBackend, index: str, *, through: str = "") -> Iterator[int]:
    """Write to one index all that it hasn't got yet; yield how many cases, after each batch.

    Parameters
    ----------
    through : the alias to write by, as an index that serves can be replaced at any moment
    """
    cursor, _created = IndexCursor.objects.get_or_create(index=index)
    while batch := list(waiting(cursor)[:BATCH]):
        write(backend.patient, through or index, batch, is_alias=bool(through))
        last = batch[-1]
        cursor.version, cursor.page_id = last.version, last.page_id
        # Not saved anew where it is gone, with the index.
        IndexCursor.objects.filter(index=index).update(version=last.version, page_id=last.page_id)
        yield len(batch)


def waiting(cursor: IndexCursor) -> QuerySet[CaseRecord]:
    """Return the records that an index has not got yet, the oldest change first.

    A change of many cases gives them one version, so that the page decides how far it got.
    """
    later = Q(version__gt=cursor.version) | Q(version=cursor.version, page_id__gt=cursor.page_id)
    return CaseRecord.objects.filter(later).order_by(F("version"), F("page_id"))
