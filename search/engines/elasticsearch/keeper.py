"""What the worker does for the index, for as long as it runs."""

import logging
import random
import threading
import time
from contextlib import suppress

from django.db import close_old_connections
from elasticsearch import ApiError, TransportError

from search.engines import search_cluster
from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.comparison import compare
from search.engines.elasticsearch.rebuild import AlreadyRebuilding, rebuild
from search.engines.elasticsearch.sync import drain, waiting
from search.engines.elasticsearch.writing import NotWritten, has_this_schema
from search.models import IndexCursor

logger = logging.getLogger(__name__)

#: How soon a change is in the index.
PAUSE_SECONDS = 1.0
#: How often index and database are compared, beside each time that the cluster returns.
COMPARE_SECONDS = 300.0
LONGEST_PAUSE_SECONDS = 30.0


def keep_index(stop: threading.Event) -> None:
    """Keep the index of the search cluster equal to the database, until ``stop`` is set.

    While the cluster is away it is tried again after a pause that doubles, and differs a little
    from worker to worker.
    """
    backend = search_cluster()
    if backend is None:
        return
    failures = 0
    compare_at = 0.0
    while not stop.is_set():
        # A connection that the database has dropped since the last round is opened anew.
        close_old_connections()
        try:
            if time.monotonic() >= compare_at:
                make_right(backend, stop)
                compare_at = time.monotonic() + COMPARE_SECONDS
            follow(backend)
        except (ApiError, TransportError, NotWritten) as error:
            logger.warning("The index has to wait for the search cluster: %s", error)
            failures += 1
        except Exception:
            # Whatever it is, the next round may go well, and nobody else does this work.
            logger.exception("The index could not be kept")
            failures += 1
        else:
            failures = 0
        if failures:
            compare_at = 0.0
        stop.wait(_pause(failures))


def make_right(backend: CaseSearchBackend, stop: threading.Event) -> None:
    """Compare the index with the database; build it where there is none that is of any use."""
    index = backend.serving_index()
    is_ours = IndexCursor.objects.filter(index=index, built_at__isnull=False).exists()
    if not (index and is_ours and has_this_schema(backend.patient, index)):
        _rebuild(backend, stop)
    elif compare(backend, index).ahead:
        logger.warning("The index is ahead of the database, which was restored: it is built anew")
        _rebuild(backend, stop)


def follow(backend: CaseSearchBackend) -> None:
    """Write what waits; where nothing does, the cluster is not asked."""
    cursor = IndexCursor.objects.filter(built_at__isnull=False).order_by("built_at").last()
    if cursor and waiting(cursor).exists():
        drain(backend)


def _rebuild(backend: CaseSearchBackend, stop: threading.Event) -> None:
    # Another worker, or somebody at a keyboard, may be at it.
    with suppress(AlreadyRebuilding):
        for _progress in rebuild(backend):
            if stop.is_set():
                return


def _pause(failures: int) -> float:
    if not failures:
        return PAUSE_SECONDS
    longest = min(LONGEST_PAUSE_SECONDS, PAUSE_SECONDS * 2 ** min(failures, 10))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  (to spread workers, not to hide)
