from typing import Any

from django.core.management.base import BaseCommand, CommandError
from elasticsearch import ApiError, TransportError

from search.engines import search_cluster
from search.engines.elasticsearch.comparison import compare
from search.engines.elasticsearch.writing import NotWritten


class Command(BaseCommand):
    help = (
        "Compare the index with the database and mend what differs, as the worker does by itself."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        backend = search_cluster()
        if backend is None:
            raise CommandError("There is no search cluster: ELASTICSEARCH_URL is not set.")
        try:
            index = backend.serving_index()
            if not index:
                raise CommandError("There is no index yet: manage.py rebuild_search builds it.")
            found = compare(backend, index)
        except (ApiError, TransportError, NotWritten) as error:
            raise CommandError(f"The search cluster does not answer. {error}") from error
        self.stdout.write(f"{found.mended} cases differed, and are mended.")
        if found.ahead:
            raise CommandError(
                f"{found.ahead} cases are newer in the index than in the database, which was restored"
                " from a backup. Build the index anew: manage.py rebuild_search"
            )
