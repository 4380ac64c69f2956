from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from evidence.models import Snapshot
from evidence.pledge_admin import PledgeViewSet, pledges
from evidence.registration import register_plan


class MayOnlyWithdraw(ModelPermissionPolicy):
    """Nobody adds a snapshot by hand, or deletes one; an administrator neither."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("change", "view") and super().user_has_permission(user, action)


class SnapshotViewSet(SnippetViewSet):
    model = Snapshot
    icon = "history"
    menu_label = _("Snapshots")
    add_to_admin_menu = True
    menu_order = 700
    copy_view_enabled = False
    list_display = ["version", "findings", "studies", "withdrawn_because"]
    panels = [FieldPanel("withdrawn_because")]


register_permission_policy(Snapshot, MayOnlyWithdraw(Snapshot))
register_snippet(SnapshotViewSet)


@hooks.register("register_admin_urls")
def addresses_about_plans() -> list[URLPattern]:
    return [path("evaluations/register/", register_plan, name="evaluation_registration")]


@hooks.register("register_admin_viewset")
def administer_pledges() -> PledgeViewSet:
    return pledges
