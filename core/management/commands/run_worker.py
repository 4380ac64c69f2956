import threading
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.db import connections
from django_tasks_db.management.commands.db_worker import Command as WorkerCommand

from core.tasks import companions


class Command(WorkerCommand):
    """The library's worker on the project's queue, with what else goes on in threads beside it.

    Threads, so that a task of minutes does not keep a page from being published on time.
    """

    help = "Run queued tasks, publish scheduled pages, keep the index, clean up at night, until stopped."

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
        threads = [
            threading.Thread(target=_accompany, args=[work, stop], name=name)
            for name, work in companions.items()
        ]
        for thread in threads:
            thread.start()
        try:
            # Returns, or exits, on SIGTERM and SIGINT: at once, or after the task that runs.
            super().handle(**options)
        finally:
            stop.set()
            for thread in threads:
                thread.join()


def _accompany(work: Callable[[threading.Event], None], stop: threading.Event) -> None:
    try:
        work(stop)
    finally:
        connections.close_all()
