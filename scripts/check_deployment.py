"""Django's own check of production settings, with the example environment filled in."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from scripts.console import ROOT

EXAMPLE = ROOT / "deploy" / "environment.example"
#: What the example leaves for the operator to fill in.
FILLED_IN = {"SECRET_KEY": "an-example-that-is-long-enough-and-used-nowhere-3f9c2b7a61e8d405"}


def read_example(path: Path = EXAMPLE) -> dict[str, str]:
    """Return the variables that an environment file sets, as systemd and the shell read it."""
    words = shlex.split(path.read_text(encoding="utf-8"), comments=True)
    return dict(word.split("=", 1) for word in words)


def main() -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "site")}
    environment |= read_example() | FILLED_IN
    environment["DJANGO_SETTINGS_MODULE"] = "schoolmix.settings.production"
    check = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
    )
    sys.exit(check.returncode)


if __name__ == "__main__":
    main()
