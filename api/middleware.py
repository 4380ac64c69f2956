"""The gate of the API: every answer under it has the same headers, and every error the same form."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag

from api.limits import seconds_to_wait
from api.problems import CONTENT_TYPE, problem
from api.version import BASE, VERSION

Handler = Callable[[HttpRequest], HttpResponse]

METHODS = "GET, HEAD, OPTIONS"
HEADERS = {
    "API-Version": VERSION,
    # Open data, asked for without cookies: any site may read it.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    # Nothing here is a page, whoever opens it in a browser.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    # The words of the API are English, those of the coalition Dutch.
    "Content-Language": "en, nl",
}
#: What is withdrawn is gone within a minute, wherever it was kept.
CACHE = "public, max-age=60"


class ApiGate:
    """Count, answer and dress each request under the API; leave all others alone."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != BASE and not request.path.startswith(f"{BASE}/"):
            return self.get_response(request)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = self._answer(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        if is_head:
            response.content = b""
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if wait := seconds_to_wait(request):
            response: HttpResponse = problem(HTTPStatus.TOO_MANY_REQUESTS)
            response.headers["Retry-After"] = str(wait)
        elif request.method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": METHODS})
        else:
            response = self._read(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            return _as_problem(response)
        response.headers["Cache-Control"] = CACHE
        return response

    def _read(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.OK:
            return response
        set_response_etag(response)
        known = get_conditional_response(request, etag=response["ETag"], response=response)
        return known or response


def _as_problem(response: HttpResponse) -> HttpResponse:
    """Return an error in the form of the API, also where another part of the site answered."""
    if response.headers["Content-Type"] != CONTENT_TYPE:
        response = problem(response.status_code)
    response.headers["Cache-Control"] = "no-store"
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = METHODS
    return response
