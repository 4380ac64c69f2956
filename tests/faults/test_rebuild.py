"""Rows 28 and 29: an index is built beside the one that serves, whatever happens meanwhile."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from elastic_transport import Transport
from modelsearch.backends import get_search_backend

from search.engines import CLUSTER
from search.engines.elasticsearch import rebuild as rebuilding
from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.rebuild import rebuild
from search.engines.elasticsearch.sync import drain
from tests import builders
from tests.faults.indices import in_the_database, in_the_index

pytestmark = [
    pytest.mark.django_db, pytest.mark.cluster, pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
]  # fmt: skip


@pytest.fixture
def cases() -> list[Any]:
    owner = builders.partner()
    return [builders.case(owner, f"Aanpak {number}") for number in range(6)]


def test_what_changes_during_a_rebuild_is_in_the_new_index(
    backend: CaseSearchBackend, cases: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    owner = builders.partner("Een ander")
    steps: list[Callable[[], Any]] = [
        lambda: builders.case(owner, "Tijdens het bouwen"),
        lambda: cases[0].delete(),
        lambda: cases[5].unpublish(),
        lambda: cases[1].move(owner, pos="last-child"),
    ]
    for _progress in rebuild(backend):
        if steps:
            steps.pop(0)()
    assert not steps
    assert in_the_index(backend) == in_the_database()
    assert len(in_the_database()) == 5


def test_what_changes_after_the_last_look_comes_with_the_next_drain(
    backend: CaseSearchBackend, cases: list[Any]
) -> None:
    """The worker writes to the old index until it is replaced, and then goes on with the new."""
    call_command("rebuild_search")
    running = rebuild(backend)
    next(running)
    cases[2].title = "Anders"
    cases[2].save_revision().publish()
    drain(backend)
    list(running)
    cases[3].unpublish()
    drain(backend)
    assert in_the_index(backend) == in_the_database()


def test_two_at_once_are_refused_in_a_sentence(
    backend: CaseSearchBackend, cases: list[Any]
) -> None:
    """The other has a connection of its own, which is what PostgreSQL's lock belongs to."""
    running = rebuild(backend)
    next(running)
    with (
        ThreadPoolExecutor(1) as another,
        pytest.raises(CommandError, match="is being rebuilt already"),
    ):
        another.submit(_rebuild_and_hang_up).result()
    assert len(list(running)) > 0
    assert in_the_index(backend) == in_the_database()
    call_command("rebuild_search")
    assert len(backend.all_indices()) == 1


def test_wagtails_command_builds_our_index_and_no_other(
    backend: CaseSearchBackend, cases: list[Any]
) -> None:
    call_command("update_index", backend_name=CLUSTER, verbosity=0)
    assert in_the_index(backend) == in_the_database()
    found = backend.patient.indices.get_alias(index=f"{backend.index_prefix}*")
    assert list(found) == backend.all_indices()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_killed_at_any_request_the_old_index_serves_and_nothing_is_left(
    backend: CaseSearchBackend, cases: list[Any]
) -> None:
    call_command("rebuild_search")
    cases[4].unpublish()
    drain(backend)
    killed = 0
    while _killed_at(killed + 1):
        killed += 1
        assert in_the_index(backend) == in_the_database(), f"killed at request {killed}"
        assert len(backend.all_indices()) <= 2
    assert killed > 8
    call_command("rebuild_search")
    assert len(backend.all_indices()) == 1
    assert in_the_index(backend) == in_the_database()


def _rebuild_and_hang_up() -> None:
    try:
        call_command("rebuild_search")
    finally:
        connections.close_all()


def _killed_at(number: int) -> bool:
    """Rebuild in a process of its own that is killed at its n-th request; False where it gets through."""
    # The child opens a connection of its own: two processes can't share one.
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            _kill_at_request(number)
            for _progress in rebuild(get_search_backend(CLUSTER)):
                pass
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def _kill_at_request(number: int) -> None:
    asked = 0
    perform = Transport.perform_request

    def perform_or_die(self: Transport, *args: Any, **options: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return perform(self, *args, **options)

    Transport.perform_request = perform_or_die  # type: ignore[method-assign]
