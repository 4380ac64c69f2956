from django.db.models import Model
from django.http import HttpRequest
from django.template.defaultfilters import yesno
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.models import Municipality
from interventions.admin_views import review, what_follows
from interventions.confirmation.services import Answer, action_of
from interventions.home_panels import OwnWorkPanel, QueuePanel
from interventions.models import InterventionType, Outcome, PlainWord, Sector, TargetGroup
from partners.selectors import own_partners

#: Wagtail's panels on the home page that ours take the place of.
REPLACED_FOR_AUTHORS = {"user_objects_in_workflow_moderation", "recent_edits"}
REPLACED_FOR_ALL = {"workflow_objects_to_moderate"}

TERM_PANELS = [
    FieldPanel("name"),
    FieldPanel("name_en"),
    FieldPanel("definition"),
    FieldPanel("definition_en"),
    FieldPanel("order"),
    FieldPanel("slug"),
]


def vocabulary(term: type[Model], *more: str) -> type[SnippetViewSet]:
    """Return the admin's pages for one vocabulary, with the fields that it has more than others."""
    return type(
        f"{term.__name__}ViewSet",
        (SnippetViewSet,),
        {
            "model": term,
            "icon": "tag",
            "list_display": ["name", "name_en", "order"],
            "panels": [*TERM_PANELS, *map(FieldPanel, more)],
            "ordering": ["order", "name"],
        },
    )


class MunicipalityViewSet(SnippetViewSet):
    model = Municipality
    icon = "site"
    list_display = [
        "name",
        "code",
        "province",
        Column(
            "dissolved",
            label=_("Dissolved"),
            accessor=lambda municipality: yesno(municipality.dissolved),
            sort_key="dissolved",
        ),
    ]
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


class PlainWordViewSet(SnippetViewSet):
    """The list behind the advice on wording in the guided form."""

    model = PlainWord
    icon = "edit"
    list_display = ["word", "plainer"]
    search_fields = ["word", "plainer"]
    panels = [FieldPanel("word"), FieldPanel("plainer")]


class Vocabularies(SnippetViewSetGroup):
    menu_label = _("Vocabularies")
    menu_icon = "tag"
    items = [
        vocabulary(InterventionType),
        vocabulary(Outcome, "measures_attainment", "is_side_effect"),
        vocabulary(TargetGroup),
        vocabulary(Sector),
        MunicipalityViewSet,
        PlainWordViewSet,
    ]


register_snippet(Vocabularies)


@hooks.register("register_admin_urls")
def addresses_about_evaluations() -> list[URLPattern]:
    return [
        path("evaluations/what-follows/", what_follows, name="finding_what_follows"),
        path("evaluations/<int:page_id>/review/", review, name="evaluation_review"),
    ]


@hooks.register("register_log_actions")
def answers_in_the_history(actions: LogActionRegistry) -> None:
    told = {
        Answer.RUNNING: _("Confirmed by the link in a mail: it runs as described"),
        Answer.CHANGED: _("Said by the link in a mail that the description needs changes"),
        Answer.ENDED: _("Said by the link in a mail that it has ended"),
    }
    for answer, message in told.items():
        actions.register_action(action_of(answer), answer.label, message)


@hooks.register("construct_homepage_panels")
def show_what_is_to_be_done(request: HttpRequest, panels: list[Component]) -> None:
    partners = list(own_partners(request.user))
    replaced = REPLACED_FOR_ALL | (REPLACED_FOR_AUTHORS if partners else set())
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in replaced]
    if partners:
        panels.append(OwnWorkPanel(partners))
    if page_permission_policy.user_has_permission(request.user, "publish"):
        panels.append(QueuePanel())
