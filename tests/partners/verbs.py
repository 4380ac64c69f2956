"""What one can ask of Wagtail's admin about a page, a picture or a document of a partner.

Each row is an address by its name. The test beside this file asks the URL resolver for all names
there are, so that a verb that a next Wagtail brings fails until it stands in one of these tables.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Page

from interventions.guided.services import version_of
from interventions.guided.steps import STEPS
from interventions.models import CaseStudyPage, EvaluationPage
from tests.admin import TICKED
from tests.partners.coalition import BEGINNING, Member

Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Situation:
    """A page of another partner; ``form`` is what a moderator would post from its edit form."""

    other: Member
    own: Member
    page: Page
    form: Mapping[str, Any]

    @property
    def elsewhere(self) -> Page:
        """A page of one's own that this page could hang under."""
        return self.own.live if isinstance(self.page, EvaluationPage) else self.own.partner


@dataclass(frozen=True)
class Verb:
    """An address of the admin, with what to ask there; ``data`` None: it is only looked at."""

    name: str
    arguments: Callable[[Situation], Arguments]
    data: Callable[[Situation], Arguments] | None = None
    query: Callable[[Situation], Arguments] = lambda _: {}
    changes: bool = True

    def __str__(self) -> str:
        return self.name

    def address(self, situation: Situation) -> str:
        path = reverse(self.name, kwargs=dict(self.arguments(situation)))
        return f"{path}?{urlencode(self.query(situation))}"


def page_id(situation: Situation) -> Arguments:
    return {"page_id": situation.page.pk}


def nothing(situation: Situation) -> Arguments:
    return {}


def empty_form(situation: Situation) -> Arguments:
    return {"story-count": "0"}


def child(situation: Situation) -> Arguments:
    """A page of the kind that may hang under this one."""
    model = CaseStudyPage if situation.page == situation.other.partner else EvaluationPage
    return {
        "content_type_app_name": "interventions",
        "content_type_model_name": model._meta.model_name,
        "parent_page_id": situation.page.pk,
    }


def revision(situation: Situation) -> Arguments:
    return {**page_id(situation), "revision_id": situation.page.latest_revision_id}


def scheduled(situation: Situation) -> Arguments:
    waiting = situation.page.revisions.filter(approved_go_live_at__isnull=False).first()
    return {**page_id(situation), "revision_id": getattr(waiting, "pk", 0)}


def review(action: str) -> Callable[[Situation], Arguments]:
    return lambda situation: {
        **page_id(situation),
        "action_name": action,
        "task_state_id": situation.other.review.pk,
    }


def on_page(name: str, data: Any = None, arguments: Any = page_id, **more: Any) -> Verb:
    return Verb(f"wagtailadmin_pages:{name}", arguments, data, **more)


def api_action(action: str, *, changes: bool = True, **data: Callable[[Situation], Any]) -> Verb:
    return Verb(
        "wagtailadmin_api:pages:action",
        lambda situation: {"pk": situation.page.pk, "action_name": action},
        lambda situation: {name: value(situation) for name, value in data.items()},
        changes=changes,
    )


def bulk(app: str, model: str, action: str, chosen: Any, data: Any = nothing) -> Verb:
    arguments = {"app_label": app, "model_name": model, "action": action}
    return Verb("wagtail_bulk_action", lambda _: arguments, data, chosen)


def bulk_on_page(action: str, data: Any = nothing) -> Verb:
    return bulk("wagtailcore", "page", action, lambda s: {"id": s.page.pk}, data)


ON_A_PAGE = (
    on_page("edit", lambda s: s.form),
    on_page("edit", lambda s: {**s.form, "action-publish": "1"}),
    on_page("edit", lambda s: {**s.form, "action-submit": "1"}),
    on_page("preview_on_edit", lambda s: s.form, changes=False),
    on_page("add", empty_form, child, changes=False),
    on_page("preview_on_add", empty_form, child, changes=False),
    on_page("add_subpage", arguments=lambda s: {"parent_page_id": s.page.pk}),
    on_page("view_draft"),
    on_page("usage"),
    on_page("delete", nothing),
    on_page("unpublish", nothing),
    on_page("convert_alias", nothing, changes=False),
    on_page("move", lambda s: {"new_parent_page": s.elsewhere.pk},
            lambda s: {"page_to_move_id": s.page.pk}, changes=False),
    on_page("move_confirm", nothing,
            lambda s: {"page_to_move_id": s.page.pk, "destination_id": s.elsewhere.pk}),
    on_page("set_page_position", nothing, lambda s: {"page_to_move_id": s.page.pk}),
    on_page("copy", lambda s: {"new_title": "Kopie", "new_slug": "kopie",
                               "new_parent_page": s.elsewhere.pk}),
    on_page("workflow_action", lambda _: {"comment": "Neen."}, review("reject")),
    on_page("workflow_action", lambda _: TICKED, review("approve")),
    on_page("collect_workflow_action_data", lambda _: {"comment": "Neen."}, review("reject"),
            changes=False),
    on_page("confirm_workflow_cancellation"),
    on_page("workflow_preview",
            arguments=lambda s: {**page_id(s), "task_id": s.other.review.task_id}),
    on_page("workflow_history"),
    on_page("workflow_history_detail",
            arguments=lambda s: {**page_id(s), "workflow_state_id": s.other.workflow_state.pk}),
    on_page("set_privacy", lambda _: {"restriction_type": "login"}),
    on_page("lock", nothing),
    on_page("unlock", nothing),
    on_page("history"),
    on_page("history_results"),
    on_page("revisions_index"),
    on_page("revisions_view", arguments=revision),
    on_page("revisions_revert", arguments=revision),
    on_page("revisions_unschedule", nothing, scheduled),
    on_page("revisions_compare",
            arguments=lambda s: {"pk": s.page.pk, "revision_id_a": "earliest",
                                 "revision_id_b": "latest"}),
    Verb("evaluation_review", page_id, lambda _: {"subject": "design", "kind": "verified"},
         changes=False),
    Verb("wagtailadmin_explore", lambda s: {"parent_page_id": s.page.pk}),
    Verb("wagtailadmin_explore_results", lambda s: {"parent_page_id": s.page.pk}),
    Verb("wagtailadmin_workflows:remove", lambda s: {"page_pk": s.page.pk}, nothing, changes=False),
    Verb("wagtailadmin_editing_sessions:ping",
         lambda s: {"app_label": "wagtailcore", "model_name": "page", "object_id": s.page.pk,
                    "session_id": 1}, lambda s: {"revision_id": s.page.latest_revision_id},
         changes=False),
    Verb("wagtailadmin_api:pages:detail", lambda s: {"pk": s.page.pk}),
    api_action("publish"),
    api_action("unpublish"),
    api_action("delete"),
    api_action("convert_alias", changes=False),
    api_action("copy", destination_page_id=lambda s: s.elsewhere.pk),
    api_action("create_alias", destination_page_id=lambda s: s.elsewhere.pk,
               update_slug=lambda _: "alias", changes=False),
    api_action("move", destination_page_id=lambda s: s.elsewhere.pk, position=lambda _: "last-child"),
    api_action("revert_to_page_revision", revision_id=lambda s: s.page.revisions.first().pk),
    bulk_on_page("delete"),
    bulk_on_page("publish"),
    bulk_on_page("unpublish"),
    bulk_on_page("move", lambda s: {"chooser": s.elsewhere.pk}),
)  # fmt: skip


def answers(situation: Situation) -> Arguments:
    """What one types in the first step of the guided form, of the version that there is."""
    return {"version": version_of(situation.page), "title": "Overgenomen", "summary": "Overgenomen"}


def guided(name: str, data: Any = None, **more: str) -> Verb:
    return Verb(f"guided_{name}", lambda situation: {**page_id(situation), **more}, data)


#: Outside the admin: the guided form of a case.
IN_STEPS = (
    *(guided("step", slug=step.slug) for step in STEPS),
    guided("step", answers, slug="wat"),
    guided("check", lambda s: {"version": version_of(s.page)}),
    guided("preview"),
)  # fmt: skip


def of_picture(name: str, data: Any = None, **more: Any) -> Verb:
    return Verb(f"wagtailimages:{name}", lambda s: {"image_id": s.other.picture.pk}, data, **more)


def of_document(name: str, data: Any = None, key: str = "document_id", **more: Any) -> Verb:
    return Verb(f"wagtaildocs:{name}", lambda s: {key: s.other.document.pk}, data, **more)


def picture_form(situation: Situation) -> Arguments:
    picture = situation.other.picture
    return {"title": "Anders", "description": "Anders", "collection": picture.collection_id}


def document_form(situation: Situation) -> Arguments:
    return {"title": "Anders", "collection": situation.other.document.collection_id}


def bulk_media(action: str, data: Any = nothing) -> Iterator[Verb]:
    yield bulk("core", "picture", action, lambda s: {"id": s.other.picture.pk}, data)
    yield bulk("core", "mediadocument", action, lambda s: {"id": s.other.document.pk}, data)


ON_MEDIA = (
    of_picture("edit", picture_form),
    of_picture("delete", nothing),
    of_picture("image_usage"),
    Verb("wagtailimages:preview",
         lambda s: {"image_id": s.other.picture.pk, "filter_spec": "max-20x20"}),
    of_picture("edit_multiple", lambda s: {
        f"image-{s.other.picture.pk}-{name}": value for name, value in picture_form(s).items()}),
    of_picture("delete_multiple", nothing),
    Verb("wagtailimages_chooser:chosen", lambda s: {"pk": s.other.picture.pk}),
    Verb("wagtailimages_chooser:select_format", lambda s: {"image_id": s.other.picture.pk}),
    of_document("edit", document_form),
    of_document("delete", nothing),
    of_document("document_usage"),
    of_document("edit_multiple", lambda s: {
        f"doc-{s.other.document.pk}-{name}": value for name, value in document_form(s).items()},
        key="doc_id"),
    of_document("delete_multiple", nothing, key="doc_id"),
    Verb("wagtaildocs_chooser:chosen", lambda s: {"pk": s.other.document.pk}),
    *bulk_media("delete"),
    *bulk_media("add_tags", lambda _: {"tags": "anders"}),
    *bulk_media("add_to_collection", lambda s: {"collection": s.own.collection.pk}),
    Verb("wagtailadmin_api:images:detail", lambda s: {"pk": s.other.picture.pk}),
    Verb("wagtailadmin_api:documents:detail", lambda s: {"pk": s.other.document.pk}),
    Verb("wagtailadmin_collections:edit", lambda s: {"pk": s.other.collection.pk},
         lambda s: {"name": "Anders", "parent": s.other.collection.get_parent().pk}),
    Verb("wagtailadmin_collections:delete", lambda s: {"pk": s.other.collection.pk}, nothing,
         changes=False),
    Verb("wagtailadmin_collections:set_privacy", lambda s: {"collection_id": s.other.collection.pk},
         lambda _: {"restriction_type": "login"}),
)  # fmt: skip


def on_pledge(name: str, data: Any = None) -> Verb:
    return Verb(f"pledges:{name}", lambda s: {"pk": s.other.pledge.pk}, data)


def pledge_form(situation: Situation) -> Arguments:
    pledge = situation.other.pledge
    return {"partner": pledge.partner_id, "intervention_type": pledge.intervention_type_id,
            "outcome": pledge.outcome_id, "plan": "Anders", "status": "withdrawn",
            "expected_year": pledge.expected_year}  # fmt: skip


ON_PLEDGES = (
    on_pledge("edit", pledge_form),
    on_pledge("delete", nothing),
    *(on_pledge(name) for name in ("history", "history_results", "usage")),
)


def looked_up(name: str, arguments: Any = nothing, **query: Any) -> Verb:
    return Verb(name, arguments, query=lambda situation: {
        key: value(situation) if callable(value) else value for key, value in query.items()
    })  # fmt: skip


def naming(name: str, arguments: Any, data: Any = None, **query: Any) -> Verb:
    """An address of one's own in which a page of the other is named."""
    return Verb(name, arguments, data, looked_up(name, **query).query)


CHOOSE_CHILD = "wagtailadmin_choose_page_child"
CASES = {"content_type_app_name": "interventions", "content_type_model_name": "casestudypage"}
REPORTS = ("locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages",
           "page_types_usage")  # fmt: skip

#: What a colleague of any partner may open, where nothing of another's unpublished work may stand.
LISTINGS = (
    looked_up("wagtailadmin_home"),
    looked_up("wagtailadmin_explore_root"),
    looked_up("wagtailadmin_explore", lambda s: {"parent_page_id": s.own.partner.get_parent().pk}),
    looked_up("wagtailadmin_explore_results",
              lambda s: {"parent_page_id": s.own.partner.get_parent().pk}, q=BEGINNING, search_all=1),
    looked_up("wagtailadmin_pages:search", q=BEGINNING),
    looked_up("wagtailadmin_pages:search_results", q=BEGINNING),
    looked_up("wagtailadmin_pages:type_use", lambda _: CASES),
    looked_up("wagtailadmin_pages:type_use_results", lambda _: CASES),
    looked_up("wagtailadmin_pages:choose_parent",
              lambda _: {"app_label": "interventions", "model_name": "casestudypage"}),
    looked_up("wagtailadmin_choose_page"),
    looked_up("wagtailadmin_choose_page", page_type="interventions.CaseStudyPage"),
    looked_up("wagtailadmin_choose_page", page_type="interventions.EvaluationPage"),
    looked_up("wagtailadmin_choose_page_search", q=BEGINNING),
    looked_up("wagtailadmin_choose_page_search", q="zichtbaar"),
    looked_up(CHOOSE_CHILD, lambda s: {"parent_page_id": s.own.partner.get_parent().pk}),
    looked_up("wagtailimages_chooser:chosen_multiple", id=lambda s: s.other.picture.pk),
    looked_up("wagtaildocs_chooser:chosen_multiple", id=lambda s: s.other.document.pk),
    *(looked_up("wagtail_bulk_action",
                lambda _, app=app, model=model: {
                    "app_label": app, "model_name": model, "action": "delete"}, id="all")
      for app, model in (("wagtailcore", "page"), ("core", "picture"), ("core", "mediadocument"))),
    *(looked_up(f"wagtailadmin_reports:{report}{part}", **export)
      for report in REPORTS
      for part, export in (("", {}), ("", {"export": "csv"}), ("_results", {}))),
    *(looked_up(f"study_imports:{name}") for name in ("index", "add", "columns")),
    looked_up("study_imports:template", lambda _: {"extension": "csv"}),
    *(looked_up(f"pledges:{name}") for name in ("index", "index_results", "add")),
    looked_up("wagtailadmin_api:pages:listing"),
    looked_up("wagtailadmin_api:pages:listing", search=BEGINNING),
    looked_up("wagtailadmin_api:pages:listing", for_explorer=1, child_of="root"),
    *(looked_up(f"wagtailadmin_api:{kind}:{verb}", **query)
      for kind in ("images", "documents")
      for verb, query in (("listing", {}), ("listing", {"search": BEGINNING}), ("find", {"id": 1}))),
    *(looked_up(name, q=BEGINNING) for name in (
        "wagtailimages:index", "wagtailimages:index_results", "wagtailimages_chooser:choose",
        "wagtailimages_chooser:choose_results", "wagtaildocs:index", "wagtaildocs:index_results",
        "wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results")),
    *(looked_up(name) for name in (
        "wagtailimages:index", "wagtailimages:add", "wagtailimages:add_multiple",
        "wagtailimages_chooser:choose", "wagtailimages_chooser:create", "wagtaildocs:index",
        "wagtaildocs:add", "wagtaildocs:add_multiple", "wagtaildocs_chooser:choose",
        "wagtaildocs_chooser:create")),
)  # fmt: skip

#: What a planner of evaluations asks when somebody makes a plan a draft.
PLAN = {"outcome": "leerprestaties", "design": "rct-cluster", "schools": 40, "pupils": 60}

#: Where a colleague may be, with a page of another in what they ask.
NAMING = (
    naming(CHOOSE_CHILD, lambda s: {"parent_page_id": s.page.pk}),
    naming("wagtailadmin_choose_page_chosen_multiple", nothing, id=lambda s: s.page.pk),
    naming("wagtailadmin_choose_page", nothing, **{"target_pages[]": lambda s: s.page.pk}),
    naming("wagtailadmin_pages:copy", lambda s: {"page_id": s.own.draft.pk},
           lambda s: {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": s.page.pk}),
    naming("wagtailadmin_pages:move", lambda s: {"page_to_move_id": s.own.draft.pk},
           lambda s: {"new_parent_page": s.page.pk}),
    naming("wagtailadmin_pages:move_confirm",
           lambda s: {"page_to_move_id": s.own.draft.pk, "destination_id": s.page.pk}, nothing),
    naming("wagtail_bulk_action",
           lambda _: {"app_label": "wagtailcore", "model_name": "page", "action": "move"},
           lambda s: {"chooser": s.page.pk}, id=lambda s: s.own.draft.pk),
    naming("wagtail_bulk_action",
           lambda _: {"app_label": "wagtailcore", "model_name": "page", "action": "delete"},
           id="all", childOf=lambda s: s.page.get_parent().pk),
    naming("guided_start", nothing, lambda s: {"title": "Nieuw", "partner": s.page.pk}),
    naming("pledges:add", nothing, pledge_form),
    naming("evaluation_registration", nothing, lambda s: {"case": s.page.pk}, **PLAN),
    naming("wagtailadmin_api:pages:listing", nothing, child_of=lambda s: s.page.pk),
    naming("wagtailadmin_api:pages:find", nothing, id=lambda s: s.page.pk),
)  # fmt: skip
