"""Views of allauth that need a word of ours."""

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

#: What comes of asking a provider that is away, or that answers something else than it should.
UNUSABLE = (RequestException, KeyError)


def go_to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to another organisation, if that can be asked where."""
    try:
        return openid_connect.login(request, provider_id)
    except UNUSABLE:
        return _no_usable_answer(request)


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the browser back from there; allauth asks the provider for its addresses once more."""
    try:
        return openid_connect.callback(request, provider_id)
    except UNUSABLE:
        return _no_usable_answer(request)


def _no_usable_answer(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/authentication_error.html", status=502)
