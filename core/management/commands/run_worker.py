import threading
from argparse import ArgumentParser
from typing import Any

from django.db import connections
from django_tasks_db.management.commands.db_worker import Command as WorkerCommand

from core.tasks import keep_schedule


class Command(WorkerCommand):
    """The library's worker on the project's queue, with the schedule in a thread beside it.

    A thread, so that a task of minutes does not keep a page from being published on time.
    """

    help = "Run queued tasks, publish scheduled pages, and clean up at night, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(backend_name="queue", queue_name="*")
        parser.add_argument(
            "--no-schedule",
            action="store_false",
            dest="schedule",
            help="Only run queued tasks: for each worker but the first.",
        )

    def handle(self, **options: Any) -> None:
        if not options.pop("schedule"):
            super().handle(**options)
            return
        stop = threading.Event()
        clock = threading.Thread(target=_keep_schedule, args=[stop], name="schedule")
        clock.start()
        try:
            # Returns, or exits, on SIGTERM and SIGINT: at once, or after the task that runs.
            super().handle(**options)
        finally:
            stop.set()
            clock.join()


def _keep_schedule(stop: threading.Event) -> None:
    try:
        keep_schedule(stop)
    finally:
        connections.close_all()
