"""Signing in and what belongs to it: the views of allauth that this site has, and no others."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import path, re_path

from accounts import views

urlpatterns = [
    path("", account.login, name="account_login"),
    path("uit/", account.logout, name="account_logout"),
    path("gesloten/", account.account_inactive, name="account_inactive"),
    path("bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("wachtwoord/", account.password_change, name="account_change_password"),
    path("wachtwoord/kiezen/", account.password_set, name="account_set_password"),
    path("wachtwoord-vergeten/", account.password_reset, name="account_reset_password"),
    path(
        "wachtwoord-vergeten/verstuurd/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^wachtwoord-vergeten/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("beveiliging/", mfa.index, name="mfa_index"),
    path("beveiliging/bevestigen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("beveiliging/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("beveiliging/app/weg/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "beveiliging/herstelcodes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "beveiliging/herstelcodes/nieuw/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "beveiliging/herstelcodes/bestand/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("beveiliging/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("beveiliging/passkeys/nieuw/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path(
        "beveiliging/passkeys/bevestigen/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "beveiliging/passkeys/<int:pk>/weg/", webauthn.remove_webauthn, name="mfa_remove_webauthn"
    ),
    path("beveiliging/organisaties/", social.connections, name="socialaccount_connections"),
    path("via/afgebroken/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("via/mislukt/", social.login_error, name="socialaccount_login_error"),
    path("via/<slug:provider_id>/", views.go_to_provider, name="openid_connect_login"),
    path("via/<slug:provider_id>/terug/", views.come_back, name="openid_connect_callback"),
]
