"""The worker and its schedule, one round at a time: nothing here waits for a clock."""

import os
import select
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axes.models import AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from core.models import ContentPage
from core.tasks import JOBS, Job, Schedule, each_minute, each_night

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 4, 12, 0, 30, tzinfo=UTC)
heard: list[str] = []


@task(backend="queue")
def hear(word: str) -> None:
    heard.append(word)


@pytest.fixture
def draft() -> ContentPage:
    root = Page.objects.get(depth=1)
    page: ContentPage = root.add_child(
        instance=ContentPage(title="Later", slug="later", live=False)
    )
    return page


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_scheduled_page_is_published_and_taken_down(
    draft: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = timezone.now()
    draft.go_live_at = begin + timedelta(hours=1)
    draft.expire_at = begin + timedelta(hours=2)
    draft.save_revision().publish()
    schedule = Schedule(JOBS[:1], begin - timedelta(minutes=1))

    def live_at(moment: datetime) -> bool:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        schedule.tick(moment)
        draft.refresh_from_db()
        return bool(draft.live)

    assert not live_at(begin + timedelta(minutes=59))
    assert live_at(begin + timedelta(minutes=61))
    assert not live_at(begin + timedelta(minutes=121))
    assert draft.expired


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_queued_task_runs(own_signals: None) -> None:
    heard.clear()
    hear.enqueue("gemengd")
    assert heard == []

    call_command("run_worker", "--batch", "--no-schedule", "--no-startup-delay", verbosity=0)

    assert heard == ["gemengd"]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@pytest.mark.django_db
def test_at_night_what_is_old_goes(capsys: pytest.CaptureFixture[str]) -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", expire_date=now - timedelta(days=1))
    hear.enqueue("lang geleden")
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=now - timedelta(days=20))
    for log in (AccessLog, AccessFailureLog):
        for username, days in (("old", 31), ("recent", 29)):
            log.objects.create(username=username, ip_address="198.51.100.7")
            log.objects.filter(username=username).update(attempt_time=now - timedelta(days=days))
    clean_up = next(job for job in JOBS if job.name == "clean up")

    clean_up.run()

    assert not Session.objects.exists()
    assert not DBTaskResult.objects.exists()
    for log in (AccessLog, AccessFailureLog):
        assert [entry.username for entry in log.objects.all()] == ["recent"]
    assert capsys.readouterr().out == "", "what the worker prints is no structured log"


def test_a_job_that_fails_is_logged_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    ran: list[str] = []

    def fail() -> None:
        ran.append("failing")
        raise RuntimeError("the disk is full")

    schedule = Schedule(
        [
            Job("failing", fail, each_minute),
            Job("other", lambda: ran.append("other"), each_minute),
        ],
        NOW,
    )
    schedule.tick(NOW + timedelta(minutes=1))
    schedule.tick(NOW + timedelta(minutes=2))

    assert ran == ["failing", "other"] * 2
    assert "Scheduled job failed: failing" in caplog.text
    assert "the disk is full" in caplog.text


def test_a_job_waits_for_its_time_and_is_not_made_up_for() -> None:
    ran: list[datetime] = []
    schedule = Schedule([Job("count", lambda: ran.append(NOW), each_minute)], NOW)

    schedule.tick(NOW + timedelta(seconds=10))
    assert ran == []
    schedule.tick(NOW + timedelta(hours=3))
    schedule.tick(NOW + timedelta(hours=3, seconds=1))
    assert len(ran) == 1


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 3, 4, 1, 0, tzinfo=UTC), datetime(2026, 3, 4, 2, 30, tzinfo=UTC)),
        (datetime(2026, 3, 4, 2, 30, tzinfo=UTC), datetime(2026, 3, 5, 2, 30, tzinfo=UTC)),
        # The night on which summer time begins.
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_night_follows_the_clock_of_the_site(now: datetime, due: datetime) -> None:
    assert each_night(now) == due


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_process_stops_cleanly_on_term() -> None:
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        pytest.fail("This test starts a process on the SQLite file of the tests.")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{settings.DATABASES['default']['NAME']}"
    }
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker"],
        cwd=ROOT,
        env=environment | {"LOG_LEVEL": "INFO"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stderr is not None
    try:
        _wait_for(worker, "Starting worker")
        worker.send_signal(signal.SIGTERM)
        _, rest = worker.communicate(timeout=20)
    finally:
        worker.kill()
        worker.wait()
    assert worker.returncode == 0
    assert "Traceback" not in rest


def _wait_for(process: subprocess.Popen[str], text: str) -> None:
    assert process.stderr is not None
    deadline = time.monotonic() + 60
    seen = ""
    while text not in seen:
        assert process.poll() is None, seen
        assert time.monotonic() < deadline, seen
        if select.select([process.stderr], [], [], 1)[0]:
            seen += process.stderr.readline()
