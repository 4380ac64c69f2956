"""Forms of allauth, with words of our own and the lock-out of django-axes."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.models import User


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("User name or e-mail address")
        login.max_length = 254
        login.widget.attrs = {"autocomplete": "username", "maxlength": "254"}
        self.fields["password"].widget.attrs.pop("placeholder", None)


class ResetPasswordForm(AllauthResetPasswordForm):
    """As Django's own: who never had a password (invited, or signs in elsewhere) gets none by mail."""

    def clean_email(self) -> str:
        email = str(super().clean_email())
        self.users: list[User] = [each for each in self.users if each.has_usable_password()]
        return email


class AppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class CodeForm(AuthenticateForm):
    """The code of an app, or a recovery code; refused, also when right, to who is locked out."""

    def clean_code(self) -> str:
        tried = {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(context.request, tried):
            raise ValidationError(_("Too many wrong codes. Try again in half an hour."))
        return super().clean_code()
