"""What every kind of file becomes: lines with cells, and what is wrong with which of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

#: A file that is larger is no list of studies that somebody typed.
MOST_BYTES = 2_000_000
MOST_LINES = 2_000
MOST_COLUMNS = 500
#: Of the cells of one line together; no text of a study is as long.
MOST_CHARACTERS = 100_000

Text = str | Promise


class RefusedFileError(Exception):
    """A file that cannot be read at all; the message says what to do about it."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell, and what to do about it."""

    line: int
    column: str
    text: Text


@dataclass(frozen=True)
class Line:
    """A row of a sheet or a reference of a list, by column; what is empty is left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Lines:
    """What was read from a file, in the columns of the template."""

    lines: Sequence[Line]
    problems: Sequence[Problem] = ()
    #: Columns of the file that nothing was done with.
    unused: Sequence[str] = field(default_factory=list)
    #: Whether the file cannot say all that a study must before it is published.
    is_partial: bool = False
