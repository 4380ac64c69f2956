"""Tests marked ``elasticsearch`` ask the engine that the run is about: see ``make test``."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.http import QueryDict
from modelsearch.backends import get_search_backend

from search import snapshot
from search.engines import CLUSTER, Answer, get_engine, has_cluster
from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.sync import drain
from search.engines.elasticsearch.writing import create_index
from search.query import CaseQuery


@pytest.fixture
def cluster() -> Iterator[CaseSearchBackend]:
    """The search cluster with an empty index of this test alone."""
    backend: CaseSearchBackend = get_search_backend(CLUSTER)
    name = f"{backend.alias}-{uuid4().hex[:12]}"
    create_index(backend.patient, name, number_of_replicas=0)
    backend.patient.indices.put_alias(index=name, name=backend.alias)
    # Making it read the labels; those of what the test makes come after.
    snapshot.forget()
    yield backend
    backend.patient.indices.delete(index=name)


@pytest.fixture
def settle(request: pytest.FixtureRequest) -> Callable[[], None]:
    """Return what lets the engine see all changes until now, where it follows the database."""
    if not has_cluster():
        return lambda: None
    backend: CaseSearchBackend = request.getfixturevalue("cluster")

    def catch_up() -> None:
        drain(backend)
        backend.patient.indices.refresh(index=backend.alias)

    return catch_up


@pytest.fixture
def ask(settle: Callable[[], None]) -> Callable[[str], Answer]:
    """Return what asks the engine of this run a query string, once it has seen all changes."""

    def answer(query_string: str) -> Answer:
        settle()
        return get_engine().search(CaseQuery.parse(QueryDict(query_string)))

    return answer
