from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from core.models import Municipality
from demo.synthetic.loading import delete_generated, generate
from partners.models import CoalitionIndexPage

MOST = 500_000


def number_of_cases(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise ArgumentTypeError(f"a number from 1 to {MOST:,} is needed, and this is {text!r}")
    return int(text)


class Command(BaseCommand):
    help = "Write generated cases, marked as such wherever they are shown, to try or measure the site with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--count", type=number_of_cases, help="how many cases to write")
        what.add_argument("--delete", action="store_true", help="remove all generated cases")
        parser.add_argument(
            "--seed", type=int, default=1, help="the same seed writes the same cases (1)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["delete"]:
            self.stdout.write(f"{delete_generated()} generated cases removed")
            return
        if not (CoalitionIndexPage.objects.exists() and Municipality.objects.exists()):
            raise CommandError(
                "Generated cases need a site to stand in. First: import_municipalities and setup_site."
            )
        columns = (
            *Progress.get_default_columns(),
            TextColumn("{task.completed:,}"),
            TimeElapsedColumn(),
        )
        with Progress(*columns) as progress:
            task = progress.add_task("Writing cases", total=options["count"])
            for written in generate(options["count"], options["seed"]):
                progress.advance(task, written)
        self.stdout.write(f"{options['count']} generated cases written")
