"""How many studies report on side effects, how many saw none, and how many say nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise

from evidence.addresses import evidence_url
from evidence.filters import FILTER, FROM_STUDY, HARM
from evidence.query import EvidenceQuery
from evidence.selection import studies


@dataclass(frozen=True)
class HarmCount:
    """The studies of a question that say the same of side effects; one may count in two of these."""

    label: str | Promise
    count: int
    url: str


def harm_counts(query: EvidenceQuery) -> Sequence[HarmCount]:
    """Return those of which there are any, in one query."""
    condition = FILTER["harm"].condition
    counts = studies(query).aggregate(
        **{
            key.replace("-", "_"): Count("pk", filter=condition([key], FROM_STUDY), distinct=True)
            for key in HARM
        }
    )
    return [
        HarmCount(label, count, evidence_url(query.with_values("harm", key)))
        for key, label in HARM.items()
        if (count := counts[key.replace("-", "_")])
    ]
