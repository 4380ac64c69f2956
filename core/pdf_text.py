"""The text of a PDF, read in a process of its own.

A PDF comes from anybody and may be broken, locked, endless or made to exhaust who reads it. What
reads it here has little time and memory, and takes nobody along when it fails.
"""

import re
import subprocess
import sys
from collections.abc import Iterator

MOST_BYTES = 50_000_000
MOST_PAGES = 100
MOST_CHARACTERS = 100_000
SECONDS = 20
MEMORY_BYTES = 1_000_000_000

#: Databases take no NUL, and nobody reads or types the others.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]")


def text_of_pdf(content: bytes) -> str:
    """Return the text of the first pages; nothing where it can't be read or holds no text."""
    if len(content) > MOST_BYTES:
        return ""
    try:
        reading = subprocess.run(  # noqa: S603  (this file, without arguments)
            [sys.executable, __file__], input=content, capture_output=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return ""
    if reading.returncode != 0:
        return ""
    text = _UNPRINTABLE.sub(" ", reading.stdout.decode("utf-8", errors="ignore"))
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _pieces() -> Iterator[str]:
    """Yield the text of each page of the PDF at standard input, until there is enough."""
    from io import BytesIO
    from itertools import islice

    from pypdf import PdfReader

    characters = 0
    for page in islice(PdfReader(BytesIO(sys.stdin.buffer.read())).pages, MOST_PAGES):
        text = page.extract_text()
        yield text[: MOST_CHARACTERS - characters]
        characters += len(text)
        if characters >= MOST_CHARACTERS:
            return


def _limit_resources() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    _limit_resources()
    for piece in _pieces():
        sys.stdout.buffer.write(piece.encode("utf-8", errors="ignore") + b"\n")
