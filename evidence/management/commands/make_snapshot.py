from typing import Any

from django.core.management.base import BaseCommand

from evidence.snapshots import take_snapshot


class Command(BaseCommand):
    help = "Keep the public findings as they are now: a fixed version that can be cited."

    def handle(self, *args: Any, **options: Any) -> None:
        taken = take_snapshot()
        if taken is None:
            self.stdout.write("nothing to keep: no findings, or the same as in the latest snapshot")
            return
        self.stdout.write(f"kept at {taken.permalink} (findings: {taken.findings})")
