from django.urls import reverse

from core.sitemaps import AddressSitemap


class ListSitemap(AddressSitemap):
    """The list of cases and the question whether it works here, without any choice made in them."""

    def items(self) -> list[str]:
        return ["case_list", "does_it_work_here"]

    def location(self, item: str) -> str:
        return reverse(item)
