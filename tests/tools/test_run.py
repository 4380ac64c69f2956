"""`make run`: what it refuses, in a sentence, and how it keeps two processes."""

import importlib.util
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts import virtual_environment
from scripts.run import HOST, read_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80 80", "８０００", "8000.0"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SystemExit, match="PORT must be a number from 1 to 65535"):
        read_port(text)


def test_a_taken_port_is_refused_before_any_work(taken_port: int) -> None:
    with pytest.raises(SystemExit, match=f"Port {taken_port} is in use"):
        read_port(str(taken_port))


def test_an_old_python_is_told_so() -> None:
    old = SimpleNamespace(version_info=(3, 9, 2), exit=sys.exit)
    source = (ROOT / "scripts" / "__init__.py").read_text().replace("import sys", "")
    with pytest.raises(SystemExit, match=r"this is Python 3\.9"):
        exec(compile(source, "scripts", "exec"), {"sys": old})  # noqa: S102


def test_a_missing_venv_module_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(virtual_environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(virtual_environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        virtual_environment.ensure("requirements.txt")


#: Stands in for the project's: a server that answers, a worker that dies once.
MANAGE = """
    import http.server, pathlib, sys, time
    if sys.argv[1] == "runserver":
        host, port = sys.argv[2].split(":")
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
        http.server.HTTPServer((host, int(port)), Handler).serve_forever()
    elif pathlib.Path("died").exists():
        print("worker at work", flush=True)
        time.sleep(60)
    else:
        pathlib.Path("died").touch()
        sys.exit(3)
"""
SERVE = """
    import pathlib, sys
    from scripts import services
    services.ROOT, services.PYTHON = pathlib.Path.cwd(), pathlib.Path(sys.executable)
    services.ACCOUNTS = services.ROOT / "accounts.txt"
    services.serve("127.0.0.1", int(sys.argv[1]), reload=False)
"""


def test_both_processes_are_kept_and_stopped(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    (tmp_path / "manage.py").write_text(textwrap.dedent(MANAGE))
    said = ""
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SERVE), str(port)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as both:
        assert both.stdout is not None
        for line in both.stdout:
            said += line
            if "worker at work" in line:
                both.terminate()
    assert both.returncode == 0
    assert f"Schoolmix runs at http://127.0.0.1:{port}/" in said
    assert "The worker stopped (exit code 3); it starts again in 1 s" in said
    assert said.endswith("==> Stopped\n")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))
