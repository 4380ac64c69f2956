"""Addresses as other sites need them: whole, without a query, and the same page in each language."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings


@dataclass(frozen=True)
class Language:
    """A language of the interface; ``territory`` is how Open Graph names it."""

    code: str
    name: str
    territory: str


LANGUAGES = (Language("nl", "Nederlands", "nl_NL"), Language("en", "English", "en_GB"))


def absolute(address: str) -> str:
    """Return a path as a whole address on the site; what is whole already stays as it is."""
    return urljoin(f"{settings.BASE_URL}/", address)
