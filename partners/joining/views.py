"""Asking to join, for visitors: the form, the confirmation, and an answer to a question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.robots import response_with
from partners.joining import links, services
from partners.joining.forms import AnswerForm, JoinForm
from partners.joining.models import JoinRequest

State = JoinRequest.State


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask to join. The answer is the same whoever has an account, or asked before."""
    form = JoinForm(request)
    if form.is_bound and form.is_valid():
        services.ask_to_join(form.instance)
        return redirect("join_asked")
    return response_with(request, "partners/joining/join.html", form)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that a letter is on its way."""
    return render(request, "partners/joining/asked.html")


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, signed: str) -> HttpResponse:
    """Confirm the address, by a button: programs that look into mail open every link."""
    found = links.read("confirm_join", signed)
    if found is None:
        return _no_such_link(request)
    if request.method == "POST":
        services.confirm(found)
        return redirect(request.path)
    return render(request, "partners/joining/confirm.html", {"asked": found})


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, signed: str) -> HttpResponse:
    """Answer the question of a moderator."""
    found = links.read("answer_join", signed)
    if found is None:
        return _no_such_link(request)
    if found.state != State.ASKED:
        return render(request, "partners/joining/confirm.html", {"asked": found})
    form = AnswerForm(request, instance=found)
    if form.is_bound and form.is_valid():
        services.answer(found, form.cleaned_data["answer"])
        return redirect(request.path)
    return response_with(request, "partners/joining/answer.html", form, asked=found)


def _no_such_link(request: HttpRequest) -> HttpResponse:
    return render(request, "core/errors/old_link.html", {"status": 404}, status=404)
