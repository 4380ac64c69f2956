"""What servers that tests start on the loopback interface have in common. Standard library only."""

import os
import pwd
import socket
from typing import Any


def unprivileged_user(preferred: str = "nobody") -> dict[str, Any]:
    """Return what makes a subprocess run as another user: database servers refuse to run as root.

    Parameters
    ----------
    preferred : the account to use where it exists
    """
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    account = pwd.getpwnam(preferred if preferred in names else "nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def free_ports(count: int) -> list[int]:
    """Return ports on which nothing listens now."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports
