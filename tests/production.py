"""The site as an operator runs it: gunicorn with the production settings, and a proxy before it.

Each request is sent as the proxy of ``deploy/Caddyfile`` would pass it on.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from scripts.check_deployment import FILLED_IN, read_example

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent
HOST = "schoolmix.example"
SIGN_IN = "/inloggen/"
#: Of the content in tests/site/conftest.py.
PICTURE = "/media/original_images/plein.png"
#: Above all time limits of the site itself, and of a slow machine that starts it.
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: str


@dataclass(frozen=True)
class Site:
    """A running site that is asked over the network."""

    port: int

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        scheme: str = "https",
        form: dict[str, str] | None = None,
        **headers: str,
    ) -> Answer:
        """Return the answer to a request that came to the proxy by ``scheme``.

        Parameters
        ----------
        headers : further ones, with ``_`` for ``-``
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {"Host": HOST, "X-Forwarded-Proto": scheme, "X-Forwarded-For": "198.51.100.7"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        if form is not None:
            sent |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"https://{HOST}/",
            }
        try:
            connection.request(method, path, urlencode(form) if form is not None else None, sent)
            response = connection.getresponse()
            return Answer(
                response.status, response.headers, response.read().decode("utf-8", "replace")
            )
        finally:
            connection.close()

    def send(self, path: str, form: dict[str, str]) -> Answer:
        """Return the answer to a form that is opened first, for its token and its cookie."""
        opened = self.ask(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', opened.body)
        if token is None:
            raise ValueError(f"There is no form at {path}, which answers {opened.status}.")
        cookie = opened.headers["Set-Cookie"].partition(";")[0]
        return self.ask(path, "POST", form=form | {"csrfmiddlewaretoken": token[1]}, Cookie=cookie)

    def sign_in(self, username: str, password: str, path: str = SIGN_IN) -> Answer:
        return self.send(path, {"login": username, "password": password})


def environment(**values: str) -> dict[str, str]:
    """Return the example environment, filled in, with the values of this test."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | read_example() | FILLED_IN | values


def manage(environment: dict[str, str], *command: str) -> None:
    """Run a command of `manage.py` as ``deploy/manage`` does.

    Raises
    ------
    CalledProcessError
        When it fails.
    """
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def running(environment: dict[str, str], log: Path) -> Iterator[Site]:
    """Run gunicorn with the configuration in ``deploy/`` on a port of its own; stop it afterwards."""
    # A socket that listens already: a request waits in it until the server is there.
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        descriptor = listener.fileno()
        server = subprocess.Popen(
            [
                PROGRAMS / "gunicorn",
                "--config",
                "deploy/gunicorn.conf.py",
                "--bind",
                f"fd://{descriptor}",
            ],
            cwd=ROOT,
            env=environment | {"WEB_CONCURRENCY": "1"},
            pass_fds=[descriptor],
            stdout=output,
            stderr=output,
        )
        try:
            yield Site(listener.getsockname()[1])
        finally:
            server.terminate()
            server.wait(PATIENCE)
