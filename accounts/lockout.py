"""What django-axes counts wrong passwords and wrong codes by."""

from typing import Any

from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_login_failed
from django.db.models import Q
from django.http import HttpRequest

from core.models import User


def account_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:
    """Return the user name of the account that is tried, whether it was typed as name or as address.

    What names no account is counted as it was typed, without regard to capitals.
    """
    typed = (credentials or {}).get("username")
    if not typed:
        return None
    account = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first()
    return account.get_username() if account else str(typed).lower()


def _count_wrong_code(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Let a wrong code count as a wrong password: ten of either close the account to this address."""
    user_login_failed.send(
        sender=__name__, request=request, credentials={"username": user.get_username()}
    )


def connect() -> None:
    authentication_failed.connect(_count_wrong_code)
