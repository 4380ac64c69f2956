"""The content files of this room."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"

Table = dict[str, Any]


def read(name: str) -> Table:
    """Return one content file, by its name without the ending."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def read_folder(name: str) -> Iterator[Table]:
    """Yield the content files in a folder, in order of their names."""
    for path in sorted((CONTENT / name).glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))
