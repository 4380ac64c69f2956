"""The seam between a question and what answers it.

A room asks :func:`get_engine` and does not know which engine that is. Today the database answers;
a search cluster takes its place here and nowhere else.
"""

from functools import cache

from search.engines.base import Answer, Engine


@cache
def get_engine() -> Engine:
    """Return the engine that answers questions about cases."""
    from search.engines.database import DatabaseEngine

    return DatabaseEngine()


__all__ = ["Answer", "Engine", "get_engine"]
