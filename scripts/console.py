"""What the tools say: one line for each thing they do."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
#: Written by `manage.py load_demo`, for its owner's eyes only.
ACCOUNTS = ROOT / "var" / "demo-accounts.txt"


def say(text: str) -> None:
    """Print a line at once, also when the output is a file that someone watches."""
    print(text, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Say what begins, and how long it took."""
    say(f"==> {text}")
    started = time.monotonic()
    yield
    say(f"    done in {time.monotonic() - started:.1f} s")


def refuse(text: str) -> NoReturn:
    """Stop with a sentence that says what is wrong and what to do."""
    sys.stdout.flush()
    sys.exit(f"\n{text}")
