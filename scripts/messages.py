"""Gather the texts of the interface into `locale/nl`, with Django's makemessages. Needs gettext.

Messages are written in English, so that English needs no catalogue; Dutch must be complete.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from scripts.console import ROOT, refuse, say

LANGUAGE = "nl"
CATALOGUE = Path("locale", LANGUAGE, "LC_MESSAGES", "django.po")
#: Where no text of the interface stands.
WITHOUT_TEXTS = ("var", "tests", "benchmarks", "scripts", "deploy", "docs", "static")


def gather(root: Path = ROOT) -> None:
    """Bring the catalogue under ``root`` up to date with the code and templates there."""
    if shutil.which("msgmerge") is None:
        refuse("This needs gettext. On Debian and Ubuntu: apt-get install gettext")
    (root / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    ignored = [option for folder in (".*", *WITHOUT_TEXTS) for option in ("--ignore", folder)]
    subprocess.run(
        [
            sys.executable, "-m", "django", "makemessages", "--locale", LANGUAGE,
            # With lines, every change of code would change the catalogue.
            "--add-location", "file", "--no-wrap", "--verbosity", "0", *ignored,
        ],
        cwd=root,
        check=True,
    )  # fmt: skip


if __name__ == "__main__":
    gather()
    say(
        f"Brought {CATALOGUE} up to date. Fill what is empty, look at what is fuzzy, then: make check"
    )
