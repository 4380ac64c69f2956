"""What every new site starts with: its pages, vocabularies, moderators and their workflow.

Each step leaves alone what is there already, so that it can run at every start.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from core.models import ContentPage, HomePage, ModerationTask
from demo.story import story
from demo.toml import Table, read
from interventions.models import (
    InterventionType,
    Outcome,
    PlainWord,
    ResearchIndexPage,
    Sector,
    TargetGroup,
)
from partners.models import CoalitionIndexPage
from search.models import SynonymGroup

VOCABULARIES = {
    "intervention_types": InterventionType,
    "outcomes": Outcome,
    "target_groups": TargetGroup,
    "sectors": Sector,
}

MODERATORS = "Moderatoren"
RESEARCHERS = "Onderzoekers"
#: What moderators keep beside pages; Wagtail's own groups of the first migration know nothing of them.
KEPT_MODELS = (
    "interventiontype", "outcome", "targetgroup", "sector", "municipality", "synonymgroup",
    "pinnedsearch", "plainword",
)  # fmt: skip


@transaction.atomic
def set_up_site() -> HomePage:
    """Bring a database to where a partner can be added; return the home page."""
    set_up_vocabularies()
    set_up_synonyms()
    set_up_plain_words()
    home = set_up_pages()
    set_up_research_index(home)
    set_up_moderation(home)
    return home


def set_up_vocabularies() -> None:
    content = read("vocabularies")
    for name, model in VOCABULARIES.items():
        for row in content[name]:
            model.objects.get_or_create(slug=row["slug"], defaults=row)


def set_up_synonyms() -> None:
    """Give editors a first set of synonyms; what they delete of it stays away."""
    if not SynonymGroup.objects.exists():
        groups = read("synonyms")["groups"]
        SynonymGroup.objects.bulk_create(SynonymGroup(terms="\n".join(terms)) for terms in groups)


def set_up_plain_words() -> None:
    """Give editors a first list of hard words; what they delete of it stays away."""
    if not PlainWord.objects.exists():
        plainer = read("plain_words")["plainer"]
        PlainWord.objects.bulk_create(
            PlainWord(word=word, plainer=other) for word, other in plainer.items()
        )


def set_up_pages() -> HomePage:
    home = HomePage.objects.first()
    if home is not None:
        return home
    content = read("pages")
    root = Page.get_first_root_node()
    # Wagtail's first migration makes a welcome page; ours takes its place.
    for page in root.get_children():
        page.delete()
    root.refresh_from_db()
    home = root.add_child(
        instance=HomePage(title=content["home"]["title"], slug="home", lead=content["home"]["lead"])
    )
    host, _, port = settings.BASE_URL.partition("://")[2].partition(":")
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": host,
            "port": int(port or (443 if settings.BASE_URL.startswith("https") else 80)),
            "root_page": home,
            "site_name": settings.SITE_NAME,
        },
    )
    _publish(home)
    coalition = content["coalition"]
    _add(home, CoalitionIndexPage(**_page_fields(coalition | {"slug": "coalitie"})))
    for row in content["pages"]:
        _add(home, ContentPage(**_page_fields(row)))
    return home


def set_up_research_index(home: HomePage) -> None:
    if not ResearchIndexPage.objects.exists():
        _add(home, ResearchIndexPage(**read("pages")["research"], slug="onderzoek"))


def set_up_moderation(home: HomePage) -> None:
    """Let one group moderate, and nobody else publish: Wagtail's own groups give rights everywhere."""
    if Group.objects.filter(name=MODERATORS).exists():
        return
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    moderators = Group.objects.create(name=MODERATORS)
    moderators.permissions.set(
        Permission.objects.filter(codename="access_admin")
        | Permission.objects.filter(
            content_type__model__in=KEPT_MODELS, codename__regex=r"^(add|change|delete|view)_"
        )
        | Permission.objects.filter(
            codename__in=[
                "view_missedsearch",
                "view_indexcursor",
                "view_snapshot",
                "change_snapshot",
            ]
        )
        | Permission.objects.filter(content_type__app_label="wagtailredirects")
    )
    page_permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        codename__in=[
            "add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page",
        ],
    )  # fmt: skip
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=moderators, page=home, permission=permission)
        for permission in page_permissions
    )
    root_collection = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(
            group=moderators, collection=root_collection, permission=permission
        )
        for permission in Permission.objects.filter(
            content_type__app_label__in=["wagtailimages", "wagtaildocs"],
            content_type__model__in=["image", "document"],
        ).exclude(codename__startswith="view_")
    )
    researchers = Group.objects.create(name=RESEARCHERS)
    researchers.permissions.add(Permission.objects.get(codename="access_admin"))
    # They bring in studies of practice elsewhere, as drafts that a moderator publishes.
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=researchers, page=index, permission=add_page)
        for index in ResearchIndexPage.objects.all()
        for add_page in page_permissions.filter(codename="add_page")
    )
    _set_up_workflow(home, moderators)


def _set_up_workflow(home: HomePage, moderators: Group) -> None:
    Workflow.objects.all().delete()
    task = ModerationTask.objects.create(name="Redactie")
    task.groups.add(moderators)
    workflow = Workflow.objects.create(name="Redactie")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=home)


def _page_fields(row: Table) -> dict[str, Any]:
    fields: dict[str, Any] = {name: row[name] for name in ("title", "slug", "lead") if name in row}
    return {**fields, "body": story(row.get("body", []))}


def _add(parent: Page, page: Page) -> None:
    parent.add_child(instance=page)
    _publish(page)


def _publish(page: Page) -> None:
    page.save_revision().publish()
