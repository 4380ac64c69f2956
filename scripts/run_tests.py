"""`make test` and `make test-fast`: prepare the machine, run every stage, say what came of each."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass

from scripts import debian, virtual_environment
from scripts.console import ROOT, refuse, say
from scripts.virtual_environment import PYTHON


@dataclass(frozen=True)
class Stage:
    """A command of `.venv`'s Python, and what it needs from the system."""

    name: str
    arguments: tuple[str, ...]
    needs: tuple[debian.Need, ...] = ()


PYTEST = ("-m", "pytest", "--durations=10")
ON_SQLITE = "not browser and not cluster and not postgresql_server"
FAST_TESTS = Stage("Fast tests, on SQLite", (*PYTEST, "-n", "2", "-m", f"not slow and {ON_SQLITE}"))
STAGES = (
    Stage("Checks", ("-m", "scripts.check")),
    Stage("Tests on SQLite", (*PYTEST, "-n", "2", "-m", ON_SQLITE)),
    Stage(
        "Tests on PostgreSQL",
        (
            "-m",
            "scripts.postgresql",
            str(PYTHON),
            *PYTEST,
            "-n",
            "2",
            "-m",
            "(postgresql or postgresql_server) and not cluster",
        ),
        (debian.POSTGRESQL,),
    ),
    Stage(
        "Tests on Elasticsearch",
        # Tests with clusters of their own stay together, one cluster after the other.
        (
            "-m",
            "tests.cluster",
            str(PYTHON),
            *PYTEST,
            "-n",
            "2",
            "--dist",
            "loadgroup",
            "-m",
            "elasticsearch or cluster",
        ),
        (debian.MAVEN, debian.JAVA),
    ),
    Stage(
        "Tests on PostgreSQL and Elasticsearch",
        (
            "-m",
            "scripts.postgresql",
            str(PYTHON),
            "-m",
            "tests.cluster",
            str(PYTHON),
            *PYTEST,
            "-m",
            "postgresql and cluster",
        ),
        (debian.POSTGRESQL, debian.MAVEN, debian.JAVA),
    ),
    Stage("Tests in a browser", (*PYTEST, "-m", "browser"), (debian.CHROMIUM,)),
)


@dataclass(frozen=True)
class Outcome:
    stage: Stage
    word: str
    seconds: float
    last_line: str


def main(arguments: list[str]) -> None:
    if arguments == ["fast"]:
        virtual_environment.ensure(virtual_environment.DEVELOPMENT_LOCK)
        outcomes = [_run(FAST_TESTS)]
    else:
        missing = debian.install_missing()
        if missing and os.environ.get("CI") == "true":
            names = ", ".join(need.what for need in missing)
            refuse(
                f"Not installed: {names}. With CI=true nothing may be skipped, so nothing was run."
            )
        virtual_environment.ensure(virtual_environment.DEVELOPMENT_LOCK)
        outcomes = [
            _skip(stage, lacking)
            if (lacking := [need for need in stage.needs if need in missing])
            else _run(stage)
            for stage in STAGES
        ]
    say("\n==> What came of it")
    for outcome in outcomes:
        say(
            f"{outcome.word:8}{outcome.seconds:6.0f} s  {outcome.stage.name}\n{'':18}{outcome.last_line}"
        )
    sys.exit(1 if any(outcome.word == "failed" for outcome in outcomes) else 0)


def _skip(stage: Stage, lacking: list[debian.Need]) -> Outcome:
    what = " and ".join(need.what for need in lacking)
    return Outcome(stage, "skipped", 0, f"{what}: not installed here, and could not be")


def _run(stage: Stage) -> Outcome:
    """Run a stage, passing on what it says; its last line is its own summary."""
    say(f"\n==> {stage.name}")
    started = time.monotonic()
    last_line = ""
    environment = os.environ | ({"PYTEST_ADDOPTS": "--color=yes"} if sys.stdout.isatty() else {})
    with subprocess.Popen(
        [PYTHON, *stage.arguments],
        cwd=ROOT,
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None  # noqa: S101
        for line in process.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            last_line = line.strip() or last_line
    word = "passed" if process.returncode == 0 else "failed"
    return Outcome(stage, word, time.monotonic() - started, last_line)


if __name__ == "__main__":
    main(sys.argv[1:])
