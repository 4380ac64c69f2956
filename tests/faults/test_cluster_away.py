"""Rows 23, 25, 27 and 40 on real nodes that are killed, or stopped so that they hang.

The tests of one group run in one process, which starts a cluster of its own.
"""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.db import connections
from django.test import Client
from modelsearch.backends import get_search_backend

from search.engines import CLUSTER, fallback, get_engine
from search.engines.elasticsearch import keeper
from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.keeper import keep_index
from search.models import IndexCursor
from search.status import index_status
from tests import builders
from tests.cluster.nodes import Node, throwaway_cluster
from tests.faults.clusters import backend_settings
from tests.faults.indices import in_the_database, in_the_index

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.xdist_group("clusters of their own"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

LIST = "/interventies/"
NOTICE = 'role="status"><svg'
PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def one_node() -> Iterator[Node]:
    with throwaway_cluster(1) as [node]:
        yield node


@pytest.fixture
def use(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Return what lets the site search in a cluster, and ask again at once after a failure."""
    monkeypatch.setattr(fallback, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(keeper, "LONGEST_PAUSE_SECONDS", 2.0)

    def searching_in(*nodes: Node) -> CaseSearchBackend:
        settings.WAGTAILSEARCH_BACKENDS = {
            **site_settings.WAGTAILSEARCH_BACKENDS,
            CLUSTER: backend_settings(*(node.url for node in nodes), prefix="own-"),
        }
        get_engine.cache_clear()
        return get_search_backend(CLUSTER)

    yield searching_in
    get_engine.cache_clear()
    IndexCursor.objects.all().delete()


@contextmanager
def worker() -> Iterator[None]:
    """The worker's part that keeps the index, while it lasts."""
    stop = threading.Event()

    def work() -> None:
        keep_index(stop)
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def wait_until(right: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not right():
        assert time.monotonic() < deadline, index_status()
        time.sleep(0.2)


def nothing_waits() -> bool:
    status = index_status()
    return bool(status and status.index and not status.waiting)


def hang(node: Node) -> Callable[[], None]:
    node.signal(signal.SIGSTOP)
    return lambda: node.signal(signal.SIGCONT)


def kill(node: Node) -> Callable[[], None]:
    node.kill()
    return node.start_again


@pytest.mark.parametrize("take_away", [hang, kill])
def test_while_the_cluster_is_away_all_goes_on_and_the_index_catches_up_by_itself(
    client: Client, one_node: Node, use: Callable[..., Any], take_away: Any
) -> None:
    backend = use(one_node)
    owner, other = builders.partner("Partner A"), builders.partner("Partner B")
    gone, hidden, kept = (builders.case(owner, f"Aanpak {name}") for name in "abc")
    moving = builders.case(builders.partner("Partner C"), "Aanpak d")

    with worker():
        wait_until(nothing_waits)
        # The first question to a new index may take longer than a visitor waits.
        wait_until(lambda: NOTICE not in client.get(LIST, {"q": "aanpak"}).content.decode())

        bring_back = take_away(one_node)
        try:
            began = time.monotonic()
            gone.delete()
            hidden.unpublish()
            kept.title = "Aanpak nieuw"
            kept.save_revision().publish()
            moving.get_parent().specific.move(other, pos="last-child")
            builders.case(other, "Aanpak erbij")
            assert time.monotonic() - began < 10
            response = client.get(LIST, {"q": "aanpak"})
            assert response.status_code == 200
            assert NOTICE in response.content.decode()
            assert client.get(LIST, {"q": "aanpak"}).context["results"].total == 3
            status = index_status()
            assert status is not None
            assert status.waiting >= 5
        finally:
            bring_back()

        wait_until(nothing_waits)
        wait_until(lambda: in_the_index(backend) == in_the_database())
        assert len(in_the_database()) == 3
        wait_until(lambda: NOTICE not in client.get(LIST, {"q": "aanpak"}).content.decode())
        assert client.get(LIST, {"q": "aanpak"}).context["results"].total == 3


def test_one_of_three_nodes_dies_under_load(use: Callable[..., Any]) -> None:
    with throwaway_cluster(3) as nodes:
        backend = use(*nodes)
        owner = builders.partner("Partner A")
        for number in range(20):
            builders.case(owner, f"Aanpak {number}")
        with worker():
            wait_until(nothing_waits)
            health = backend.patient.cluster.health(
                index=backend.alias, wait_for_status="green", timeout="60s"
            )
            assert health["status"] == "green"
            [shard] = [
                row
                for row in backend.patient.cat.shards(index=backend.alias, format="json")
                if row["prirep"] == "p"
            ]
            [primary] = [node for node in nodes if node.name == shard["node"]]

            with visitors(4) as answers:
                wait_until(lambda: len(answers) > 40)
                primary.kill()
                builders.case(owner, "Aanpak tijdens de storing")
                asked = len(answers)
                wait_until(lambda: len(answers) > asked + 100)
            assert {status for status, _total in answers} == {200}
            assert {total for _status, total in answers} <= {20, 21}

            wait_until(nothing_waits)
            wait_until(lambda: in_the_index(backend) == in_the_database())
            assert len(in_the_database()) == 21


@contextmanager
def visitors(count: int) -> Iterator[list[tuple[int, int]]]:
    """So many visitors who search all the time; yield what they get: status, and total of cases."""
    answers: list[tuple[int, int]] = []
    stop = threading.Event()

    def search() -> None:
        client = Client()
        try:
            while not stop.is_set():
                response = client.get(LIST, {"q": "aanpak"})
                answers.append((response.status_code, response.context["results"].total))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=search) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join()
