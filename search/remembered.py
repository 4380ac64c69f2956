"""What editors set and every search needs: read once a minute, whatever is asked in between."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

#: A change holds in every process after this time, with no index to rebuild.
FRESH_SECONDS = 60

T = TypeVar("T")
_all: list["Remembered"] = []


class Remembered(Generic[T]):
    """A value that a process reads from the database, at most a minute old."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._known: tuple[float, T] | None = None
        _all.append(self)

    def current(self) -> T:
        """Return the value, reading it first where that is due."""
        known = self._known
        if known is None or time.monotonic() - known[0] > FRESH_SECONDS:
            known = self._known = (time.monotonic(), self._read())
        return known[1]

    def forget(self) -> None:
        self._known = None


def forget() -> None:
    """Read all anew at the next question; for tests, which roll the database back."""
    for remembered in _all:
        remembered.forget()
