"""Fixed versions of the findings: what somebody cites can be found again, unchanged, or is said to be withdrawn."""

import csv
import hashlib
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.tasks import JOBS
from evidence import snapshots
from evidence.columns import COLUMNS
from evidence.models import Snapshot, SnapshotFile
from interventions.models import CaseStudyPage, EvaluationPage
from tests import builders
from tests.forms import soup

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.slow,
    pytest.mark.usefixtures("site"),
]

LIST = "/bewijs/momentopnamen/"
DAY = date(2026, 3, 14)


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The day on the clock of the site; a test may turn it on."""

    def turn_to(to: date) -> None:
        monkeypatch.setattr(snapshots, "localdate", lambda: to)

    turn_to(DAY)
    return turn_to


@pytest.fixture
def case() -> CaseStudyPage:
    return builders.case(builders.partner())


def study(case: CaseStudyPage, measure: str = "Toets", **fields: Any) -> EvaluationPage:
    finding = builders.finding(
        measure=measure, data="effect", reported_metric="smd", reported_effect=0.2, reported_se=0.1
    )
    return builders.evaluation(case, findings=[finding], **fields)


def take() -> Snapshot:
    call_command("make_snapshot")
    return Snapshot.objects.latest("pk")


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(soup(response).select("main")[0].get_text(" ").split())


def contents(client: Client, snapshot: Snapshot) -> dict[str, bytes]:
    found = {}
    for file in snapshot.files.all():
        response = client.get(file.get_absolute_url())
        assert response.status_code == 200
        found[file.name] = response.getvalue()
    return found


def test_a_snapshot_has_the_table_in_two_formats_and_the_code_book(
    client: Client, case: CaseStudyPage, day: Any
) -> None:
    study(case)
    snapshot = take()
    assert (snapshot.version, snapshot.findings, snapshot.studies) == ("2026-03-14", 1, 1)
    table, lines, codes = contents(client, snapshot).values()
    assert list(contents(client, snapshot)) == [
        "schoolmix-bevindingen-2026-03-14.csv", "schoolmix-bevindingen-2026-03-14.jsonl",
        "schoolmix-codeboek-2026-03-14.csv",
    ]  # fmt: skip
    assert table == client.get("/bewijs/bevindingen.csv").getvalue()
    assert json.loads(lines)["finding_effect"] == 0.2
    described = list(csv.reader(io.StringIO(codes.decode("utf-8-sig"))))
    assert described[0] == ["column", "nl", "en"]
    assert [row[0] for row in described[1:]] == [column.name for column in COLUMNS]
    assert described[-1][1:] != described[-1][:1:-1], "each language says it in its own words"


def test_the_page_gives_checksums_and_a_citation(
    client: Client, case: CaseStudyPage, day: Any
) -> None:
    study(case)
    snapshot = take()
    for name, content in contents(client, snapshot).items():
        assert snapshot.files.get(name=name).sha256 == hashlib.sha256(content).hexdigest()
        assert hashlib.sha256(content).hexdigest() in text(client, LIST)
    address = f"{settings.BASE_URL}{LIST}2026-03-14/"
    told = text(client, f"{LIST}2026-03-14/")
    assert (
        f"Schoolmix (2026). Bevindingen van evaluaties (versie 2026-03-14) [Gegevensset]. {address}"
        in told
    )
    [code] = soup(client.get(f"{LIST}2026-03-14/")).select("pre code")
    [entry] = parse_string(code.get_text()).entries
    assert entry.fields_dict["url"].value == address
    assert snapshot.files.all()[0].sha256 in entry.fields_dict["note"].value
    assert address in text(client, f"/en{LIST}2026-03-14/"), "the same in every language"


def test_only_what_everybody_may_see_of_the_coalition_is_in_it(
    client: Client, case: CaseStudyPage, day: Any
) -> None:
    study(case, "Openbaar")
    study(case, "Concept", live=False)
    study(case, "Besloten").view_restrictions.create(restriction_type="login")
    study(case, "Voorbeeld", is_example=True)
    for content in list(contents(client, take()).values())[:2]:
        for measure in ("Concept", "Besloten", "Voorbeeld"):
            assert measure.encode() not in content
        assert b"Openbaar" in content


def test_an_old_snapshot_stays_as_it_was(client: Client, case: CaseStudyPage, day: Any) -> None:
    evaluation = study(case)
    first = take()
    before = contents(client, first)
    evaluation.unpublish()
    study(case, "Iets anders")
    day(date(2026, 4, 1))
    second = take()
    assert contents(client, Snapshot.objects.get(version="2026-03-14")) == before
    assert b"Iets anders" in next(iter(contents(client, second).values()))
    assert [head.get_text() for head in soup(client.get(LIST)).select("article h2")] == [
        "2026-04-01", "2026-03-14",
    ]  # fmt: skip


def test_what_has_not_changed_makes_no_new_version(case: CaseStudyPage, day: Any) -> None:
    study(case)
    take()
    take()
    day(date(2026, 3, 15))
    take()
    assert [each.version for each in Snapshot.objects.all()] == ["2026-03-14"]
    study(case, "Nog een")
    take()
    study(case, "En nog een")
    take()
    assert [each.version for each in Snapshot.objects.all()] == [
        "2026-03-15-2", "2026-03-15", "2026-03-14",
    ]  # fmt: skip


def test_without_findings_there_is_none(
    client: Client, day: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_snapshot")
    assert "nothing to keep" in capsys.readouterr().out
    assert "Er is nog geen momentopname" in text(client, LIST)


def test_the_worker_takes_one_a_month(case: CaseStudyPage, day: Any) -> None:
    [job] = [job for job in JOBS if job.name == "take a snapshot of the findings"]
    study(case)
    job.run()
    study(case, "Later deze maand")
    day(date(2026, 3, 31))
    job.run()
    day(date(2026, 4, 1))
    job.run()
    assert [each.version for each in Snapshot.objects.all()] == ["2026-04-01", "2026-03-14"]


def test_a_snapshot_cannot_be_changed_or_deleted(case: CaseStudyPage, day: Any) -> None:
    study(case)
    snapshot = take()
    snapshot.findings = 1000
    snapshot.save()
    assert Snapshot.objects.get().findings == 1
    with pytest.raises(PermissionDenied):
        snapshot.delete()
    file = snapshot.files.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        file.save()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_moderator_withdraws_one_and_says_why(client: Client, site: Any, day: Any) -> None:
    study(builders.case(builders.partner()))
    snapshot = take()
    [table, *_] = snapshot.files.all()
    client.force_login(builders.moderator())
    edit = reverse("wagtailsnippets_evidence_snapshot:edit", args=[snapshot.pk])
    assert client.post(edit, {"withdrawn_because": ""}).status_code == 200
    assert not Snapshot.objects.get().is_withdrawn, "a reason is needed"

    assert client.post(edit, {"withdrawn_because": "Een kind was te herkennen."}).status_code == 302

    client.logout()
    assert not table.file.storage.exists(str(table.file.name))
    for address, status in (
        (LIST, 200), (snapshot.get_absolute_url(), 200), (table.get_absolute_url(), 410),
    ):  # fmt: skip
        told = text(client, address, status)
        assert "Een kind was te herkennen." in told
        assert table.sha256 in told
        assert not soup(client.get(address)).select(f'main a[href="{table.get_absolute_url()}"]')
    take()
    assert Snapshot.objects.count() == 2, "what is withdrawn is not the latest"


def test_nobody_adds_or_deletes_one_in_the_admin(
    client: Client, case: CaseStudyPage, day: Any
) -> None:
    study(case)
    snapshot = take()
    client.force_login(builders.user("root", is_superuser=True))
    for name, args in (("add", []), ("delete", [snapshot.pk])):
        address = reverse(f"wagtailsnippets_evidence_snapshot:{name}", args=args)
        assert client.post(address).status_code == 302
    assert Snapshot.objects.count() == 1
    client.force_login(builders.editor(builders.partner("Ander")))
    edit = reverse("wagtailsnippets_evidence_snapshot:edit", args=[snapshot.pk])
    client.post(edit, {"withdrawn_because": "Zomaar"})
    assert not Snapshot.objects.get().is_withdrawn


def test_a_full_disk_leaves_nothing_half(
    case: CaseStudyPage, day: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    study(case)
    really_save = FileSystemStorage.save

    def save(storage: FileSystemStorage, name: str, content: Any, max_length: int) -> str:
        if name.endswith(".jsonl"):
            raise OSError(28, "No space left on device")
        return really_save(storage, name, content, max_length)

    monkeypatch.setattr(FileSystemStorage, "save", save)  # as the operating system would
    with pytest.raises(OSError, match="No space"):
        snapshots.take_snapshot()
    assert not Snapshot.objects.exists()
    assert not SnapshotFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_unknown_version_is_not_found(client: Client) -> None:
    for address in ("2026-03-14/", "2026-03-14/schoolmix-bevindingen-2026-03-14.csv"):
        assert client.get(LIST + address).status_code == 404


def test_queries_of_the_list_stay_the_same(client: Client, case: CaseStudyPage, day: Any) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    study(case)
    take()
    few = count()
    for number in range(2):
        study(case, f"Nog {number}")
        take()
    assert count() == few
