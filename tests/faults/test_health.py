"""Rows 33 and 34 of the faults: what a monitor is told when the worker or the database is away."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from scripts.postgresql import throwaway_cluster
from tests import production
from tests.production import Answer, Site

pytestmark = pytest.mark.slow

#: Of the site, to connect to its database; with some time for a slow machine.
TIME_LIMIT = 5 + 5
READY = {
    "status": "ok", "database": "ok", "oldest_task_seconds": 0, "search": {"engine": "database"},
}  # fmt: skip


@task(backend="queue")
def nothing() -> None:
    """Stands for any task: it only has to be done."""


def ready(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_task_that_nobody_does_is_told_with_its_age(client: Client, own_signals: None) -> None:
    assert ready(client) == (200, READY)

    nothing.enqueue()
    nothing.enqueue()
    oldest = DBTaskResult.objects.order_by("enqueued_at").first()
    assert oldest is not None

    def wait(**duration: int) -> None:
        enqueued = timezone.now() - timedelta(**duration)
        DBTaskResult.objects.filter(pk=oldest.pk).update(enqueued_at=enqueued)

    wait(minutes=9)
    status, told = ready(client)
    assert (status, told["status"]) == (200, "ok")
    assert told["oldest_task_seconds"] == pytest.approx(9 * 60, abs=30)
    wait(minutes=11)
    status, told = ready(client)
    assert (status, told["status"], told["database"]) == (503, "unavailable", "ok")
    assert told["oldest_task_seconds"] == pytest.approx(11 * 60, abs=30)

    call_command("run_worker", "--batch", "--no-schedule", "--no-startup-delay", verbosity=0)
    assert ready(client) == (200, READY)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_a_monitor_may_ask_and_no_cache_may_keep_it(client: Client, address: str) -> None:
    assert client.head(address).status_code == 200
    assert "no-store" in client.get(address)["Cache-Control"]
    assert client.post(address).status_code == 405


def without_database(server: socket.socket, static_root: Path) -> dict[str, str]:
    host, port = server.getsockname()
    return production.environment(
        DATABASE_URL=f"postgres://somebody:secret@{host}:{port}/none", STATIC_ROOT=str(static_root)
    )


def assert_alive_but_not_ready(site: Site) -> None:
    alive = site.ask("/livez", scheme="http")
    assert (alive.status, json.loads(alive.body)) == (200, {"status": "ok"})

    started = time.monotonic()
    answer = site.ask("/readyz", scheme="http")
    assert time.monotonic() - started < TIME_LIMIT
    assert answer.status == 503
    assert json.loads(answer.body) == {"status": "unavailable", "database": "unreachable"}


def assert_the_page_says_so(answer: Answer) -> None:
    assert answer.status == 500
    assert "Er ging bij ons iets mis" in answer.body
    assert "Traceback" not in answer.body


@pytest.fixture
def nobody_listens() -> Iterator[socket.socket]:
    """An address of which it is certain that every connection is refused."""
    with closing(socket.socket()) as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound


@pytest.fixture
def nobody_answers() -> Iterator[socket.socket]:
    """A server that lets everybody in, and then says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


@pytest.mark.parametrize("fault", ["nobody_listens", "nobody_answers"])
def test_without_a_database_the_site_is_alive_and_not_ready(
    fault: str, request: pytest.FixtureRequest, static_root: Path, tmp_path: Path
) -> None:
    environment = without_database(request.getfixturevalue(fault), static_root)
    with production.running(environment, tmp_path / "log") as site:
        assert site.ask("/livez").status == 200, "the server is there before time is taken"
        assert_alive_but_not_ready(site)
        assert_the_page_says_so(site.ask("/"))


@pytest.mark.postgresql_server
def test_a_database_that_stops(static_root: Path, tmp_path: Path) -> None:
    with ExitStack() as started:
        address = started.enter_context(throwaway_cluster())
        environment = production.environment(DATABASE_URL=address, STATIC_ROOT=str(static_root))
        production.manage(environment, "migrate", "django_tasks_database")
        with production.running(environment, tmp_path / "log") as site:
            assert site.ask("/readyz").status == 200, "and a connection that stays open"

            started.close()

            assert_alive_but_not_ready(site)
            assert_the_page_says_so(site.ask("/"))
            assert_the_page_says_so(site.ask("/beheer/", Cookie="sessionid=" + "a" * 32))
