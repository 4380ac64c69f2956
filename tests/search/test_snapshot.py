"""A process that has seen changes one by one knows what a fresh process knows."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.models import CaseRecord
from search.snapshot import Snapshot, updated

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Change(NamedTuple):
    page_id: int
    visible: bool
    hour: int | None
    title_key: str
    statuses: list[str]


changes = st.builds(
    Change,
    page_id=st.integers(1, 5),
    visible=st.booleans(),
    hour=st.none() | st.integers(0, 5),
    title_key=st.sampled_from("abc"),
    statuses=st.lists(st.sampled_from(["planned", "running"]), unique=True),
)


def write(version: int, change: Change) -> None:
    CaseRecord.objects.update_or_create(
        page_id=change.page_id,
        defaults={
            "version": version,
            "visible": change.visible,
            "published": None if change.hour is None else NOON + timedelta(hours=change.hour),
            "title_key": change.title_key,
            "values": {"status": change.statuses},
        },
    )


def knowledge(snapshot: Snapshot) -> Mapping[str, Any]:
    """Return what a snapshot tells, whatever the positions it gave."""
    return {
        "version": snapshot.version,
        "newest": list(snapshot.newest_first(snapshot.visible)),
        "titles": list(snapshot.in_title_order(snapshot.visible)),
        "statuses": {
            key: list(snapshot.newest_first(bits))
            for key, bits in snapshot.values["status"].items()
        },
    }


@given(rounds=st.lists(st.lists(changes, min_size=1, max_size=3), min_size=1, max_size=6))
def test_what_a_process_saw_before_makes_no_difference(rounds: list[list[Change]]) -> None:
    CaseRecord.objects.all().delete()
    seen = Snapshot()
    for version, together in enumerate(rounds, start=1):
        for change in together:
            write(version, change)
        seen = updated(seen, version)
        assert knowledge(seen) == knowledge(updated(Snapshot(), version))


def test_a_draft_takes_its_place_when_it_is_published() -> None:
    write(1, Change(1, True, 1, "a", []))
    write(1, Change(2, False, None, "b", []))
    seen = updated(Snapshot(), 1)
    write(2, Change(3, True, 2, "c", []))
    seen = updated(seen, 2)
    write(3, Change(2, True, 3, "b", []))
    seen = updated(seen, 3)
    assert list(seen.newest_first(seen.visible)) == [2, 3, 1]


def test_an_old_case_that_is_made_public_late_does_not_come_first() -> None:
    write(1, Change(1, False, 1, "a", ["running"]))
    write(1, Change(2, True, 2, "b", ["running"]))
    seen = updated(Snapshot(), 1)
    write(2, Change(1, True, 1, "a", ["running"]))
    seen = updated(seen, 2)
    assert list(seen.newest_first(seen.visible)) == [2, 1]
    assert list(seen.newest_first(seen.values["status"]["running"])) == [2, 1]


def test_a_hidden_case_counts_nowhere() -> None:
    write(1, Change(1, True, 1, "a", ["running"]))
    seen = updated(Snapshot(), 1)
    write(2, Change(1, False, 1, "a", ["running"]))
    seen = updated(seen, 2)
    assert seen.values["status"] == {}
    assert not seen.visible
