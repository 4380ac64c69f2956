"""Settings of a site in use. Development and tests relax them; nothing is stricter than this."""

import os
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from schoolmix.environment import ROOT as ROOT  # settings.ROOT
from schoolmix.environment import read_environment
from schoolmix.logging import logging_configuration
from schoolmix.settings.accounts import *  # noqa: F403
from schoolmix.settings.accounts import social_account_providers

# Before numpy is loaded: a request is one of several at work, and a sum that is spread over all
# processors waits for those others (docs/decisions/0087).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

env = read_environment()

# --- Identity -------------------------------------------------------------------------------
SECRET_KEY = env.SECRET_KEY
SECRET_KEY_FALLBACKS = env.SECRET_KEY_FALLBACKS
ALLOWED_HOSTS = env.ALLOWED_HOSTS
SITE_NAME = "Schoolmix"
WAGTAIL_SITE_NAME = SITE_NAME
BASE_URL = str(env.BASE_URL).rstrip("/")
WAGTAILADMIN_BASE_URL = BASE_URL
SECURITY_CONTACT = env.SECURITY_CONTACT
DEBUG = False

# --- Rooms and libraries --------------------------------------------------------------------

INSTALLED_APPS = [
    "demo",
    "api",
    "evidence",
    "evidence.imports",
    "search.following",
    "search",
    "interventions",
    "partners.joining",
    "partners.people",
    "partners",
    "accounts",
    "notices",
    "core",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    # No wagtail.embeds: it brings other parties' scripts, and fetching an address is a way in.
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "notices.wagtail_admin.AdminWithoutMail",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before what answers by itself, so that files and refusals have the headers too.
    "core.middleware.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Around all that answers: an error of the API has its form, whoever raises it.
    "api.middleware.ApiGate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.LanguageOfAddress",
    "core.middleware.RefuseNulCharacters",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.RequireSecondFactor",
    "core.middleware.RedirectPages",
    "partners.middleware.KeepPartnersApart",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "schoolmix.urls"
WSGI_APPLICATION = "schoolmix.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "core.templatetags.components"],
        },
    }
]

# --- Data -----------------------------------------------------------------------------------
DATABASES = {"default": dj_database_url.parse(env.DATABASE_URL, conn_max_age=60)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Measured with eight editors who publish at once: without these, nine in ten fail.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that hangs is as good as one that is away; psycopg would wait for it for two minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

WAGTAILSEARCH_BACKENDS: dict[str, dict[str, Any]] = {
    # Always the database: Wagtail's own listings and choosers use it, whatever engine serves visitors.
    "default": {
        "BACKEND": "modelsearch.backends.database",
        # A text search configuration of PostgreSQL, made by the search room; SQLite has none.
        "SEARCH_CONFIG": "schoolmix_dutch",
    }
}
if env.ELASTICSEARCH_URL:
    WAGTAILSEARCH_BACKENDS["cases"] = {
        "BACKEND": "search.engines.elasticsearch.backend",
        # Only the search room writes to it: see search/engines/elasticsearch/sync.py.
        "AUTO_UPDATE": False,
        "URLS": env.ELASTICSEARCH_URL,
        "INDEX_PREFIX": env.ELASTICSEARCH_INDEX_PREFIX,
        "TIMEOUT": 2,
        "OPTIONS": {
            # Another node may answer where one does not; a second wait is worth less than an answer
            # from the database.
            "max_retries": 1,
            "retry_on_timeout": False,
            **({"api_key": env.ELASTICSEARCH_API_KEY} if env.ELASTICSEARCH_API_KEY else {}),
            **({"ca_certs": env.ELASTICSEARCH_CA_CERTS} if env.ELASTICSEARCH_CA_CERTS else {}),
        },
    }

# Wagtail's and modelsearch's own tasks run at once, in the transaction that asked for them; only
# what may wait is queued for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "queue": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = env.MEDIA_ROOT
MEDIA_URL = "/media/"
STATIC_ROOT = env.STATIC_ROOT
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Apart, so that many visitors of the API push nothing out of the other.
    "request-counts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "request-counts",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
API_REQUESTS_PER_MINUTE = env.API_REQUESTS_PER_MINUTE

# --- People ---------------------------------------------------------------------------------
PROXY_COUNT = env.PROXY_COUNT
SECOND_FACTOR_REQUIRED = env.SECOND_FACTOR_REQUIRED
SOCIALACCOUNT_PROVIDERS = social_account_providers(env.OIDC_PROVIDERS)
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "core/password_required.html"  # noqa: S105
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = WAGTAIL_PASSWORD_REQUIRED_TEMPLATE

# --- Languages ------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]

# --- Wagtail --------------------------------------------------------------------------------
WAGTAILIMAGES_IMAGE_MODEL = "core.Picture"
WAGTAILDOCS_DOCUMENT_MODEL = "core.MediaDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_MODERATION_ENABLED = True
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Mail -----------------------------------------------------------------------------------
EMAIL_HOST = env.EMAIL_HOST
EMAIL_PORT = env.EMAIL_PORT
EMAIL_HOST_USER = env.EMAIL_HOST_USER
EMAIL_HOST_PASSWORD = env.EMAIL_HOST_PASSWORD
EMAIL_USE_TLS = env.EMAIL_USE_TLS
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.DEFAULT_FROM_EMAIL or f"noreply@{ALLOWED_HOSTS[0].lstrip('.')}"
API_CONTACT_EMAIL = env.API_CONTACT_EMAIL

# --- Safety ---------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = env.BEHIND_TLS_PROXY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.BEHIND_TLS_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.HSTS_SECONDS
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = env.BEHIND_TLS_PROXY
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SECURE = env.BEHIND_TLS_PROXY
CSRF_FAILURE_VIEW = "core.views.errors.form_expired"
CSRF_COOKIE_HTTPONLY = False  # Wagtail's admin reads it from a script.
# Wagtail shows the preview in a frame of the same site; no other site may frame a page.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

CONTENT_SECURITY_POLICY = {
    # The editors' admin has inline styles and scripts of Wagtail's own; it gets a policy of its
    # own in core.middleware. Everything that a visitor sees has this one.
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
    },
}

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_configuration(env.LOG_LEVEL)
