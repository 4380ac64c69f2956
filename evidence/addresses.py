"""Where a question can be asked again."""

from dataclasses import dataclass

from django.urls import reverse

from evidence.query import EvidenceQuery


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    selected: bool = False


def evidence_url(query: EvidenceQuery) -> str:
    """Return the address of a question."""
    parameters = query.urlencode()
    return reverse("evidence") + (f"?{parameters}" if parameters else "")
