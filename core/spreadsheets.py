"""Text in files that are opened as a sheet."""

from typing import TypeVar

Value = TypeVar("Value")

#: Programs that open a file as a sheet would compute what begins so (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Value) -> Value | str:
    """Return text that no program takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
