"""Whose things somebody may use, see and open: what the views, hooks and forms of the admin ask."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Model, Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail.query import PageQuerySet

from core.models import under_unpublished

User = AbstractUser | AnonymousUser


def may_use(user: User, model: type[Model]) -> QuerySet[Model]:
    """Return the pages, pictures or documents that ``user`` has any right on."""
    actions = {"add", "change", "publish"} if model is Page else {"choose", "change", "delete"}
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, actions)


def may_see(user: User, pages: PageQuerySet) -> PageQuerySet:
    """Return those of ``pages`` that ``user`` may know of: the public ones, and the own subtrees.

    Wagtail's chooser shows the titles of everybody's drafts to everybody.
    """
    if user.is_superuser:
        return pages
    public = Page.objects.live().public().exclude(under_unpublished())
    return pages.filter(Q(pk__in=may_use(user, Page).values("pk")) | Q(pk__in=public.values("pk")))


def may_open(user: User) -> QuerySet[Page]:
    """Return the pages that ``user`` may open in the admin: the own subtrees, and what is above them."""
    return page_permission_policy.explorable_instances(user)


def all_in(keys: Iterable[object], allowed: QuerySet[Model]) -> bool:
    """Return whether all that is named is allowed, or does not exist: Wagtail answers to that.

    Parameters
    ----------
    keys : primary keys as an address or a form has them; what is no number names nothing
    allowed : what may be named
    """
    # No database has room for more digits, so that nothing goes by such a number.
    numbers = {int(str(key)) for key in keys if str(key).isdecimal() and len(str(key)) < 19}
    if not numbers:
        return True
    existing = allowed.model._base_manager.filter(pk__in=numbers)
    return existing.count() == allowed.filter(pk__in=numbers).count()
