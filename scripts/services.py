"""Run the web server and one worker beside each other until someone stops them. Standard library only."""

import http.client
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

from scripts.console import ACCOUNTS, ROOT, refuse, say
from scripts.virtual_environment import PYTHON

START_SECONDS = 60.0
STOP_SECONDS = 15.0
LONGEST_PAUSE = 60.0
STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Service:
    """A process of `manage.py`, in a session of its own: Ctrl-C reaches it only through us."""

    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    restart_at: float | None = None

    def start(self) -> None:
        environment = os.environ | {"DJANGO_RUNSERVER_HIDE_WARNING": "true"}
        self.process = subprocess.Popen(
            [PYTHON, "manage.py", *self.arguments],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
        )

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None

    def signal(self, number: int) -> None:
        """Send a signal to the process and its children (the reloader has one)."""
        if self.process is not None and self.runs:
            os.killpg(self.process.pid, number)

    def restart_when_due(self) -> None:
        """Start a process that has died again, after a pause that doubles each time."""
        if self.runs:
            return
        now = time.monotonic()
        if self.restart_at is None:
            pause = min(LONGEST_PAUSE, 2.0**self.failures)
            self.failures += 1
            self.restart_at = now + pause
            say(
                f"==> The {self.name} stopped (exit code {self.exit_code}); it starts again in {pause:.0f} s"
            )
        elif now >= self.restart_at:
            self.restart_at = None
            self.start()


def serve(host: str, port: int, *, reload: bool) -> None:
    """Start both, say where the site is, and wait; return when someone stops it."""
    stopping = threading.Event()
    for number in STOPPING_SIGNALS:
        signal.signal(number, lambda *_: stopping.set())

    # Static files come from whitenoise, here as in production.
    arguments = ["runserver", f"{host}:{port}", "--nostatic"]
    server = Service("web server", arguments if reload else [*arguments, "--noreload"])
    worker = Service("worker", ["run_worker"])
    say("==> Starting the web server and one worker")
    try:
        server.start()
        worker.start()
        if _answers(host, port, server, stopping):
            _introduce(f"http://{host}:{port}")
        while server.runs and not stopping.wait(0.5):
            worker.restart_when_due()
        failed = not stopping.is_set()
    finally:
        _stop(server, worker)
    if failed:
        refuse(f"The web server stopped (exit code {server.exit_code}); the reason stands above.")
    say("==> Stopped")


def _answers(host: str, port: int, server: Service, stopping: threading.Event) -> bool:
    """Wait until the server answers; False when it stops first, or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while server.runs and not stopping.is_set() and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", "/livez")
            return connection.getresponse().status == 200
        except OSError:
            stopping.wait(0.2)
        finally:
            connection.close()
    if server.runs and not stopping.is_set():
        say(
            f"==> The server has not answered in {START_SECONDS:.0f} s; its own messages may say why"
        )
    return False


def _introduce(address: str) -> None:
    lines = ["", f"Schoolmix runs at {address}/", f"Editors sign in at {address}/beheer/"]
    if ACCOUNTS.exists():
        lines += ["", f"Demo accounts (kept in {ACCOUNTS.relative_to(ROOT)}):", ""]
        lines += [f"  {line}" for line in ACCOUNTS.read_text(encoding="utf-8").splitlines()]
    lines += ["", "Stop with Ctrl-C.", ""]
    say("\n".join(lines))


def _stop(*services: Service) -> None:
    for service in services:
        service.signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for service in services:
        if service.process is None:
            continue
        try:
            service.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"==> The {service.name} does not stop; it is ended now")
            service.signal(signal.SIGKILL)
            service.process.wait()
