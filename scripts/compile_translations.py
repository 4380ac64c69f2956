"""Compile translations (.po to .mo) with Babel, so that no gettext need be installed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scripts.console import ROOT, say


def compile_translations(folder: Path = ROOT / "locale") -> list[Path]:
    """Compile each catalogue that is newer than its compiled file; return what was written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parents[1].name)
        # Under another name first: test processes that start together never read half a file.
        unfinished = target.with_name(f"{target.name}.{os.getpid()}")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_translations():
        say(f"    compiled {path.relative_to(ROOT)}")
