"""Settings of the tests: those of a site in use, on a database of their own, with cheap passwords."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("BASE_URL", "http://testserver")
os.environ.setdefault("BEHIND_TLS_PROXY", "false")
os.environ.setdefault("PROXY_COUNT", "0")
# Most tests are about something else, and sign in by a session; those in tests/accounts ask for it.
os.environ.setdefault("SECOND_FACTOR_REQUIRED", "false")
os.environ.setdefault("SECURITY_CONTACT", "mailto:security@schoolmix.example")
os.environ.setdefault("LOG_LEVEL", "ERROR")

from schoolmix.settings.production import *  # noqa: F403
from schoolmix.settings.production import (
    AUTHENTICATION_BACKENDS,
    DATABASES,
    INSTALLED_APPS,
    MIDDLEWARE,
    STORAGES,
    WAGTAILSEARCH_BACKENDS,
)

# Of this process alone, and removed when it ends: runs beside each other do not meet.
_scratch = tempfile.TemporaryDirectory(prefix="schoolmix-test-", ignore_cleanup_errors=True)
MEDIA_ROOT = Path(_scratch.name, "media")

# A file, so that the threads and processes of a test see one database.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_scratch.name, "test.sqlite3"))}

if "cases" in WAGTAILSEARCH_BACKENDS:
    # Processes of tests share a cluster, and no index of it.
    WAGTAILSEARCH_BACKENDS["cases"]["INDEX_PREFIX"] = f"test-{os.getpid()}-"

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["tests.n_plus_one.RefuseQueryForEachRow", *MIDDLEWARE]
# Wagtail makes a rendition when it is first shown, picture by picture. That those which exist are
# fetched at once is held by the tests that count queries.
ZEAL_ALLOWLIST = [{"model": "core.Picture", "field": "renditions"}]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# By which tests give a client a session without the form.
AUTHENTICATION_BACKENDS = [*AUTHENTICATION_BACKENDS, "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
