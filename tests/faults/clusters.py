"""Search clusters that are of no use: one that refuses, hangs, or only answers that it is too busy."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from scripts.loopback import free_ports

TIMEOUT_SECONDS = 1


@dataclass
class Away:
    """Where a useless cluster is, and how often it was asked since it began."""

    url: str
    asked: list[str] = field(default_factory=list)


def backend_settings(*urls: str, prefix: str) -> dict[str, Any]:
    """Return the settings of a search cluster as a site in use has them."""
    return {
        "BACKEND": "search.engines.elasticsearch.backend",
        "AUTO_UPDATE": False,
        "URLS": list(urls),
        "INDEX_PREFIX": prefix,
        "TIMEOUT": TIMEOUT_SECONDS,
        "OPTIONS": {"max_retries": 1, "retry_on_timeout": False},
    }


@contextmanager
def refusing() -> Iterator[Away]:
    """A port where nothing listens."""
    yield Away(f"http://127.0.0.1:{free_ports(1)[0]}")


@contextmanager
def hanging() -> Iterator[Away]:
    """A server that takes connections and says nothing, as one does whose disk or memory is gone."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        away = Away(f"http://127.0.0.1:{server.getsockname()[1]}")
        taken: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                taken.append(connection)
                away.asked.append("connection")

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield away
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in taken:
                connection.close()


@contextmanager
def answering(status: int) -> Iterator[Away]:
    """A server that answers each request with this status, as a cluster or a proxy before it does."""
    away = Away("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            away.asked.append(self.path)
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = json.dumps({"error": {"type": "refused"}, "status": status}).encode()
            self.send_response(status)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

        def log_message(self, *args: Any) -> None:
            """Say nothing: the tests look at ``asked``."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    away.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield away
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
