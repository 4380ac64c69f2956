import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from elasticsearch import ApiError, TransportError
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from search.engines import search_cluster
from search.engines.elasticsearch.rebuild import AlreadyRebuilding, rebuild
from search.engines.elasticsearch.writing import NotWritten


class Command(BaseCommand):
    help = (
        "Build the index of the search cluster anew, beside the one that serves, and replace that."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        backend = search_cluster()
        if backend is None:
            raise CommandError("There is no search cluster: ELASTICSEARCH_URL is not set.")
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:,.0f}/s"),
            TimeRemainingColumn(),
        )
        began = time.monotonic()
        try:
            with Progress(*columns) as shown:
                task = shown.add_task("Building the index", total=None, rate=0.0)
                for progress in rebuild(backend):
                    rate = progress.done / (time.monotonic() - began)
                    shown.update(task, completed=progress.done, total=progress.total, rate=rate)
        except AlreadyRebuilding:
            raise CommandError("The index is being rebuilt already, by another process.") from None
        except (ApiError, TransportError, NotWritten) as error:
            raise CommandError(
                f"The index was not rebuilt; the one before it serves. {error}"
            ) from error
        self.stdout.write(f"The new index serves, with {progress.done:,} cases.")
