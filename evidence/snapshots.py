"""Writes: fixed versions of the table, which can be cited and checked."""

import hashlib
from dataclasses import dataclass
from itertools import tee
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from evidence.columns import COLUMNS
from evidence.downloads import FINDINGS, as_csv, as_json_lines, code_book_as_csv
from evidence.flat import rows
from evidence.models import Snapshot, SnapshotFile
from evidence.query import EvidenceQuery
from evidence.references import Reference, as_bibtex

STUDY = [column.name for column in COLUMNS].index("study_id")
CSV, JSON_LINES = FINDINGS["csv"].content_type, FINDINGS["jsonl"].content_type


@dataclass(frozen=True)
class Written:
    """A file on the disk that is not stored yet."""

    path: Path
    #: Its name, with a place for the version.
    stem: str
    content_type: str
    sha256: str


@dataclass(frozen=True)
class Citation:
    text: str
    bibtex: str


def take_monthly() -> None:
    """Take a snapshot, unless there is one of this month already; the worker asks every night."""
    if not Snapshot.objects.filter(date__gte=localdate().replace(day=1)).exists():
        take_snapshot()


def take_snapshot() -> Snapshot | None:
    """Keep the findings of the coalition as they are now.

    Returns
    -------
    The new snapshot; None where there are no findings, or nothing changed since the latest.
    """
    with TemporaryDirectory(prefix="schoolmix-") as folder:
        findings, studies, written = _write(Path(folder))
        if not findings or _is_kept(written):
            return None
        return _store(findings, studies, written)


def cite(snapshot: Snapshot) -> Citation:
    """Return how to refer to a snapshot: a line after the American Psychological Association, and BibTeX."""
    title = _("Findings of evaluations")
    values = {
        "site": settings.SITE_NAME, "year": snapshot.date.year, "title": title,
        "version": snapshot.version, "address": snapshot.permalink,
    }  # fmt: skip
    text = (
        _("%(site)s (%(year)s). %(title)s (version %(version)s) [Data set]. %(address)s") % values
    )
    reference = Reference(
        key=f"schoolmix-{snapshot.version}",
        title=_("%(title)s (version %(version)s)") % values,
        authors=[settings.SITE_NAME],
        publisher=_("Data set"),
        year=snapshot.date.year,
        url=snapshot.permalink,
        note="; ".join(f"SHA-256 {file.name}: {file.sha256}" for file in snapshot.files.all()),
    )
    return Citation(text, "".join(as_bibtex([reference])).strip())


def _write(folder: Path) -> tuple[int, int, list[Written]]:
    """Write the files; return how many findings and studies are in them.

    The table is read once, so that the two formats of it say the same.
    """
    found, again, once_more = tee(rows(EvidenceQuery()), 3)
    findings, studies = 0, set()
    as_table = as_csv(again)
    with _Hashed(folder / "csv") as table, _Hashed(folder / "jsonl") as lines:
        table.write(next(as_table))
        for row, line, entry in zip(found, as_table, as_json_lines(once_more), strict=True):
            findings += 1
            studies.add(row[STUDY])
            table.write(line)
            lines.write(entry)
    with _Hashed(folder / "codes") as codes:
        for line in code_book_as_csv():
            codes.write(line)
    return findings, len(studies), [
        Written(table.path, "schoolmix-bevindingen-{}.csv", CSV, table.checksum),
        Written(lines.path, "schoolmix-bevindingen-{}.jsonl", JSON_LINES, lines.checksum),
        Written(codes.path, "schoolmix-codeboek-{}.csv", CSV, codes.checksum),
    ]  # fmt: skip


class _Hashed:
    """A file with the checksum of what is written to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._digest = hashlib.sha256()

    def __enter__(self) -> "_Hashed":
        self._file = self.path.open("wb")
        return self

    def __exit__(self, *_raised: object) -> None:
        self._file.close()

    def write(self, text: str) -> None:
        data = text.encode()
        self._digest.update(data)
        self._file.write(data)

    @property
    def checksum(self) -> str:
        return self._digest.hexdigest()


def _is_kept(written: list[Written]) -> bool:
    """Return whether the latest snapshot says the same."""
    latest = Snapshot.objects.filter(withdrawn_at=None).first()
    if latest is None:
        return False
    checksums = latest.files.order_by("sha256").values_list("sha256", flat=True)
    return list(checksums) == sorted(each.sha256 for each in written)


def _store(findings: int, studies: int, written: list[Written]) -> Snapshot:
    """Store the files and what is known of them, or nothing at all."""
    day = localdate()
    stored: list[SnapshotFile] = []
    try:
        with transaction.atomic():
            before = Snapshot.objects.filter(date=day).count()
            snapshot = Snapshot.objects.create(
                version=f"{day:%Y-%m-%d}-{before + 1}" if before else f"{day:%Y-%m-%d}",
                date=day,
                findings=findings,
                studies=studies,
            )
            for each in written:
                file = _file_of(each, snapshot)
                stored.append(file)
                with each.path.open("rb") as content:
                    file.file.save(file.name, File(content))
    except BaseException:
        # The database goes back by itself; the disk does not.
        for file in stored:
            file.remove()
        raise
    return snapshot


def _file_of(written: Written, snapshot: Snapshot) -> SnapshotFile:
    return SnapshotFile(
        snapshot=snapshot,
        name=written.stem.format(snapshot.version),
        content_type=written.content_type,
        size=written.path.stat().st_size,
        sha256=written.sha256,
    )
