"""Reads: who belongs to a partner, and who may say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from core.models import User
from partners.models import PartnerPage
from partners.people.models import Role


@dataclass(frozen=True)
class Member:
    """Somebody who works for a partner."""

    user: User
    role: Role
    #: How many pages of the partner are theirs.
    page_count: int


def managed_partners(user: User) -> QuerySet[PartnerPage]:
    """Return the partners whose people ``user`` manages: an editor their own, a moderator all.

    Asked of the groups and not of Wagtail's right to change the page: who owns a page may change it,
    whatever their group.
    """
    if user.is_superuser:
        return PartnerPage.objects.all()
    published = page_permission_policy.instances_user_has_permission_for(user, "publish")
    return PartnerPage.objects.filter(
        Q(workspace__editors__in=user.groups.all()) | Q(pk__in=published.values("pk"))
    )


def members_of(partner: PartnerPage) -> Sequence[Member]:
    """Return the people of a partner, editors first; who has both roles is an editor."""
    workspace = partner.workspace
    editors = Group.objects.filter(user=OuterRef("pk"), pk=workspace.editors_id)
    own_pages = pages_of(partner).order_by().filter(owner=OuterRef("pk")).values("owner")
    people = (
        User.objects.filter(groups__in=[workspace.editors_id, workspace.authors_id], is_active=True)
        .distinct()
        .annotate(
            is_editor=Exists(editors),
            page_count=Coalesce(Subquery(own_pages.annotate(count=Count("pk")).values("count")), 0),
        )
        .order_by("-is_editor", "first_name", "last_name", "username")
    )
    return [
        Member(user, Role.EDITOR if user.is_editor else Role.AUTHOR, user.page_count)
        for user in people
    ]


def pages_of(partner: PartnerPage) -> QuerySet[Page]:
    """Return the page of a partner and all below it, drafts included."""
    pages: QuerySet[Page] = Page.objects.descendant_of(partner, inclusive=True)
    return pages


def who_may_publish(page: Page) -> set[User]:
    """Return the moderators of a page, and the administrators; none whose account is closed."""
    return set(page_permission_policy.users_with_permission_for_instance("publish", page))


def account_of(email: str) -> User | None:
    """Return the account with this address, whatever its capitals."""
    return User.objects.filter(email__iexact=email, is_active=True).order_by("pk").first()
