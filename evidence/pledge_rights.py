"""Who may do what with a pledge: it follows from the rights on the page of its partner."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import page_permission_policy

from evidence.models import Pledge
from partners.models import PartnerPage
from partners.rights import User


def partners_with(user: User, action: str) -> QuerySet[PartnerPage]:
    """Return the partners on whose page ``user`` has a right, by name."""
    pages = page_permission_policy.instances_user_has_permission_for(user, action)
    return PartnerPage.objects.filter(pk__in=pages.values("pk")).order_by("title")


class PledgePolicy(BasePermissionPolicy):
    """Authors make pledges and change their own; editors those of their partner; moderators decide.

    "publish" is to make public or decline. Nobody of a partner deletes: a pledge is withdrawn.
    """

    def user_has_permission(self, user: User, action: str) -> bool:
        needed = "publish" if action in ("delete", "publish") else "add"
        return user.is_active and partners_with(user, needed).exists()

    def user_has_permission_for_instance(self, user: User, action: str, instance: Pledge) -> bool:
        return bool(
            self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()
        )

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Pledge]:
        allowed = Q(partner__in=partners_with(user, "publish"))
        if {"change", "view"} & set(actions):
            allowed |= Q(partner__in=partners_with(user, "change"))
            allowed |= Q(made_by=user.pk, partner__in=partners_with(user, "add"))
        return Pledge.objects.filter(allowed)
