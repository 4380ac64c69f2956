"""Make `.venv` and install a lock in it. Standard library only."""

import hashlib
import importlib.util
import subprocess
import sys

from scripts.console import ROOT, refuse, say, step

FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
RUN_LOCK = "requirements.txt"
DEVELOPMENT_LOCK = "requirements-dev.txt"


def ensure(lock: str) -> None:
    """Make `.venv` hold the packages of a lock file; quick where it does already.

    Parameters
    ----------
    lock : name of a file of pinned packages with hashes, in the root of the project
    """
    if not _usable():
        _create()
    checksum = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    stamp = FOLDER / f"{lock}.sha256"
    if stamp.exists() and stamp.read_text() == checksum:
        say(f"==> The packages of {lock} are in .venv already")
        return
    _install(lock)
    # Written last: an installation that was broken off is done again.
    stamp.write_text(checksum)


def _usable() -> bool:
    """Tell whether `.venv` has a Python that runs, with pip.

    A folder that was broken off halfway has not, nor one whose Python is gone from the system.
    """
    if not PYTHON.exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-c", check], capture_output=True).returncode == 0


def _create() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        refuse(
            f"This Python {version} cannot make virtual environments: its module venv is missing.\n"
            "On Debian and Ubuntu: apt-get install python3-venv. Then run the same command again."
        )
    with step(f"Creating the environment .venv with Python {sys.version.split()[0]}"):
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", FOLDER])
    if made.returncode != 0:
        refuse(f"The folder {FOLDER} could not be made; the reason stands above.")


def _install(lock: str) -> None:
    with step(f"Installing the packages of {lock} in .venv; the first time takes a minute or two"):
        installed = subprocess.run(
            [
                PYTHON,
                "-m",
                "pip",
                "install",
                "--require-hashes",
                # The lock is complete, and its hashes leave pip nothing to decide.
                "--no-deps",
                "--quiet",
                "--disable-pip-version-check",
                "--requirement",
                ROOT / lock,
            ]
        )
    if installed.returncode != 0:
        refuse(
            f"The packages of {lock} could not be installed; pip's own account stands above.\n"
            "Usually the network is away, or a proxy is needed (set HTTPS_PROXY, or a package index of "
            "your own in pip's configuration). Then run the same command again."
        )
