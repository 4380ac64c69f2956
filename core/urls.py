"""Addresses without a language."""

from django.conf import settings
from django.urls import path, re_path

from core.views.health import livez, readyz
from core.views.media import serve_media
from core.views.statements import robots_txt, security_txt

urlpatterns = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", robots_txt, name="robots_txt"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    re_path(rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.+)$", serve_media, name="media"),
]
