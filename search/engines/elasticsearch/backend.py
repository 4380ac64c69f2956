"""modelsearch's Elasticsearch 9 backend, with one index of cases under an alias.

It is a second backend beside the database's, which Wagtail's own listings and choosers keep using.
"""

from typing import Any

from elasticsearch import Elasticsearch
from modelsearch.backends.elasticsearch9 import Elasticsearch9SearchBackend

PATIENCE_SECONDS = 60


class CaseSearchBackend(Elasticsearch9SearchBackend):
    """The connection to the cluster, and the names of our indices there."""

    @property
    def patient(self) -> Elasticsearch:
        """The connection for work that no visitor waits for: building and filling an index."""
        client: Elasticsearch = self.es.options(request_timeout=PATIENCE_SECONDS)
        return client

    @property
    def alias(self) -> str:
        """The name under which cases are searched, whatever index is behind it."""
        return f"{self.index_prefix}cases"

    def serving_index(self) -> str:
        """Return the index behind the alias, or nothing where none was built yet."""
        if not self.es.indices.exists_alias(name=self.alias):
            return ""
        [name] = self.es.indices.get_alias(name=self.alias)
        return str(name)

    def all_indices(self) -> list[str]:
        """Return every index of cases that was ever begun and is still there."""
        found: Any = self.es.indices.get_alias(index=f"{self.alias}-*", allow_no_indices=True)
        return sorted(found)


SearchBackend = CaseSearchBackend
