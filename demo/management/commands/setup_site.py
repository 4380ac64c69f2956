from typing import Any

from django.core.management.base import BaseCommand

from demo.site_setup import set_up_site


class Command(BaseCommand):
    help = (
        "Make the first pages, the vocabularies, the moderators and their workflow. Safe to repeat."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_site()
        self.stdout.write("The site is set up.")
