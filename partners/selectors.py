"""Reads."""

from django.db.models import QuerySet
from wagtail.permissions import page_permission_policy

from partners.models import PartnerPage
from partners.rights import User


def live_partners() -> QuerySet[PartnerPage]:
    """Return the partners that visitors may see, by name, with what a card needs."""
    return (
        PartnerPage.objects.live()
        .public()
        .select_related("municipality", "logo")
        .prefetch_related("logo__renditions")
        .order_by("title")
    )


def own_partners(user: User) -> QuerySet[PartnerPage]:
    """Return the partners that ``user`` writes for: those of which the page itself gives a right."""
    pages = page_permission_policy.instances_with_direct_explore_permission(user)
    return PartnerPage.objects.filter(pk__in=[page.pk for page in pages]).order_by("title")
