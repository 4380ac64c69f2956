from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.addresses import absolute
from interventions.compare import MOST_CASES, compare
from interventions.models import InterventionType, Outcome


@require_safe
def intervention_type(request: HttpRequest, slug: str) -> HttpResponse:
    """The landing page of a kind of intervention."""
    term = get_object_or_404(InterventionType, slug=slug)
    others = InterventionType.objects.exclude(pk=term.pk)
    return render(
        request, "interventions/term_page.html", {"term": term, "kind": "type", "others": others}
    )


@require_safe
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """The landing page of an outcome."""
    term = get_object_or_404(Outcome, slug=slug)
    others = Outcome.objects.exclude(pk=term.pk)
    return render(
        request, "interventions/term_page.html", {"term": term, "kind": "outcome", "others": others}
    )


@require_safe
def case_compare(request: HttpRequest) -> HttpResponse:
    """Two to four cases side by side; fewer, more or unknown ones get a page that says so."""
    given = list(dict.fromkeys(request.GET.getlist("case")))
    ids = [int(value) for value in given if value.isascii() and value.isdigit() and len(value) < 19]
    problems = []
    if len(ids) > MOST_CASES:
        problems.append(
            _("You can compare %(count)d cases at a time; these are the first ones you chose.")
            % {"count": MOST_CASES}
        )
    comparison = compare(ids[:MOST_CASES])
    if len(comparison.cards) < len(given[:MOST_CASES]):
        problems.append(_("Not all of the cases in this address exist or are public."))
    chosen = urlencode([("case", card.id) for card in comparison.cards])
    return render(
        request,
        "interventions/compare.html",
        {
            "cards": comparison.cards,
            "groups": comparison.groups,
            "problems": problems,
            "address": absolute(f"{request.path}?{chosen}"),
        },
    )
