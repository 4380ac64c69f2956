"""Following a question by mail, for visitors; every letter has a link that stops it."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core import signed_links
from core.robots import response_with
from search.following import services
from search.following.forms import FollowForm
from search.following.models import LONGEST_QUESTION, Follower
from search.query import CaseQuery, RefusedQuery
from search.results import find_cases, list_url, words_of

#: A letter lies unread for a while; the link that stops works for ever.
TERM = services.KEEP_UNCONFIRMED


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for an address to write to; the question stands in the address, as that of the list does."""
    query = _question(request)
    form = FollowForm(request)
    if form.is_bound and form.is_valid():
        services.follow(query, form.cleaned_data["email"], get_language())
        return redirect("follow_asked")
    context = {"question": words_of(query), "url": list_url(query)}
    return response_with(request, "search/following/follow.html", form, **context)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that a letter is on its way."""
    return render(request, "search/following/asked.html")


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, signed: str) -> HttpResponse:
    """Confirm, by a button: programs that look into mail open every link."""
    follower = _follower(signed_links.read(services.CONFIRM, signed, TERM))
    if follower is None:
        return _no_such_link(request)
    if request.method == "POST":
        services.confirm(follower)
        return redirect(request.path)
    return _show(request, "search/following/confirm.html", follower)


@csrf_exempt  # A mail program sends it for the reader, without a page (RFC 8058).
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, signed: str) -> HttpResponse:
    """Stop, by a button on a page or in a mail program."""
    follower = _follower(signed_links.read(services.STOP, signed))
    if request.method == "POST" and follower is not None:
        follower.delete()
        follower = None
    if follower is None:
        return render(request, "search/following/stopped.html")
    return _show(request, "search/following/stop.html", follower)


def _question(request: HttpRequest) -> CaseQuery:
    """Return what is to be followed.

    Raises
    ------
    BadRequest : it names something that does not exist, or is too long to keep
    """
    try:
        query = CaseQuery.parse(request.GET).as_question()
    except RefusedQuery as refusal:
        raise BadRequest(str(refusal)) from refusal
    if find_cases(query).problems or len(query.urlencode()) > LONGEST_QUESTION:
        raise BadRequest("This can't be followed.")
    return query


def _follower(about: list[Any] | None) -> Follower | None:
    return Follower.objects.filter(public_id=about[0]).first() if about else None


def _show(request: HttpRequest, template: str, follower: Follower) -> HttpResponse:
    query = CaseQuery.parse_question(follower.question)
    context = {"follower": follower, "question": words_of(query), "url": list_url(query)}
    return render(request, template, context)


def _no_such_link(request: HttpRequest) -> HttpResponse:
    return render(request, "core/errors/old_link.html", {"status": 404}, status=404)
