"""Reads."""

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from partners.models import PartnerPage


def live_partners() -> QuerySet[PartnerPage]:
    """Return the partners that visitors may see, by name, with what a card needs."""
    return (
        PartnerPage.objects.live()
        .public()
        .select_related("municipality", "logo")
        .prefetch_related("logo__renditions")
        .order_by("title")
    )


def may_see(user: AbstractUser | AnonymousUser, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return those of ``pages`` that ``user`` may know of: the public ones, and the own subtrees.

    Wagtail's chooser shows the titles of everybody's drafts to everybody.
    """
    if user.is_superuser:
        return pages
    own = page_permission_policy.instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    public = Page.objects.live().public()
    return pages.filter(Q(pk__in=own.values("pk")) | Q(pk__in=public.values("pk")))
