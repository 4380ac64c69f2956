"""Who must have a second factor, and whether this session was opened with one."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.http import HttpRequest
from wagtail.permissions import page_permission_policy

from core.models import User

#: Recovery codes come with one of these and stand in for it; alone they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

SESSION_KEY = "second_factor_of"


def must_have_second_factor(user: AbstractUser | AnonymousUser) -> bool:
    """Return whether what ``user`` may do asks for more than a password: publish, or give rights."""
    return bool(
        user.is_superuser
        or user.has_perms(["core.change_user"])
        or user.has_perms(["auth.change_group"])
        or page_permission_policy.user_has_permission(user, "publish")
    )


def lacks_second_factor(request: HttpRequest, user: AbstractUser | AnonymousUser) -> bool:
    """Return whether ``user`` must have a second factor, and this session has seen none."""
    return (
        user.is_authenticated
        and request.session.get(SESSION_KEY) != user.pk
        and must_have_second_factor(user)
    )


def has_set_one_up(user: AbstractUser | AnonymousUser) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def _remember(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session[SESSION_KEY] = user.pk


def _remember_added(authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type in FACTORS:
        _remember(**kwargs)


def _forget(request: HttpRequest, user: User, **kwargs: Any) -> None:
    if not has_set_one_up(user):
        request.session.pop(SESSION_KEY, None)


def connect() -> None:
    authenticator_used.connect(_remember)
    authenticator_added.connect(_remember_added)
    authenticator_removed.connect(_forget)
