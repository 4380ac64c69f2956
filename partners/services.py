"""Writes: what happens to rights when a partner comes, changes its name, or goes."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from partners.models import PartnerPage, Workspace

#: Authors add pages and edit their own; editors also change those of colleagues. Nobody of a
#: partner publishes: who could publish would bypass the moderators, and could restrict, move or
#: delete the partner's own page.
PAGE_PERMISSIONS = {"authors": ["add_page"], "editors": ["add_page", "change_page"]}
#: Wagtail asks for the rights on its own models, whatever models the project puts in their place.
COLLECTION_PERMISSIONS = {
    "authors": ["add_image", "choose_image", "add_document", "choose_document"],
    "editors": [
        "add_image", "change_image", "choose_image",
        "add_document", "change_document", "choose_document",
    ],
}  # fmt: skip


@transaction.atomic
def create_workspace(partner: PartnerPage) -> Workspace:
    """Give a partner its groups and its collection, with Wagtail's own permissions on its subtree.

    Parameters
    ----------
    partner : a partner's page that is in the tree and has no workspace yet
    """
    root_collection = Collection.get_first_root_node()
    collection = root_collection.add_child(name=_collection_name(partner))
    groups = {role: _create_group(role, partner, collection) for role in PAGE_PERMISSIONS}
    return Workspace.objects.create(partner=partner, collection=collection, **groups)


@transaction.atomic
def rename_workspace(workspace: Workspace) -> None:
    """Let the groups and the collection carry the partner's present name."""
    for role in PAGE_PERMISSIONS:
        group = getattr(workspace, role)
        group.name = _group_name(role, workspace.partner)
        group.save(update_fields=["name"])
    workspace.collection.name = _collection_name(workspace.partner)
    workspace.collection.save(update_fields=["name"])


@transaction.atomic
def remove_workspace(workspace: Workspace) -> None:
    """Take away the groups of a partner that was deleted; nobody keeps rights through them.

    The collection stays: pictures and documents may be used elsewhere, and a moderator decides.
    """
    workspace.delete()
    Group.objects.filter(pk__in=[workspace.authors_id, workspace.editors_id]).delete()


def _create_group(role: str, partner: PartnerPage, collection: Collection) -> Group:
    group = Group.objects.create(name=_group_name(role, partner))
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=partner, permission=permission)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS[role]
        )
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for permission in Permission.objects.filter(
            content_type__app_label__in=["wagtailimages", "wagtaildocs"],
            codename__in=COLLECTION_PERMISSIONS[role],
        )
    )
    return group


def _group_name(role: str, partner: PartnerPage) -> str:
    # In Dutch whoever creates the partner; the page's number keeps two partners of one name apart.
    with override("nl"):
        label = _("authors") if role == "authors" else _("editors")
    return f"{partner.title[:100]} – {label} ({partner.pk})"


def _collection_name(partner: PartnerPage) -> str:
    return partner.title[:255]
