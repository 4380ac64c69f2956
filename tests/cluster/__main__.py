"""`make elasticsearch`: a cluster to try things on; with a command, run that against it.

`python -m tests.cluster COMMAND ...` runs a command with ELASTICSEARCH_URL set, and starts nothing
where ELASTICSEARCH_URL is set already.
"""

import os
import signal
import subprocess
import sys

from scripts.console import refuse, say
from tests.cluster.nodes import throwaway_cluster


def main(command: list[str]) -> int:
    # TERM must reach `finally`, or the cluster outlives us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if command and os.environ.get("ELASTICSEARCH_URL"):
        return subprocess.run(command).returncode
    size = os.environ.get("NODES", "1")
    if size not in ("1", "2", "3", "4", "5"):
        refuse(f"NODES must be a number from 1 to 5, and it is {size!r}.")
    try:
        with throwaway_cluster(int(size)) as nodes:
            url = ",".join(node.url for node in nodes)
            if command:
                environment = os.environ | {"ELASTICSEARCH_URL": url}
                return subprocess.run(command, env=environment).returncode
            say(f"ELASTICSEARCH_URL={url}\nStop it with Ctrl-C.")
            signal.pause()
    except KeyboardInterrupt:
        say("Stopped.")
    except RuntimeError as error:
        refuse(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
