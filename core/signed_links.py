"""Links in letters that let somebody do one thing: signed, so that nobody makes one up."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import reverse

from core.addresses import absolute


def path(name: str, *about: str | int) -> str:
    """Return the path of an address that carries out one thing.

    Parameters
    ----------
    name : of the address; a link of one is none of another
    about : what the link is about
    """
    return reverse(name, args=[signing.dumps(about, salt=salt_of(name))])


def link(name: str, *about: str | int) -> str:
    """Return the whole address that goes into a letter; takes what :func:`path` does."""
    return absolute(path(name, *about))


def read(name: str, signed: str, term: timedelta | None = None) -> list[Any] | None:
    """Return what a link is about; None for one that is forged, or older than its term."""
    try:
        about: list[Any] = signing.loads(signed, salt=salt_of(name), max_age=term)
    except signing.BadSignature:
        return None
    return about


def salt_of(name: str) -> str:
    """Return what keeps the links of one address apart from those of others."""
    return f"signed-links.{name}"
