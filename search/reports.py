"""What moderators see of the searches of visitors."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from search import status
from search.misses import frequent_misses
from search.models import MissedSearch, PinnedSearch, SynonymGroup


class MissedSearchesView(ReportView):
    """What visitors searched for without finding anything, and what to do about it."""

    model = MissedSearch
    page_title = _("Searched, not found")
    header_icon = "search"
    index_url_name = "missed_searches"
    index_results_url_name = "missed_searches_results"
    permission_policy = ModelPermissionPolicy(MissedSearch)
    permission_required = "view"
    list_export = ["text", "total", "latest"]
    export_headings = {
        "text": _("Search text"),
        "total": _("Times in a year"),
        "latest": _("Last in the week of"),
    }
    is_searchable = False

    def get_queryset(self) -> QuerySet[Any, Any]:
        return frequent_misses()

    @property
    def columns(self) -> list[Column]:
        return [
            Column("text", label=_("Search text")),
            Column("total", label=_("Times in a year")),
            Column(
                "latest",
                label=_("Last in the week of"),
                accessor=lambda row: date_format(row["latest"]),
            ),
            _link_column("synonym", _("Add a synonym"), SynonymGroup, "terms"),
            _link_column("pin", _("Recommend a case"), PinnedSearch, "text"),
        ]


def _link_column(name: str, label: Any, model: Any, field: str) -> Column:
    """Return links to a new row of a model, with the text of the row filled in."""

    def url(row: dict[str, Any]) -> str:
        address = reverse(model.snippet_viewset.get_url_name("add"))
        return f"{address}?{urlencode({field: row['text']})}"

    return TitleColumn(name, label="", accessor=lambda row: label, get_url=url)


INDEX_TITLE = _("Search index")
INDEX_ICON = "order"


def may_see_index(user: Any) -> bool:
    """Return whether somebody may see how the index is."""
    return bool(user.has_perm("search.view_indexcursor"))


def index_status(request: HttpRequest) -> HttpResponse:
    """How the index is: what ``manage.py search_status`` tells operators."""
    if not may_see_index(request.user):
        return permission_denied(request)
    found = status.index_status()
    context = {
        "page_title": INDEX_TITLE,
        "header_icon": INDEX_ICON,
        "status": found,
        "trouble": status.trouble() if found else "",
    }
    return render(request, "search/admin/index_status.html", context)
