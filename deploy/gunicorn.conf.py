"""gunicorn's configuration: `gunicorn --config deploy/gunicorn.conf.py`, in the root of the project.

WEB_CONCURRENCY sets the number of processes; GUNICORN_CMD_ARGS anything else.
"""

import os
from pathlib import Path

wsgi_app = "schoolmix.wsgi:application"
pythonpath = str(Path(__file__).resolve().parents[1] / "site")
bind = "127.0.0.1:8000"

# Threads share the loaded code; processes share the processors.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or len(os.sched_getaffinity(0)))
threads = 4
# gunicorn would otherwise make what it writes open to everyone.
umask = 0o027

timeout = 30
graceful_timeout = 25
# Memory that a library leaks goes back now and then, and not in all processes at once.
max_requests = 2000
max_requests_jitter = 400

# Only the proxy on this machine is believed about the visitor's address and scheme.
forwarded_allow_ips = "127.0.0.1,::1"
# The heartbeat of a process never waits for a disk.
worker_tmp_dir = "/dev/shm"  # noqa: S108

# To standard output: the journal keeps both. The proxy logs visits.
errorlog = "-"
accesslog = None
