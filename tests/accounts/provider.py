"""A provider of OpenID Connect that runs beside the tests, as a program of its own."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from scripts.loopback import free_ports

#: Of a slow machine that starts it.
PATIENCE = 60


@dataclass(frozen=True)
class Provider:
    """oidc-provider-mock: it knows who it is told of, and lets them in without a password."""

    port: int

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def knows(self, subject: str, **claims: Any) -> None:
        """Let there be a person with these claims, such as ``email`` and ``email_verified``."""
        self._ask("PUT", f"/users/{subject}", json.dumps(claims), "application/json")

    def let_in(self, asked: str, subject: str) -> str:
        """Sign in as ``subject`` at the address where a site sent the browser; return where it goes next."""
        return self._sent_back(asked, {"sub": subject})

    def stop(self, asked: str) -> str:
        """Refuse there; return where the browser goes next."""
        return self._sent_back(asked, {"action": "deny"})

    def answers(self) -> bool:
        try:
            return self._ask("GET", "/.well-known/openid-configuration").status == HTTPStatus.OK
        except ConnectionError:
            return False

    def _sent_back(self, asked: str, form: dict[str, str]) -> str:
        there = urlsplit(asked)
        assert there.port == self.port, asked
        kind = "application/x-www-form-urlencoded"
        answer = self._ask("POST", f"{there.path}?{there.query}", urlencode(form), kind)
        back = urlsplit(answer.headers["Location"])
        assert back.netloc == "testserver", answer.headers["Location"]
        return f"{back.path}?{back.query}"

    def _ask(
        self, method: str, path: str, body: str = "", kind: str = "text/plain"
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {"Content-Type": kind})
            response = connection.getresponse()
            response.read()
            return response
        finally:
            connection.close()


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider on a port of its own; stop it afterwards."""
    [port] = free_ports(1)
    program = [sys.executable, "-m", "oidc_provider_mock", "--host", "localhost"]
    server = subprocess.Popen(
        [*program, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    provider = Provider(port)
    try:
        give_up = time.monotonic() + PATIENCE
        while not provider.answers():
            if server.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError("The provider of OpenID Connect does not start.")
            time.sleep(0.05)
        yield provider
    finally:
        server.terminate()
        server.wait(PATIENCE)
