"""Pages for what went wrong: they say what to do next, and ask the database nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/errors/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/errors/404.html", status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return render(request, "core/errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "core/errors/500.html", status=500)


def locked_out(
    request: HttpRequest, form: HttpResponse, credentials: dict[str, str]
) -> HttpResponse:
    """Answer in place of the form who tried an account too often; axes asks for it."""
    return render(request, "core/errors/locked_out.html", status=429)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer to a form without a valid CSRF token: mostly one that stood open for too long."""
    return render(request, "core/errors/form_expired.html", status=403)
