"""Index and database, compared by version: what one of the two lost behind the other's back is mended."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from wagtail.models import PageViewRestriction

from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.comparison import Comparison, compare
from search.engines.elasticsearch.keeper import make_right
from search.engines.elasticsearch.rebuild import rebuild
from search.engines.elasticsearch.sync import drain
from search.models import CaseRecord, IndexCursor, IndexVersion
from tests import builders
from tests.faults.indices import in_the_database, in_the_index

pytestmark = [
    pytest.mark.django_db, pytest.mark.cluster, pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
]  # fmt: skip


@pytest.fixture
def cases(backend: CaseSearchBackend) -> list[Any]:
    """Cases that are in the index, all but the last, which is a draft."""
    owner = builders.partner()
    found = [builders.case(owner, f"Aanpak {number}") for number in range(5)]
    found.append(builders.case(owner, "Een concept", live=False))
    list(rebuild(backend))
    return found


def test_what_is_missing_outdated_or_not_to_be_there_is_mended(
    backend: CaseSearchBackend, cases: list[Any]
) -> None:
    index = backend.serving_index()
    assert compare(backend, index) == Comparison(0, 0)
    cases[0].title = "Anders"
    cases[0].save_revision().publish()
    cases[1].unpublish()
    cases[2].delete()
    cases[5].save_revision().publish()
    # As if those were written, and a disk or a restored snapshot lost them again.
    IndexCursor.objects.update(version=IndexVersion.objects.get().value, page_id=2**62)
    [document] = [found for _version, found in in_the_index(backend).values()][:1]
    backend.patient.index(index=index, id="999999", document={**document, "page_id": 999_999})
    assert in_the_index(backend) != in_the_database()

    assert compare(backend, index) == Comparison(mended=5)
    assert in_the_index(backend) == in_the_database()
    assert compare(backend, index) == Comparison(0, 0)


def test_what_somebody_wrote_into_the_index_leads_to_a_new_one(
    backend: CaseSearchBackend, cases: list[Any]
) -> None:
    index = backend.serving_index()
    document = in_the_index(backend)[cases[0].pk][1]
    backend.patient.index(index=index, id=str(cases[0].pk), document={**document, "title": "Hm"})
    make_right(backend, threading.Event())
    assert backend.serving_index() != index
    assert in_the_index(backend) == in_the_database()


def test_what_somebody_deleted_from_the_index_comes_back(
    backend: CaseSearchBackend, cases: list[Any]
) -> None:
    """Elasticsearch remembers a deletion for an hour, under a version later than ours."""
    index = backend.serving_index()
    backend.patient.delete(index=index, id=str(cases[0].pk))
    assert compare(backend, index) == Comparison(mended=1)
    assert in_the_index(backend) == in_the_database()
    assert compare(backend, index) == Comparison(0, 0)


def test_an_index_ahead_of_the_database_is_built_anew(
    backend: CaseSearchBackend, cases: list[Any]
) -> None:
    """As after a backup is restored: what is published then must not count as old news."""
    before = IndexVersion.objects.get().value
    rows = list(CaseRecord.objects.values())
    cases[0].title = "Na de back-up"
    cases[0].save_revision().publish()
    drain(backend)
    with transaction.atomic():
        type(cases[0]).objects.filter(pk=cases[0].pk).update(title="Aanpak 0")
        CaseRecord.objects.all().delete()
        CaseRecord.objects.bulk_create(CaseRecord(**row) for row in rows)
        IndexVersion.objects.update(value=before)

    with pytest.raises(CommandError, match="rebuild_search"):
        call_command("compare_search")
    make_right(backend, threading.Event())

    assert in_the_index(backend) == in_the_database()


def test_without_an_index_the_worker_builds_one(backend: CaseSearchBackend) -> None:
    builders.case(builders.partner(), "De eerste")
    make_right(backend, threading.Event())
    assert in_the_index(backend) == in_the_database() != {}


def test_a_change_that_is_rolled_back_is_not_in_the_index(
    backend: CaseSearchBackend, cases: list[Any]
) -> None:
    right = in_the_index(backend)
    with transaction.atomic():
        cases[0].title = "Toch niet"
        cases[0].save_revision().publish()
        cases[1].unpublish()
        builders.case(builders.partner("Toch niet"), "Ook niet")
        transaction.set_rollback(True)
    assert drain(backend) == 0
    assert in_the_index(backend) == right == in_the_database()


def test_every_change_reaches_the_index(backend: CaseSearchBackend, cases: list[Any]) -> None:
    owner, other = cases[0].get_parent().specific, builders.partner("Ander")
    cases[0].title = "Nieuwe titel"
    cases[0].save_revision().publish()
    cases[1].unpublish()
    cases[2].delete()
    builders.evaluation(cases[3], "works")
    cases[4].move(other, pos="last-child")
    cases[5].save_revision().publish()
    drain(backend)
    assert in_the_index(backend) == in_the_database()
    assert set(in_the_index(backend)) == {cases[number].pk for number in (0, 3, 4, 5)}

    restriction = PageViewRestriction.objects.create(page=other, restriction_type="login")
    drain(backend)
    assert cases[4].pk not in in_the_index(backend)
    restriction.delete()
    owner.delete()
    drain(backend)
    assert set(in_the_index(backend)) == {cases[4].pk}
    assert in_the_index(backend) == in_the_database()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_drain_at_once_do_no_harm(backend: CaseSearchBackend, cases: list[Any]) -> None:
    both_ready = threading.Barrier(2)

    def work() -> None:
        both_ready.wait()
        drain(backend)
        connection.close()

    for number in range(3):
        for case in cases[:3]:
            case.title = f"{case.title} {number}"
            case.save_revision().publish()
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert in_the_index(backend) == in_the_database()
    assert drain(backend) == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_change_that_is_committed_late_is_not_passed_over(
    backend: CaseSearchBackend, cases: list[Any]
) -> None:
    """Of two writers the later waits: a version that became visible first would move the cursor on."""

    def alone(work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as others:
        with transaction.atomic():
            cases[0].title = "Eerst begonnen"
            cases[0].save_revision().publish()
            second = others.submit(alone, cases[1].unpublish)
            # Where nothing holds it up it is done by then.
            wait([second], timeout=1)
            others.submit(alone, partial(drain, backend)).result()
        second.result()
    drain(backend)
    assert in_the_index(backend) == in_the_database()
