"""Install Debian packages that the tests need and this machine has not. Standard library only."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from scripts.console import say
from scripts.java import OLDEST_JAVA, find_jdk
from scripts.postgresql import find_binaries


@dataclass(frozen=True)
class Need:
    """Something that tests need from the system, and the packages of Debian that bring it."""

    what: str
    packages: tuple[str, ...]
    is_here: Callable[[], object]

    @property
    def is_met(self) -> bool:
        return bool(self.is_here())


def _program(name: str) -> Callable[[], object]:
    return lambda: shutil.which(name)


CHROMIUM = Need("Chromium", ("chromium", "fonts-liberation"), _program("chromium"))
POSTGRESQL = Need("PostgreSQL", ("postgresql",), find_binaries)
GETTEXT = Need("gettext", ("gettext",), _program("msgmerge"))
MAVEN = Need("Maven", ("maven",), _program("mvn"))
# Debian 12 has none so new: see the README.
JAVA = Need(f"Java {OLDEST_JAVA} or newer", ("openjdk-21-jdk-headless",), find_jdk)
NEEDS = (CHROMIUM, POSTGRESQL, GETTEXT, MAVEN, JAVA)
#: A cluster that runs elsewhere needs neither.
CLUSTER_ELSEWHERE = "ELASTICSEARCH_URL"


def install_missing() -> list[Need]:
    """Install what is missing, saying first what; return what is missing still."""
    elsewhere = (MAVEN, JAVA) if os.environ.get(CLUSTER_ELSEWHERE) else ()
    missing = [need for need in NEEDS if need not in elsewhere and not need.is_met]
    if not missing:
        say("==> What the tests need of Debian is installed already")
        return []
    packages = [package for need in missing for package in need.packages]
    say(f"==> The tests need these packages of Debian: {' '.join(packages)}")
    prefix = _as_root()
    if prefix is None:
        say("    They can't be installed here: that takes apt-get, and root or sudo")
        return missing
    say("    Installing them with apt-get")
    if not _run([*prefix, "apt-get", "update", "--quiet"]):
        say("    apt-get update failed; trying with the lists that are here")
    # Each by itself: a package that this Debian lacks does not keep the others away.
    for need in missing:
        install = [
            *prefix, "env", "DEBIAN_FRONTEND=noninteractive",
            "apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *need.packages,
        ]  # fmt: skip
        if not _run(install):
            say(f"    {need.what}: apt-get install failed; trying once more")
            _run([*prefix, "apt-get", "update", "--quiet"])
            _run(install)
    return [need for need in missing if not need.is_met]


def _as_root() -> list[str] | None:
    """Return what to put before a command so that it runs as root, or None where nothing does."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo"] if shutil.which("sudo") else None


def _run(command: list[str]) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0
