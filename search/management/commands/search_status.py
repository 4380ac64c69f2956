from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.status import index_status, trouble


class Command(BaseCommand):
    help = "Tell which engine searches, and how its index is."

    def handle(self, *args: Any, **options: Any) -> None:
        status = index_status()
        if status is None:
            self.stdout.write("engine            the database, which needs no index beside it")
            return
        rows = {
            "engine": "Elasticsearch",
            "cluster": trouble() or "answers",
            "index": status.index or "none yet: the worker builds it",
            "waiting": f"{status.waiting:,} cases",
            "oldest change": f"{status.oldest_seconds:,} s ago" if status.waiting else "none",
            "last rebuild": _moment(status.built_at),
            "last comparison": _moment(status.compared_at),
            "drift found then": f"{status.drift:,} cases, mended",
        }
        for name, value in rows.items():
            self.stdout.write(f"{name:18}{value}")


def _moment(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else "never"
