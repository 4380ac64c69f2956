"""The map for search engines: all public pages, the landing pages of terms, the list of cases, and the evidence."""

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.contrib.sitemaps.views import index, sitemap

from core.sitemaps import PageSitemap
from evidence.sitemaps import EvidenceSitemap
from interventions.sitemaps import TermSitemap
from search.sitemaps import ListSitemap

SECTIONS = {
    "pages": PageSitemap,
    "terms": TermSitemap,
    "list": ListSitemap,
    "evidence": EvidenceSitemap,
}


def sitemap_or_index(request: HttpRequest) -> TemplateResponse:
    """Answer with the map itself, or with an index of its parts where one file can't hold it."""
    if PageSitemap(request).paginator.num_pages > 1:
        return index(request, SECTIONS, sitemap_url_name="sitemap_section")
    return sitemap(request, SECTIONS)


def sitemap_section(request: HttpRequest, section: str) -> TemplateResponse:
    """Answer with one part of the map."""
    return sitemap(request, SECTIONS, section=section)
