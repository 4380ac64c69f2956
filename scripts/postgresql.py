"""A PostgreSQL cluster of its own for the tests, thrown away afterwards.

`python -m scripts.postgresql COMMAND ...` runs a command with DATABASE_URL set to it.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.loopback import free_ports, unprivileged_user

START_SECONDS = 30.0


def find_binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server that is installed, if any."""
    # Debian keeps the server's programs out of PATH, a folder for each version.
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Start a cluster on a free port of the loopback interface; yield the address of a database.

    Raises
    ------
    RuntimeError
        When no server is installed, or it does not start; with the end of its log.
    """
    binaries = find_binaries()
    if binaries is None:
        raise RuntimeError("No PostgreSQL server is installed.")
    user = unprivileged_user("postgres")
    with tempfile.TemporaryDirectory(prefix="schoolmix-postgresql-") as folder:
        password = secrets.token_hex(16)
        password_file = Path(folder, "password")
        password_file.write_text(password)
        if "user" in user:
            shutil.chown(folder, user["user"], user["group"])
            shutil.chown(password_file, user["user"], user["group"])
        data = Path(folder, "data")
        subprocess.run(
            [
                binaries / "initdb",
                "--pgdata",
                data,
                "--username",
                "schoolmix",
                "--pwfile",
                password_file,
                "--auth",
                "scram-sha-256",
                "--encoding",
                "UTF8",
                "--locale",
                "C.UTF-8",
                "--no-sync",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **user,
        )
        [port] = free_ports(1)
        log = Path(folder, "log")
        with log.open("wb") as output:
            server = subprocess.Popen(
                [
                    binaries / "postgres",
                    "-D",
                    data,
                    "-p",
                    str(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    # What is thrown away need not survive a power cut.
                    "-c",
                    "fsync=off",
                    "-c",
                    "synchronous_commit=off",
                    "-c",
                    "full_page_writes=off",
                ],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                start_new_session=True,
                **user,
            )
            try:
                _wait_until_ready(binaries, port, server, log)
                yield f"postgres://schoolmix:{password}@127.0.0.1:{port}/postgres"
            finally:
                server.send_signal(signal.SIGQUIT)
                server.wait()


def _wait_until_ready(
    binaries: Path, port: int, server: subprocess.Popen[bytes], log: Path
) -> None:
    deadline = time.monotonic() + START_SECONDS
    ask = [str(binaries / "pg_isready"), "--quiet", "--host", "127.0.0.1", "--port", str(port)]
    while server.poll() is None and time.monotonic() < deadline:
        if subprocess.run(ask).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}")


def main(command: list[str]) -> int:
    # TERM must reach `finally`, or the cluster outlives us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with throwaway_cluster() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
