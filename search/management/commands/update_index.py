from typing import Any

from django.core.management import call_command
from wagtail.search.management.commands.update_index import Command as UpdateCommand

from search.engines import CLUSTER


class Command(UpdateCommand):
    """Wagtail's command, which knows nothing of our index in the search cluster: that is rebuilt as ours."""

    def update_backend(self, backend_name: str, **options: Any) -> None:
        if backend_name == CLUSTER:
            call_command("rebuild_search", stdout=self.stdout, stderr=self.stderr)
        else:
            super().update_backend(backend_name, **options)
