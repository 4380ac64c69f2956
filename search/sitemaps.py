from django.urls import reverse

from core.sitemaps import AddressSitemap


class ListSitemap(AddressSitemap):
    """The list of cases, without any choice made in it."""

    def items(self) -> list[str]:
        return ["case_list"]

    def location(self, item: str) -> str:
        return reverse(item)
