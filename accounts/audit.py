"""Who signed in, failed to, or got other rights: entries of Wagtail's log about an account.

They hold no password, code or key. What was typed for an account that does not exist is not kept here
(people type a password there at times); django-axes has it for a month.
"""

from datetime import timedelta
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import social_account_added, social_account_removed
from axes.signals import user_locked_out
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import m2m_changed, pre_save
from django.http import HttpRequest
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from accounts.lockout import account_tried
from core.models import User
from core.sign_in import address_of_visitor

PREFIX = "accounts."
#: As long as one may want to look into how somebody got in.
KEEP = timedelta(days=365)


def record(
    action: str, account: User, *, by: User | None = None, request: HttpRequest | None = None,
    detail: str = "",
) -> None:  # fmt: skip
    """Write down what happened to an account.

    Parameters
    ----------
    action : as ``accounts/wagtail_hooks.py`` registers it, without the prefix
    by : who did it; without it who uses the admin now, or nobody
    request : where it came from
    detail : the group, the kind of second factor, the provider
    """
    data = {"detail": detail} if detail else {}
    if request is not None:
        data["address"] = address_of_visitor(request) or ""
    log(account, f"{PREFIX}{action}", user=by, data=data)


def forget_old() -> None:
    """Delete entries after :data:`KEEP`."""
    old = ModelLogEntry.objects.filter(timestamp__lt=timezone.now() - KEEP)
    old.filter(action__startswith=PREFIX).delete()


def _signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record("signed_in", user, by=user, request=request)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    # Who is locked out already can fill no log.
    if not getattr(request, "axes_locked_out", False):
        _about_tried("failed", account_tried(request, credentials), request)


def _locked_out(request: HttpRequest, username: str, **kwargs: Any) -> None:
    if request.axes_failures_since_start is not None:  # type: ignore[attr-defined]
        _about_tried("locked_out", username, request)


def _about_tried(action: str, username: str | None, request: HttpRequest | None) -> None:
    if account := User.objects.filter(username=username).first():
        record(action, account, request=request)


def _password(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record("password_changed", user, by=user, request=request)


def _factor(action: str) -> Any:
    def receive(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
        record(action, user, by=user, request=request, detail=str(authenticator.type))

    return receive


def _linked(request: HttpRequest, sociallogin: SocialLogin, **kwargs: Any) -> None:
    user, provider = sociallogin.user, sociallogin.account.provider
    record("linked", user, by=user, request=request, detail=provider)


def _unlinked(request: HttpRequest, socialaccount: SocialAccount, **kwargs: Any) -> None:
    user = socialaccount.user
    record("unlinked", user, by=user, request=request, detail=socialaccount.provider)


def _groups(
    instance: User | Group, action: str, pk_set: set[int] | None, *, reverse: bool, **kwargs: Any
) -> None:
    """Note each group that an account gets or loses, from whichever side it is changed."""
    verb = {"post_add": "rights_given", "post_remove": "rights_taken", "pre_clear": "rights_taken"}
    if action not in verb:
        return
    if isinstance(instance, Group):
        members = instance.user_set.all() if pk_set is None else User.objects.filter(pk__in=pk_set)
        pairs = [(user, instance) for user in members]
    else:
        groups = instance.groups.all() if pk_set is None else Group.objects.filter(pk__in=pk_set)
        pairs = [(instance, group) for group in groups]
    for user, group in pairs:
        record(verb[action], user, detail=group.name)


def _powers(instance: User, update_fields: set[str] | None, **kwargs: Any) -> None:
    """Note an account that becomes an administrator's, or is closed, and the other way round."""
    watched = {"is_superuser", "is_active"}
    if not instance.pk or (update_fields is not None and not watched & set(update_fields)):
        return
    before = User.objects.filter(pk=instance.pk).first()
    if before is None:
        return
    if before.is_superuser != instance.is_superuser:
        record("made_administrator" if instance.is_superuser else "no_administrator", instance)
    if before.is_active != instance.is_active:
        record("opened" if instance.is_active else "closed", instance)


def connect() -> None:
    user_logged_in.connect(_signed_in)
    user_login_failed.connect(_failed)
    user_locked_out.connect(_locked_out)
    for changed in (password_changed, password_reset, password_set):
        changed.connect(_password)
    for signal, action in (
        (authenticator_added, "factor_added"),
        (authenticator_reset, "factor_added"),
        (authenticator_removed, "factor_removed"),
    ):
        signal.connect(_factor(action), weak=False)
    social_account_added.connect(_linked)
    social_account_removed.connect(_unlinked)
    m2m_changed.connect(_groups, sender=User.groups.through)
    pre_save.connect(_powers, sender=User)
