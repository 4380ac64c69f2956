"""Work that only one process may do at a time."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Try to be the only one at some work; yield whether we are.

    The lock goes when the process ends, however it ends: it is PostgreSQL's, of the connection, or
    beside a SQLite database the operating system's, of a file.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            key = zlib.crc32(name.encode())
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
            [ours] = cursor.fetchone()
            try:
                yield ours
            finally:
                if ours:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
        return
    path = Path(f"{connection.settings_dict['NAME']}.{name}.lock")
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
