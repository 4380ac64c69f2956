"""Reads."""

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Model, Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry

from partners.models import PartnerPage

User = AbstractUser | AnonymousUser


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


def may_use(user: User, model: type[Model]) -> QuerySet[Model]:
    """Return the pages, pictures or documents that ``user`` has any right on."""
    actions = {"add", "change", "publish"} if model is Page else {"choose", "change", "delete"}
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, actions)


def may_see(user: User, pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return those of ``pages`` that ``user`` may know of: the public ones, and the own subtrees.

    Wagtail's chooser shows the titles of everybody's drafts to everybody.
    """
    if user.is_superuser:
        return pages
    public = Page.objects.live().public()
    return pages.filter(Q(pk__in=may_use(user, Page).values("pk")) | Q(pk__in=public.values("pk")))


def may_open(user: User) -> QuerySet[Page]:
    """Return the pages that ``user`` may open in the admin: the own subtrees, and what is above them."""
    return page_permission_policy.explorable_instances(user)
