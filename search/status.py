"""How the index is, for operators and moderators."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from elasticsearch import ApiError, TransportError
from modelsearch.backends import get_search_backend

from search.engines import CLUSTER, has_cluster
from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.sync import waiting
from search.models import IndexCursor


@dataclass(frozen=True)
class IndexStatus:
    """The index of the search cluster, as it serves or would if the cluster were there.

    ``waiting`` counts the cases that changed and are not in it yet, the first of them at ``oldest``.
    ``drift`` is how many cases differed at the last comparison, which mended them.
    """

    index: str
    waiting: int
    oldest: datetime | None
    built_at: datetime | None
    compared_at: datetime | None
    drift: int

    @property
    def oldest_seconds(self) -> int:
        """How long the oldest change has been waiting."""
        return round((timezone.now() - self.oldest).total_seconds()) if self.oldest else 0


def index_status() -> IndexStatus | None:
    """Return how the index is, from what the database knows; None where the database searches."""
    if not has_cluster():
        return None
    cursor = IndexCursor.objects.filter(built_at__isnull=False).order_by("built_at").last()
    records = waiting(cursor or IndexCursor())
    return IndexStatus(
        index=cursor.index if cursor else "",
        waiting=records.count(),
        oldest=records.values_list("changed_at", flat=True).first(),
        built_at=cursor.built_at if cursor else None,
        compared_at=cursor.compared_at if cursor else None,
        drift=cursor.drift if cursor else 0,
    )


def trouble() -> str:
    """Return what is wrong with the cluster, in its own words; nothing where it answers."""
    backend: CaseSearchBackend = get_search_backend(CLUSTER)
    try:
        return "" if backend.serving_index() else "no index"
    except (ApiError, TransportError) as error:
        return str(error)


def backlog() -> dict[str, Any]:
    """Return what ``/readyz`` tells: which engine searches, and what waits for its index."""
    status = index_status()
    if status is None:
        return {"engine": "database"}
    return {
        "engine": "elasticsearch",
        "waiting": status.waiting,
        "oldest_change_seconds": status.oldest_seconds,
    }
