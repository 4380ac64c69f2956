"""Settings of people: how they sign in, and what is asked of them."""

from datetime import timedelta

from schoolmix.environment import OidcProvider

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- One sign-in for all, instead of Wagtail's two --------------------------------------------
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
# An address vouches for who signs in elsewhere: nobody gives oneself that of somebody else.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
}
# Who may not see a page is sent here too, and would be sent back and forth for ever.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_SESSION_REMEMBER = True  # As long as SESSION_COOKIE_AGE.
ACCOUNT_EMAIL_VERIFICATION = "none"  # The invitation proved the address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # Nobody sends mail to strangers through this site.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {
    # A whole course may sign in at once, from the one address of a school.
    "login": "120/m/ip",
    # Codes of an app, for each person. Passwords are counted by django-axes.
    "login_failed": "5/5m/key",
}

# --- Second factor ----------------------------------------------------------------------------
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.forms.AppForm",
    "authenticate": "accounts.forms.CodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Schoolmix"
MFA_TOTP_TOLERANCE = 1  # Clocks of telephones may differ by half a minute.

# --- Sign-in at other organisations -----------------------------------------------------------
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True  # Before one is linked or removed.


def social_account_providers(providers: list[OidcProvider]) -> dict[str, object]:
    """Return what allauth wants to know of the providers that the operator configured."""
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": provider.id,
                    "name": provider.name,
                    "client_id": provider.client_id,
                    "secret": provider.client_secret.get_secret_value(),
                    "settings": {
                        "server_url": str(provider.server_url).rstrip("/"),
                        "trusted": provider.trusted,
                    },
                }
                for provider in providers
            ],
        }
    }


# --- Lock-out ---------------------------------------------------------------------------------
# Locked out is who tries an account from an address: not the account, and not the address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "accounts.lockout.account_tried"
AXES_CLIENT_IP_CALLABLE = "core.sign_in.address_of_visitor"
AXES_FAILURE_LIMIT = 10
# Neither what it keeps of what was sent, nor the log, has any of this.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "credential"]
AXES_COOLOFF_TIME = timedelta(minutes=30)
# Half an hour is half an hour: trying again in the meantime does not begin it anew.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
# Failed attempts stay on record after the lock-out; core.tasks removes them in time.
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_LOCKOUT_CALLABLE = "core.views.errors.locked_out"
