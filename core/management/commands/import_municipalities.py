"""Brings the municipalities in the database up to date with a list."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models.signals import pre_save
from modelsearch.backends import get_search_backends

from core.models import Municipality
from core.municipality_list import (
    FIRST_YEAR,
    LAST_YEAR,
    MunicipalityListError,
    MunicipalityRow,
    read_municipalities,
)

OWN_LIST: Final = Path(__file__).resolve().parents[2] / "data" / "municipalities.csv"

#: The most that one list may dissolve. In 2019, the largest reform since 2001, 37 municipalities
#: merged into others; a file that lacks more than this is cut off, or the list of one province.
MOST_DISSOLVED: Final = 50

WRITTEN_FIELDS: Final = [
    "name",
    "province",
    "valid_year",
    "dissolved",
    "population",
    "urbanity",
]


class Command(BaseCommand):
    """``manage.py import_municipalities [FILE] [--year YEAR]``: all of the list, or none of it."""

    help = (
        "Imports the list of municipalities: the project's own, or CBS's alphabetical list as CSV. "
        "Nothing is ever deleted, since cases refer to municipalities."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=OWN_LIST,
            metavar="FILE",
            help="The list as CSV; without it the project's own list.",
        )
        parser.add_argument(
            "--year",
            type=int,
            help="The year of the list. Municipalities of an older list that this one lacks are "
            "then marked dissolved. Needed for CBS's list, which names no year itself.",
        )

    def handle(self, *args: Any, file: Path, year: int | None, **options: Any) -> None:
        """Import the list and print how many rows were added, changed, dissolved or unchanged.

        Raises:
            CommandError: If the file cannot be read, has a fault, or may not replace what the
                database holds. Nothing is written then.
        """
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(f"--year must be from {FIRST_YEAR} to {LAST_YEAR}.")
        listed = _municipalities(self._read(file), year)
        with transaction.atomic():
            counts = _write(listed, year)
        self.stdout.write(
            ", ".join(
                f"{counts[outcome]} {outcome}"
                for outcome in ("added", "changed", "dissolved", "unchanged")
            )
        )

    def _read(self, file: Path) -> list[MunicipalityRow]:
        """Return the rows of the file; print each of its faults if it has any."""
        try:
            return read_municipalities(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        except MunicipalityListError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                f"Nothing was written: {file} has {len(error.problems)} fault(s)."
            ) from error


def _municipalities(rows: Iterable[MunicipalityRow], year: int | None) -> list[Municipality]:
    """Return the rows as municipalities, not saved, of the list of ``year`` if that is given."""
    municipalities = []
    for row in rows:
        # A municipality that the list itself calls dissolved was last on an earlier one.
        valid_year = row.valid_year if row.dissolved or year is None else year
        if valid_year is None:
            raise CommandError("This list names no year of its own: give it with --year.")
        municipalities.append(
            Municipality(
                code=row.code,
                name=row.name,
                province=row.province,
                valid_year=valid_year,
                dissolved=row.dissolved,
                population=row.population,
                urbanity=row.urbanity,
            )
        )
    return municipalities


def _write(listed: list[Municipality], year: int | None) -> Counter[str]:
    """Write what differs from the database, with the search index, and count the outcomes."""
    existing = Municipality.objects.in_bulk()
    newest = max((stored.valid_year for stored in existing.values()), default=0)
    if year is not None and year < newest:
        raise CommandError(
            f"Nothing was written: the database holds the list of {newest}, newer than {year}."
        )

    counts: Counter[str] = Counter()
    written: list[Municipality] = []
    for municipality in listed:
        stored = existing.get(municipality.code)
        if stored is None:
            outcome = "added"
        else:
            _keep_what_is_known(municipality, stored)
            outcome = _outcome(municipality, stored)
        counts[outcome] += 1
        if outcome != "unchanged":
            written.append(municipality)

    if year is not None:
        gone = _absent(existing, {municipality.code for municipality in listed}, year)
        for municipality in gone:
            municipality.dissolved = True
        counts["dissolved"] += len(gone)
        written += gone

    # Bulk writes send no signal. Who keeps names elsewhere, as the index of cases does, must hear.
    for municipality in written:
        pre_save.send(sender=Municipality, instance=municipality, raw=False, update_fields=None)
    Municipality.objects.bulk_create(
        written, update_conflicts=True, unique_fields=["code"], update_fields=WRITTEN_FIELDS
    )
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Municipality, written)
    return counts


def _keep_what_is_known(municipality: Municipality, stored: Municipality) -> None:
    """Give a listed municipality what the database knows of it and the list does not."""
    if stored.valid_year > municipality.valid_year:
        # The project's own list may be imported again after a newer one: it then has no news.
        for field in WRITTEN_FIELDS:
            setattr(municipality, field, getattr(stored, field))
        return
    if stored.valid_year == municipality.valid_year:
        # A list says nothing of what happened after its year.
        municipality.dissolved = municipality.dissolved or stored.dissolved
    if municipality.population is None:
        municipality.population = stored.population
    if municipality.urbanity is None:
        municipality.urbanity = stored.urbanity


def _outcome(municipality: Municipality, stored: Municipality) -> str:
    """Say what writing the municipality over the stored one comes to."""
    if municipality.dissolved and not stored.dissolved:
        return "dissolved"
    differs = any(
        getattr(municipality, field) != getattr(stored, field) for field in WRITTEN_FIELDS
    )
    return "changed" if differs else "unchanged"


def _absent(existing: dict[str, Municipality], listed: set[str], year: int) -> list[Municipality]:
    """Return the municipalities in force that a list of ``year`` no longer has.

    Raises:
        CommandError: If they are so many that the list cannot be whole.
    """
    gone = [
        municipality
        for code, municipality in existing.items()
        if code not in listed and not municipality.dissolved and municipality.valid_year < year
    ]
    if len(gone) > MOST_DISSOLVED:
        raise CommandError(
            f"Nothing was written: the list lacks {len(gone)} municipalities that are in force, "
            f"where one list may dissolve {MOST_DISSOLVED}. Is the file complete?"
        )
    return gone
