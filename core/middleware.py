from collections.abc import Callable
from urllib.parse import unquote

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.contrib.redirects.middleware import RedirectMiddleware

Handler = Callable[[HttpRequest], HttpResponse]

#: Wagtail's admin styles and starts its widgets inline; visitors never get this policy.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class RefuseNulCharacters:
    """Answer 400 to an address with a NUL character: no database takes one, so none can match."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse before any view is looked for; Django renders the page of ``handler400``."""
        if "\0" in request.path or "\0" in unquote(request.META.get("QUERY_STRING", "")):
            raise BadRequest("NUL character in the address")
        return self.get_response(request)


class LanguageOfAddress(LocaleMiddleware):
    """Django's, without ``Vary: Accept-Language``.

    The address alone says the language, as Dutch has no prefix: no cache has to keep a page for each
    browser's list of languages.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Say the language of the answer."""
        response.headers.setdefault("Content-Language", get_language())
        return response


class RedirectPages(RedirectMiddleware):
    """Wagtail's, for pages alone: a program that asks for what is not there hears just that."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Look for a new address of a page that is not found."""
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


class SecurityHeaders:
    """The headers that Django and django-csp do not set."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(reverse("wagtailadmin_home")):
            response.headers["Content-Security-Policy"] = ADMIN_POLICY
        return response
