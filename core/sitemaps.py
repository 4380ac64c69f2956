"""What search engines are told of: each address in each language, with the others beside it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.models import get_page_models
from wagtail.query import PageQuerySet

from core.models import under_unpublished


class PageSitemap(WagtailSitemap):
    """The public pages, from one query a file; :meth:`BasePage.get_sitemap_urls` writes the entries."""

    #: A file may hold 50,000 addresses; each page has one in each language.
    limit = 10_000

    def items(self) -> PageQuerySet:
        # Remembered from here on; a process that has just started would ask for each kind of page.
        ContentType.objects.get_for_models(*get_page_models())
        return super().items().exclude(under_unpublished()).specific(defer=True)

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = self.items().aggregate(latest=Max("last_published_at"))["latest"]
        return latest


class AddressSitemap(Sitemap[Any]):
    """Addresses that are no pages of the tree; ``items`` and ``location`` say which."""

    i18n = True
    alternates = True
    x_default = True

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc
