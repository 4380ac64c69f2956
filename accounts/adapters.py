"""What allauth asks of the site: who may sign in, from where, and where to afterwards."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from accounts.second_factor import FACTORS, must_have_second_factor
from core.models import User
from core.sign_in import address_of_visitor
from notices import outbox
from notices.letters import compose


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from an invitation: nobody makes one by signing in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Return whether to go on to ``url`` after signing in: on this very host, whatever others we answer to."""
        return url_has_allowed_host_and_scheme(
            url, {self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return reverse("wagtail_serve", args=[""])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of_visitor(request) or ""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave a mail to the worker: a mail server that is away is no error of who asks for it."""
        language = get_language()
        letter = compose(f"{template_prefix}.txt", context, language)
        outbox.post(f"{template_prefix}-{uuid4()}", email, letter, language)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count no wrong passwords here: django-axes does, in the database and not in each process."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A sign-in at another organisation opens an account that exists, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link to the account of the person, or say how one gets an account.

        The answer is the same for an address that has no account and for one that has, but that
        this provider is not trusted to vouch for.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        account = _account_vouched_for(sociallogin)
        if account is None:
            raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))
        sociallogin.connect(request, account)


def _account_vouched_for(sociallogin: SocialLogin) -> User | None:
    if not sociallogin.provider.app.settings["trusted"]:
        return None
    verified = [each.email for each in sociallogin.email_addresses if each.verified is True]
    accounts = User.objects.filter(email__in=[email.lower() for email in verified], is_active=True)
    # Two accounts with one address: nobody can say which is meant.
    return accounts[0] if len(accounts) == 1 else None


class MFAAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second factor of who must have one: replace it instead."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS)
        return (
            others.exclude(pk=authenticator.pk).exists()
            or not settings.SECOND_FACTOR_REQUIRED
            or not must_have_second_factor(authenticator.user)
        )
