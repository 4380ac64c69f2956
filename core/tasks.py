"""What the worker does by the clock, beside the tasks that are queued.

`docs/decisions/0006-worker-and-schedule.md` says why this is not a library.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from io import StringIO

from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A thing to do, and the rule for when to do it next."""

    name: str
    run: Callable[[], None]
    next_after: Callable[[datetime], datetime]


def each_minute(now: datetime) -> datetime:
    """Return the start of the next minute: a page due at 14:00 is published at 14:00."""
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)


def daily(at: time) -> Callable[[datetime], datetime]:
    """Return the rule for once a day, when it is ``at`` on the clock of the site."""

    def next_after(now: datetime) -> datetime:
        local = timezone.localtime(now)
        day = local.date() if local.time() < at else local.date() + timedelta(days=1)
        return timezone.make_aware(datetime.combine(day, at))

    return next_after


#: When visitors and editors are few.
each_night = daily(time(3, 30))


def publish_scheduled() -> None:
    """Publish and unpublish the pages whose time has come."""
    call_command("publish_scheduled")


def clean_up() -> None:
    """Remove ended sessions, results of tasks of two weeks ago, and who signed in a month ago."""
    call_command("clearsessions")
    call_command("prune_db_task_results", "--backend", "queue", "--queue-name", "*")
    # Addresses of people: long enough to look into an attack, and no longer.
    call_command("axes_reset_logs", age=30, stdout=StringIO())
    call_command("axes_reset_failure_logs", age=30, stdout=StringIO())


JOBS = [
    Job("publish scheduled pages", publish_scheduled, each_minute),
    Job("clean up", clean_up, each_night),
]


def register_job(job: Job) -> None:
    """Let a room have something done by the clock; called when it starts."""
    JOBS.append(job)


class Schedule:
    """The jobs, each with the moment at which it is due."""

    def __init__(self, jobs: Iterable[Job], now: datetime) -> None:
        self._due = {job: job.next_after(now) for job in jobs}

    @property
    def next_due(self) -> datetime:
        return min(self._due.values())

    def tick(self, now: datetime) -> None:
        """Run what is due at ``now``. A job that fails is logged, and tried again when next due."""
        for job, due in self._due.items():
            if due > now:
                continue
            # Counted from now: a job is not made up for each time that the worker was away.
            self._due[job] = job.next_after(now)
            try:
                job.run()
            except Exception:
                # Whatever is wrong with one page or table, the clock goes on for the others.
                logger.exception("Scheduled job failed: %s", job.name)


#: What runs beside the tasks, each in a thread, until its event is set. A higher room adds its own
#: from ``AppConfig.ready()``.
companions: dict[str, Callable[[threading.Event], None]] = {}


def keep_schedule(stop: threading.Event) -> None:
    """Run the jobs when they are due, until ``stop`` is set."""
    schedule = Schedule(JOBS, timezone.now() - timedelta(minutes=1))
    while not stop.is_set():
        # A connection that the database has dropped since the last round is opened anew.
        close_old_connections()
        schedule.tick(timezone.now())
        close_old_connections()
        stop.wait(max(0.1, (schedule.next_due - timezone.now()).total_seconds()))


companions["schedule"] = keep_schedule
