"""Settings for a developer's machine and for `make run`: no set-up, nothing to install."""

import os
from pathlib import Path

from schoolmix.environment import ROOT


def _local_secret_key() -> str:
    """Return the key of this checkout, made on first use and never committed."""
    from django.core.management.utils import get_random_secret_key

    path = Path(ROOT / "var" / "secret-key")
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


PORT = os.environ.get("PORT", "8000")
os.environ.setdefault("SECRET_KEY", _local_secret_key())
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
os.environ.setdefault("BASE_URL", f"http://127.0.0.1:{PORT}")
os.environ.setdefault("BEHIND_TLS_PROXY", "false")
os.environ.setdefault("SECOND_FACTOR_REQUIRED", "false")  # The demo accounts have a password only.
os.environ.setdefault("HSTS_SECONDS", "0")
os.environ.setdefault("PROXY_COUNT", "0")
os.environ.setdefault("SECURITY_CONTACT", "mailto:security@schoolmix.example")

from schoolmix.logging import logging_configuration  # noqa: E402
from schoolmix.settings.production import *  # noqa: E402, F403
from schoolmix.settings.production import STORAGES, env  # noqa: E402

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # On localhost; browsers allow no other.
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_HSTS_PRELOAD = False
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LOGGING = logging_configuration(env.LOG_LEVEL, for_people=True)
