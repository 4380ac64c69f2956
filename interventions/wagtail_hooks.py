from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.models import Municipality
from interventions.models import InterventionType, Outcome, Sector, TargetGroup

TERM_PANELS = [
    FieldPanel("name"),
    FieldPanel("name_en"),
    FieldPanel("definition"),
    FieldPanel("definition_en"),
    FieldPanel("order"),
    FieldPanel("slug"),
]


def vocabulary(term: type[Model]) -> type[SnippetViewSet]:
    """Return the admin's pages for one vocabulary."""
    return type(
        f"{term.__name__}ViewSet",
        (SnippetViewSet,),
        {
            "model": term,
            "icon": "tag",
            "list_display": ["name", "name_en", "order"],
            "panels": TERM_PANELS,
            "ordering": ["order", "name"],
        },
    )


class MunicipalityViewSet(SnippetViewSet):
    model = Municipality
    icon = "site"
    list_display = ["name", "code", "province", "dissolved"]
    list_filter = ["province", "dissolved"]
    panels = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("province"),
        FieldPanel("valid_year"),
        FieldPanel("dissolved"),
        FieldPanel("population"),
        FieldPanel("urbanity"),
    ]


class Vocabularies(SnippetViewSetGroup):
    menu_label = _("Vocabularies")
    menu_icon = "tag"
    items = [
        vocabulary(InterventionType),
        vocabulary(Outcome),
        vocabulary(TargetGroup),
        vocabulary(Sector),
        MunicipalityViewSet,
    ]


register_snippet(Vocabularies)
