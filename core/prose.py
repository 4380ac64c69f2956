"""Plain text as authors type it: a line that begins with "- " or "1. " is part of a list."""

import re
from typing import Literal

_MARKS = {"ul": re.compile(r"^\s*[-*•–]\s+"), "ol": re.compile(r"^\s*\d{1,2}[.)]\s+")}


def kind_of_line(line: str) -> Literal["ul", "ol", "p"]:
    """Return the HTML element that a line belongs in."""
    if _MARKS["ul"].match(line):
        return "ul"
    return "ol" if _MARKS["ol"].match(line) else "p"


def without_mark(line: str) -> str:
    """Return a line without the mark that makes it part of a list."""
    kind = kind_of_line(line)
    return line if kind == "p" else _MARKS[kind].sub("", line, count=1)


def running_text(text: str) -> str:
    """Return all lines as one, without the marks of lists, as an excerpt shows them."""
    return " ".join(without_mark(line).strip() for line in text.splitlines() if line.strip())
