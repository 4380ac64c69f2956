"""The database answers where the search cluster can't."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from elasticsearch import ApiError, BadRequestError, TransportError

from search.engines.base import Answer, Engine
from search.query import CaseQuery

logger = logging.getLogger(__name__)

#: So long the cluster is left alone after a failure. A visitor waits for it once in that time.
PAUSE_SECONDS = 5.0

Found = TypeVar("Found")


class Breaker:
    """Says whether the cluster is worth asking: after a failure not for a while, then one may try.

    So a cluster that hangs holds up one visitor at a time, and not all that there are workers for.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failing = False
        self._paused_until = 0.0

    def allows(self) -> bool:
        """Return whether to ask now; whoever asks must tell what came of it."""
        with self._lock:
            if self._failing:
                if self._clock() < self._paused_until:
                    return False
                self._paused_until = self._clock() + PAUSE_SECONDS
            return True

    def succeeded(self) -> None:
        self._failing = False

    def failed(self) -> None:
        with self._lock:
            self._failing = True
            self._paused_until = self._clock() + PAUSE_SECONDS


class FallbackEngine:
    """Asks the cluster, and the database in its place while it is away, slow or without an index."""

    def __init__(self, cluster: Engine, database: Engine) -> None:
        self.cluster = cluster
        self.database = database
        self.breaker = Breaker()

    def search(self, query: CaseQuery) -> Answer:
        return self._ask(
            lambda: self.cluster.search(query),
            lambda: replace(self.database.search(query), is_fallback=True),
        )

    def complete(self, text: str, limit: int) -> list[int]:
        return self._ask(
            lambda: self.cluster.complete(text, limit), lambda: self.database.complete(text, limit)
        )

    def _ask(self, cluster: Callable[[], Found], database: Callable[[], Found]) -> Found:
        if self.breaker.allows():
            try:
                found = cluster()
            except BadRequestError:
                # The cluster is well, and what we asked is not: ours to mend, not the visitor's.
                logger.exception("The search cluster refused a question")
            except (ApiError, TransportError) as error:
                self.breaker.failed()
                logger.warning("The search cluster does not answer: %s", error)
            else:
                self.breaker.succeeded()
                return found
        return database()
