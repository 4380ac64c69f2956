from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from search.models import SynonymGroup


class SynonymGroupViewSet(SnippetViewSet):
    model = SynonymGroup
    icon = "list-ul"
    list_display = ["__str__"]
    search_fields = ["terms"]
    panels = [FieldPanel("terms")]


class SearchSettings(SnippetViewSetGroup):
    menu_label = _("Search")
    menu_icon = "search"
    items = [SynonymGroupViewSet]


register_snippet(SearchSettings)
