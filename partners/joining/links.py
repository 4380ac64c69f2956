"""The links in letters about a request, each for some time."""

from datetime import timedelta

from core import signed_links
from partners.joining.models import JoinRequest

#: How long each link works, by the name of its address.
TERMS = {"confirm_join": timedelta(days=7), "answer_join": timedelta(days=60)}


def link(name: str, request: JoinRequest) -> str:
    """Return the whole address that goes into a letter; ``name`` is one of :data:`TERMS`."""
    return signed_links.link(name, str(request.public_id))


def read(name: str, signed: str) -> JoinRequest | None:
    """Return the request that a link is about; None for one that is forged, or too old."""
    about = signed_links.read(name, signed, TERMS[name])
    return JoinRequest.objects.filter(public_id=about[0]).first() if about else None
