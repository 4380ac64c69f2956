"""Install Debian packages that the tests need and this machine has not. Standard library only."""

import os
import shutil
import subprocess
from dataclasses import dataclass

from scripts.console import say
from scripts.postgresql import find_binaries


@dataclass(frozen=True)
class Need:
    """Something that tests need from the system, and the packages of Debian that bring it."""

    what: str
    packages: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        if self.what == "PostgreSQL":
            return find_binaries() is not None
        return shutil.which({"Chromium": "chromium", "gettext": "msgmerge"}[self.what]) is not None


CHROMIUM = Need("Chromium", ("chromium", "fonts-liberation"))
POSTGRESQL = Need("PostgreSQL", ("postgresql",))
GETTEXT = Need("gettext", ("gettext",))


def install_missing() -> list[Need]:
    """Install what is missing, saying first what; return what is missing still."""
    missing = [need for need in (CHROMIUM, POSTGRESQL, GETTEXT) if not need.is_met]
    if not missing:
        say("==> Chromium, PostgreSQL and gettext are installed already")
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
    install = [
        *prefix, "env", "DEBIAN_FRONTEND=noninteractive",
        "apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *packages,
    ]  # fmt: skip
    if not _run(install):
        say("    apt-get install failed; trying once more")
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
