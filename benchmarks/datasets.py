"""Generated cases in a database of their own, to measure on; thrown away afterwards."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.console import ROOT, step
from scripts.postgresql import throwaway_cluster

SEED = 1


@contextmanager
def empty_site(database: str) -> Iterator[dict[str, str]]:
    """Migrate a database; yield the environment in which it is used.

    Parameters
    ----------
    database : "sqlite" or "postgresql"
    """
    with _empty(database) as url, TemporaryDirectory(prefix="schoolmix-bench-") as media:
        environment = os.environ | {
            "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "schoolmix.settings.development",
            "MEDIA_ROOT": media, "LOG_LEVEL": "ERROR", "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        }  # fmt: skip
        with step(f"Preparing a site on {database}"):
            _manage(environment, "migrate", "--verbosity", "0")
            _manage(environment, "import_municipalities")
        yield environment


@contextmanager
def dataset(database: str, size: int) -> Iterator[dict[str, str]]:
    """Build a site with generated cases; yield the environment in which it is measured.

    Parameters
    ----------
    database : "sqlite" or "postgresql"
    size : how many cases
    """
    with empty_site(database) as environment:
        with step(f"Building {size:,} cases on {database}"):
            _manage(environment, "setup_site")
            _manage(environment, "generate_cases", "--count", str(size), "--seed", str(SEED))
        yield environment


def measured(module: str, environment: Mapping[str, str], function: str = "main") -> Any:
    """Return what a function of a module prints as JSON, in a process where Django is set up."""
    code = f"import django; django.setup(); from {module} import {function}; {function}()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.machine(),
        "load at the end": round(os.getloadavg()[0], 1),
    }


@contextmanager
def _empty(database: str) -> Iterator[str]:
    if database == "postgresql":
        with throwaway_cluster() as url:
            yield url
        return
    with TemporaryDirectory(prefix="schoolmix-bench-") as folder:
        yield f"sqlite:///{Path(folder, 'bench.sqlite3')}"


def _manage(environment: Mapping[str, str], *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
