from django.urls import reverse

from core.sitemaps import AddressSitemap
from evidence.models import Snapshot

PAGES = (
    "evidence",
    "evidence_map",
    "evaluation_planner",
    "evidence_code_book",
    "evidence_snapshots",
)


class EvidenceSitemap(AddressSitemap):
    """The pages of the evidence, without any choice made in them, and each fixed version."""

    def items(self) -> list[tuple[str, list[str]]]:
        kept = Snapshot.objects.filter(withdrawn_at=None).values_list("version", flat=True)
        return [
            *((name, []) for name in PAGES),
            *(("evidence_snapshot", [version]) for version in kept),
        ]

    def location(self, item: tuple[str, list[str]]) -> str:
        name, arguments = item
        return reverse(name, args=arguments)
