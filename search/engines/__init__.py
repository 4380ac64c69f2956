"""The seam between a question and what answers it.

A room asks :func:`get_engine` and does not know which engine that is: the search cluster where one
is configured and answers, else the database.
"""

from functools import cache

from django.conf import settings
from modelsearch.backends import get_search_backend

from search.engines.base import Answer, Engine, Highlight

#: The backend of modelsearch that is the search cluster, in the settings.
CLUSTER = "cases"


@cache
def get_engine() -> Engine:
    """Return the engine that answers questions about cases."""
    from search.engines.database import DatabaseEngine
    from search.engines.elasticsearch.engine import ElasticsearchEngine
    from search.engines.fallback import FallbackEngine

    if CLUSTER in settings.WAGTAILSEARCH_BACKENDS:
        return FallbackEngine(ElasticsearchEngine(get_search_backend(CLUSTER)), DatabaseEngine())
    return DatabaseEngine()


__all__ = ["CLUSTER", "Answer", "Engine", "Highlight", "get_engine"]
