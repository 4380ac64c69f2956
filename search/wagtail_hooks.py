from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from search.models import PinnedSearch, SynonymGroup
from search.reports import (
    INDEX_ICON,
    INDEX_TITLE,
    MissedSearchesView,
    index_status,
    may_see_index,
)


class CreateFromReport(CreateView):
    """A new row that begins with what the report of searches gives along."""

    def get_initial(self) -> dict[str, Any]:
        given = self.request.GET
        return {name: given[name] for name in ("terms", "text") if name in given}


class SynonymGroupViewSet(SnippetViewSet):
    model = SynonymGroup
    add_view_class = CreateFromReport
    icon = "list-ul"
    list_display = ["__str__"]
    search_fields = ["terms"]
    panels = [FieldPanel("terms")]


class PinnedSearchViewSet(SnippetViewSet):
    model = PinnedSearch
    add_view_class = CreateFromReport
    icon = "pick"
    search_fields = ["text"]
    panels = [
        FieldPanel("text"),
        InlinePanel(
            "pins",
            [PageChooserPanel("case", "interventions.CaseStudyPage")],
            heading=_("Cases"),
            label=_("Case study"),
            min_num=1,
            max_num=PinnedSearch.MOST_CASES,
        ),
    ]


class SearchSettings(SnippetViewSetGroup):
    menu_label = _("Search")
    menu_icon = "search"
    items = [SynonymGroupViewSet, PinnedSearchViewSet]


register_snippet(SearchSettings)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [
        path("reports/search-index/", index_status, name="index_status"),
        path("reports/searched-not-found/", MissedSearchesView.as_view(), name="missed_searches"),
        path(
            "reports/searched-not-found/results/",
            MissedSearchesView.as_view(results_only=True),
            name="missed_searches_results",
        ),
    ]


class MissedSearchesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("search.view_missedsearch")


@hooks.register("register_reports_menu_item")
def missed_searches_item() -> MenuItem:
    return MissedSearchesItem(
        MissedSearchesView.page_title,
        reverse("missed_searches"),
        icon_name=MissedSearchesView.header_icon,
        order=800,
    )


class IndexStatusItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_index(request.user)


@hooks.register("register_reports_menu_item")
def index_status_item() -> MenuItem:
    return IndexStatusItem(INDEX_TITLE, reverse("index_status"), icon_name=INDEX_ICON, order=810)
