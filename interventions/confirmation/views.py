"""“Does this still run?”, answered by the link in a reminder."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interventions.confirmation import links, services
from interventions.confirmation.services import Answer
from interventions.guided.steps import STEPS


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, signed: str) -> HttpResponse:
    """Ask, with a button for each answer: programs that look into mail open every link.

    Raises
    ------
    BadRequest : what was sent is none of the answers
    """
    asked = links.read(signed)
    if asked is None:
        return render(request, "core/errors/old_link.html", {"status": 404}, status=404)
    if request.method == "POST":
        return _answer(request, asked)
    return _page(request, asked)


def _answer(request: HttpRequest, asked: links.Asked) -> HttpResponse:
    try:
        answer = Answer(request.POST.get("answer", ""))
    except ValueError as unknown:
        raise BadRequest("This is no answer.") from unknown
    try:
        services.give(asked, answer)
    except services.DraftInTheWay:
        return _page(request, asked, draft_in_the_way=True)
    if answer == Answer.CHANGED:
        return redirect("guided_step", asked.case.pk, STEPS[0].slug)
    return redirect(request.path)


def _page(request: HttpRequest, asked: links.Asked, **context: object) -> HttpResponse:
    earlier = services.answer_of(asked)
    return render(
        request,
        "interventions/confirmation/confirm.html",
        {
            "case": asked.case,
            "asked": asked,
            "answers": Answer,
            "earlier": earlier,
            "first_step": STEPS[0].slug,
            **context,
        },
    )
