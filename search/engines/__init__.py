"""The seam between a question and what answers it.

A room asks :func:`get_engine` and does not know which engine that is: the search cluster where one
is configured and answers, else the database.
"""

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from modelsearch.backends import get_search_backend

from search.engines.base import Answer, Engine, Highlight

if TYPE_CHECKING:
    from search.engines.elasticsearch.backend import CaseSearchBackend

#: The backend of modelsearch that is the search cluster, in the settings.
CLUSTER = "cases"


def has_cluster() -> bool:
    """Whether the settings name a search cluster."""
    return CLUSTER in settings.WAGTAILSEARCH_BACKENDS


def search_cluster() -> "CaseSearchBackend | None":
    """Return the search cluster that the settings name, if they name one."""
    return get_search_backend(CLUSTER) if has_cluster() else None


@cache
def get_engine() -> Engine:
    """Return the engine that answers questions about cases."""
    from search.engines.database import DatabaseEngine
    from search.engines.elasticsearch.engine import ElasticsearchEngine
    from search.engines.fallback import FallbackEngine

    cluster = search_cluster()
    if cluster is None:
        return DatabaseEngine()
    return FallbackEngine(ElasticsearchEngine(cluster), DatabaseEngine())


__all__ = [
    "CLUSTER",
    "Answer",
    "Engine",
    "Highlight",
    "get_engine",
    "has_cluster",
    "search_cluster",
]
