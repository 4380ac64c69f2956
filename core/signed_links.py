"""Links in letters that let somebody do one thing: signed, so that nobody makes one up."""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from core.addresses import absolute


def link(name: str, public_id: UUID) -> str:
    """Return the whole address that goes into a letter.

    Parameters
    ----------
    name : of the address; a link of one is none of another
    public_id : of what the link is about
    """
    return absolute(reverse(name, args=[_signer(name).sign(str(public_id))]))


def read(name: str, signed: str, term: timedelta | None = None) -> UUID | None:
    """Return what a link is about; None for one that is forged, or older than its term."""
    try:
        return UUID(_signer(name).unsign(signed, max_age=term))
    except BadSignature:
        return None


def _signer(name: str) -> TimestampSigner:
    return TimestampSigner(salt=f"signed-links.{name}")
