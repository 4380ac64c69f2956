from typing import Any

from django.db.models.signals import pre_delete

from core.signals import page_written
from partners.models import PartnerPage, Workspace
from partners.services import create_workspace, remove_workspace, rename_workspace


def keep_workspace(sender: type, page: PartnerPage, **kwargs: Any) -> None:
    """A partner has a workspace from its first save, under its present name."""
    workspace = (
        Workspace.objects.filter(partner=page)
        .select_related("authors", "editors", "collection")
        .first()
    )
    if workspace is None:
        create_workspace(page)
    elif workspace.collection.name != page.title[:255]:
        rename_workspace(workspace)


def drop_workspace(sender: type, instance: PartnerPage, **kwargs: Any) -> None:
    workspace = Workspace.objects.filter(partner=instance).first()
    if workspace is not None:
        remove_workspace(workspace)


def connect() -> None:
    page_written.connect(keep_workspace, sender=PartnerPage)
    pre_delete.connect(drop_workspace, sender=PartnerPage)
