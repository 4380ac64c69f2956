from typing import Any

from django.core.management.base import BaseCommand
from rich.progress import Progress, TimeElapsedColumn

from core.renditions import make_missing, pages_with_pictures


class Command(BaseCommand):
    help = "Make the renditions of pictures on public pages that are not there yet. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        pages = list(pages_with_pictures())
        with Progress(*Progress.get_default_columns(), TimeElapsedColumn()) as progress:
            for page in progress.track(pages, description="Making pictures ready"):
                make_missing(page)
        self.stdout.write(f"pictures of {len(pages)} pages ready")
