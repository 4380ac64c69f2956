"""A change of a case and its record stand or fall together, wherever the process dies between them.

Each change runs in a process that is killed before its first statement that writes, then anew before
its second, and so on until it gets through. Whatever is in the database after that, the record of
each case says the same.
"""

import os
import shutil
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from core.models import User
from interventions.models import CaseStudyPage
from search.models import CaseRecord
from search.services import build_records
from tests import builders

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]

Change = Callable[[], Any]
#: What a record says, apart from when it was written.
SAYS = ("page_id", "visible", "values", "title_key", "published")


def publish() -> None:
    page = CaseStudyPage.objects.get(title="De eerste")
    page.title = "Een andere titel"
    page.save_revision().publish()


def publish_draft() -> None:
    CaseStudyPage.objects.get(title="Het concept").save_revision().publish()


def unpublish_partner() -> None:
    partner = Page.objects.get(title="Partner A").specific
    administrator = User.objects.get(username="administrator")
    UnpublishPageAction(partner, user=administrator, include_descendants=True).execute()


def move() -> None:
    other = Page.objects.get(title="Partner B")
    CaseStudyPage.objects.get(title="De eerste").move(other, pos="last-child")


def delete_partner() -> None:
    Page.objects.get(title="Partner A").specific.delete()


def restrict_partner() -> None:
    partner = Page.objects.get(title="Partner A")
    PageViewRestriction.objects.create(page=partner, restriction_type="login")


def publish_evaluation() -> None:
    page = Page.objects.get(title="Onderzoek works").specific
    page.conclusion = "no-effect"
    page.save_revision().publish()


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A copy of the database as it is before a change: two partners, cases, an evaluation."""
    first = builders.partner("Partner A")
    builders.partner("Partner B")
    case = builders.case(first, "De eerste", places=["0268"])
    builders.case(first, "De tweede")
    builders.case(first, "Het concept", live=False)
    builders.evaluation(case, "works")
    builders.user("administrator", is_superuser=True)
    return _copied(_database(), tmp_path / "before.sqlite3")


@pytest.mark.parametrize(
    "change",
    [publish, publish_draft, unpublish_partner, move, delete_partner,
     restrict_partner, publish_evaluation],
)  # fmt: skip
def test_record_and_case_agree_wherever_the_process_dies(before: Path, change: Change) -> None:
    untouched = _records()
    killed = 0
    while _killed_at(killed + 1, change):
        killed += 1
        assert _records() == _expected(), f"killed before write {killed}"
        connections.close_all()
        _copied(before, _database())
    assert killed > 3
    assert _records() == _expected() != untouched


def _database() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _copied(source: Path, target: Path) -> Path:
    """Copy a database that nobody has open, with all that was committed."""
    if source == _database():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
    for left_over in ("-wal", "-shm"):
        Path(f"{target}{left_over}").unlink(missing_ok=True)
    shutil.copyfile(source, target)
    return target


def _killed_at(number: int, change: Change) -> bool:
    """Make a change in a process that is killed before its n-th write; False where it gets through."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            with connection.execute_wrapper(_KillAt(number)):
                change()
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert status in (0, signal.SIGKILL), "the change failed by itself"
    return status == signal.SIGKILL


class _KillAt:
    """Kills the process before its n-th statement that writes."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Any, sql: str, *args: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *args)


def _records() -> list[dict[str, Any]]:
    return list(CaseRecord.objects.order_by("page_id").values(*SAYS))


def _expected() -> list[dict[str, Any]]:
    """Return what the records should say of the cases as they are now, and of those that are gone."""
    ids = CaseRecord.objects.order_by("page_id").values_list("page_id", flat=True)
    every = sorted({*ids, *CaseStudyPage.objects.values_list("pk", flat=True)})
    records = sorted(build_records(every, 0), key=lambda record: record.page_id)
    return [{name: getattr(record, name) for name in SAYS} for record in records]
