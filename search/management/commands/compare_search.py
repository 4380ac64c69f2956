from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from elasticsearch import ApiError, TransportError
from modelsearch.backends import get_search_backend

from search.engines import CLUSTER
from search.engines.elasticsearch.comparison import compare
from search.engines.elasticsearch.writing import NotWritten


class Command(BaseCommand):
    help = (
        "Compare the index with the database and mend what differs, as the worker does by itself."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if CLUSTER not in settings.WAGTAILSEARCH_BACKENDS:
            raise CommandError("There is no search cluster: ELASTICSEARCH_URL is not set.")
        backend = get_search_backend(CLUSTER)
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
