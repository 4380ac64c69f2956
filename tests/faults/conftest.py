from collections.abc import Iterator

import pytest
from modelsearch.backends import get_search_backend

from search.engines import CLUSTER
from search.engines.elasticsearch.backend import CaseSearchBackend
from search.models import IndexCursor


@pytest.fixture
def backend(db: None) -> Iterator[CaseSearchBackend]:
    """The search cluster that all tests of a run share, without an index."""
    found: CaseSearchBackend = get_search_backend(CLUSTER)
    yield found
    for index in found.all_indices():
        found.patient.indices.delete(index=index)
    IndexCursor.objects.all().delete()
