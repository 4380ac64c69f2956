"""Fail when a text of the interface has no Dutch, or a doubtful one. Needs gettext."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scripts import messages
from scripts.console import ROOT, say


def main() -> None:
    if shutil.which("msgmerge") is None and os.environ.get("CI") != "true":
        say("SKIPPED: gettext is not installed (make test installs it)")
        return
    faults = faults_in(gathered_anew(ROOT))
    for fault in faults:
        say(fault)
    sys.exit(1 if faults else 0)


def gathered_anew(root: Path) -> Catalog:
    """Return the catalogue as it is after gathering, leaving the files as they are."""
    with tempfile.TemporaryDirectory(prefix="schoolmix-messages-") as folder:
        copy = Path(folder, "project")
        shutil.copytree(
            root, copy, ignore=shutil.ignore_patterns(".*", *messages.WITHOUT_TEXTS, "*.mo")
        )
        messages.gather(copy)
        with (copy / messages.CATALOGUE).open("rb") as file:
            return read_po(file, locale=messages.LANGUAGE)


def faults_in(catalogue: Catalog) -> list[str]:
    """Return a line for each message that is untranslated, doubtful, broken or no longer used."""
    faults = []
    for message in catalogue:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        text = message.id[0] if isinstance(message.id, tuple) else message.id
        if not all(texts):
            faults.append(f"untranslated: {text!r} ({_places(message.locations)})")
        elif message.fuzzy:
            faults.append(f"fuzzy: {text!r} ({_places(message.locations)})")
        faults += [f"broken: {text!r}: {error}" for error in message.check(catalogue)]
    faults += [f"obsolete: {message.id!r}" for message in catalogue.obsolete.values()]
    return faults


def _places(locations: Iterable[tuple[str, int | None]]) -> str:
    return ", ".join(sorted({path for path, _ in locations}))


if __name__ == "__main__":
    main()
