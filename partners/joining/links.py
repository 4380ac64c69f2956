"""The links in letters about a request: signed, so that nobody makes one up, and for some time."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from core.addresses import absolute
from partners.joining.models import JoinRequest

#: How long each link works, by the name of its address.
TERMS = {"confirm_join": timedelta(days=7), "answer_join": timedelta(days=60)}


def link(name: str, request: JoinRequest) -> str:
    """Return the whole address that goes into a letter.

    Parameters
    ----------
    name : of the address, one of :data:`TERMS`
    """
    return absolute(reverse(name, args=[_signer(name).sign(str(request.public_id))]))


def read(name: str, signed: str) -> JoinRequest | None:
    """Return the request that a link is about; None for one that is forged, or too old."""
    try:
        public_id = _signer(name).unsign(signed, max_age=TERMS[name])
    except BadSignature:
        return None
    return JoinRequest.objects.filter(public_id=public_id).first()


def _signer(name: str) -> TimestampSigner:
    # A link of one kind is none of another.
    return TimestampSigner(salt=f"partners.joining.{name}")
