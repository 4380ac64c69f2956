"""A cluster of Elasticsearch nodes on the loopback interface, thrown away afterwards."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.java import OLDEST_JAVA, find_jdk
from scripts.loopback import free_ports, unprivileged_user
from tests.cluster.distribution import unpack

START_SECONDS = 120.0
STOP_SECONDS = 20.0
HEAP = "768m"


@dataclass
class Node:
    """A running server, and the folder that is its own."""

    name: str
    url: str
    folder: Path
    launch: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]

    def start_again(self) -> None:
        """Start a node that was killed, with what it has on disk; wait until it answers."""
        self.process = self.launch()
        _wait_until_ready(self, 1)

    def kill(self) -> None:
        """Take the node away as a power cut would."""
        self.signal(signal.SIGKILL)
        self.process.wait()

    def signal(self, number: int) -> None:
        """Send a signal to the launcher and to the server that it started."""
        os.killpg(self.process.pid, number)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")


@contextmanager
def throwaway_cluster(size: int = 1) -> Iterator[list[Node]]:
    """Start a cluster; yield its nodes once all have found each other.

    Parameters
    ----------
    size : how many nodes

    Raises
    ------
    RuntimeError
        When no fitting Java is installed, or a node does not start; with the end of its log.
    """
    jdk = find_jdk()
    if jdk is None:
        raise RuntimeError(
            f"Elasticsearch needs a Java development kit of version {OLDEST_JAVA} or newer."
        )
    with tempfile.TemporaryDirectory(prefix="schoolmix-elasticsearch-") as name:
        folder = Path(name)
        home = unpack(folder, jdk)
        nodes: list[Node] = []
        try:
            ports = free_ports(2 * size)
            names = [f"node-{number}" for number in range(1, size + 1)]
            for number, node_name in enumerate(names):
                settings = _settings(node_name, names, ports[number], ports[size:], number)
                nodes.append(_start(home, folder / node_name, settings, jdk, ports[number]))
            for node in nodes:
                _wait_until_ready(node, size)
            yield nodes
        finally:
            _stop(nodes)


def _settings(
    name: str, names: list[str], port: int, transport_ports: list[int], number: int
) -> dict[str, str]:
    settings = {
        "cluster.name": "schoolmix-tests",
        "node.name": name,
        "network.host": "127.0.0.1",
        "http.port": str(port),
        "transport.port": str(transport_ports[number]),
        "xpack.security.enabled": "false",
        # A full disk elsewhere on the machine says nothing about these tests.
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    if len(names) == 1:
        return settings | {"discovery.type": "single-node"}
    return settings | {
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in transport_ports),
        "cluster.initial_master_nodes": ",".join(names),
    }


def _start(home: Path, folder: Path, settings: dict[str, str], jdk: Path, port: int) -> Node:
    config = folder / "config"
    shutil.copytree(home / "config", config)
    paths = {"path.data": str(folder / "data"), "path.logs": str(folder / "logs")}
    (config / "elasticsearch.yml").write_text(
        "".join(f"{key}: {value}\n" for key, value in (settings | paths).items())
    )
    user = unprivileged_user()
    if user:
        # The temporary folder is ours alone until we let the server's account in.
        home.parent.chmod(0o755)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user["user"], user["group"])
    environment = os.environ | {
        "ES_JAVA_HOME": str(jdk),
        "ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}",
        "ES_PATH_CONF": str(config),
        "HOME": str(folder),
    }

    def launch() -> subprocess.Popen[bytes]:
        with (folder / "log").open("ab") as output:
            return subprocess.Popen(
                [home / "bin" / "elasticsearch"],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=environment,
                start_new_session=True,
                **user,
            )

    url = f"http://127.0.0.1:{port}"
    return Node(settings["node.name"], url, folder, launch, launch())


def _wait_until_ready(node: Node, size: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    ask = f"{node.url}/_cluster/health?wait_for_nodes=>={size}&timeout=1s"
    while node.process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(ask, timeout=5):  # noqa: S310  (its own address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"Elasticsearch did not start:\n{node.log[-4000:]}")


def _stop(nodes: list[Node]) -> None:
    """Stop all at once; a node that hangs or was stopped by a signal does not hold us up."""
    running = [node for node in nodes if node.process.poll() is None]
    for node in running:
        node.signal(signal.SIGCONT)
        node.signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for node in running:
        try:
            node.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            node.kill()
