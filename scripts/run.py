"""`make run`: from a fresh checkout to a site that answers, on Python and make alone."""

import errno
import os
import socket
import subprocess

from scripts import virtual_environment
from scripts.console import ROOT, refuse
from scripts.services import serve

HOST = "127.0.0.1"


def main() -> None:
    port = read_port(os.environ.get("PORT") or "8000")
    virtual_environment.ensure(virtual_environment.RUN_LOCK)
    prepared = subprocess.run([virtual_environment.PYTHON, "-m", "scripts.prepare"], cwd=ROOT)
    if prepared.returncode != 0:
        refuse("The site could not be made ready; the reason stands above.")
    serve(HOST, port, reload=bool(os.environ.get("DEV")))


def read_port(text: str) -> int:
    """Return a port that can be served on; refuse any other before the long work begins."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        refuse(
            f"PORT must be a number from 1 to 65535, and it is {text!r}. Try: make run PORT=8001"
        )
    port = int(text)
    with socket.socket() as probe:
        # As the server itself does: a connection that has just closed does not hold the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = (
                "is in use"
                if error.errno == errno.EADDRINUSE
                else f"cannot be used ({error.strerror})"
            )
            refuse(
                f"Port {port} {reason}. Choose another: make run PORT={port + 1 if port < 65535 else 8001}"
            )
    return port


if __name__ == "__main__":
    main()
