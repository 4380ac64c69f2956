"""`make check`: everything that can be told without running the site. Runs in `.venv`."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from scripts.console import ROOT, say

# The programs that stand beside this Python, whether or not `.venv` is activated.
PROGRAMS = Path(sys.executable).parent
#: Nothing here reads or writes the data of a developer.
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(ROOT / "site"),
    "DATABASE_URL": "sqlite://:memory:",
    "DJANGO_SETTINGS_MODULE": "schoolmix.settings.testing",
}


@dataclass(frozen=True)
class Check:
    """A command that exits with 0 when all is well, and what to do when it does not."""

    name: str
    command: tuple[str, ...]
    remedy: str


CHECKS = (
    Check("types", ("mypy",), "mend the type"),
    Check("formatting", ("ruff", "format", "--check", "."), "make format"),
    Check("linting", ("ruff", "check", "."), "make format mends some"),
    Check("import layers", ("lint-imports", "--no-logo"), "import downwards only: docs/"),
    Check("template formatting", ("djlint", "--check", "--quiet", "templates"), "make format"),
    Check("template linting", ("djlint", "--lint", "--quiet", "templates"), "mend the template"),
    Check(
        "migrations",
        ("python", "manage.py", "makemigrations", "--check", "--dry-run"),
        "python manage.py makemigrations",
    ),
    Check(
        "translations", ("python", "-m", "scripts.check_translations"), "make messages, then fill"
    ),
    Check("deployment", ("python", "-m", "scripts.check_deployment"), "mend the setting"),
)


@dataclass(frozen=True)
class Result:
    check: Check
    passed: bool
    output: str
    seconds: float


def main() -> None:
    # Two at a time; each speaks when it is done, so that their lines do not mix.
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(_run, CHECKS))
    failed = [result.check.name for result in results if not result.passed]
    if failed:
        say(f"{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}")
        sys.exit(1)
    say(f"All {len(CHECKS)} checks passed")


def _run(check: Check) -> Result:
    started = time.monotonic()
    program, *arguments = check.command
    done = subprocess.run(
        [PROGRAMS / program, *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    result = Result(check, done.returncode == 0, done.stdout, time.monotonic() - started)
    if result.passed and done.stdout.startswith("SKIPPED"):
        say(f"skipped {check.name}: {done.stdout.removeprefix('SKIPPED:').strip()}")
    elif result.passed:
        say(f"ok      {check.name} ({result.seconds:.1f} s)")
    else:
        say(f"FAILED  {check.name} ({result.seconds:.1f} s); try: {check.remedy}\n{result.output}")
    return result


if __name__ == "__main__":
    main()
