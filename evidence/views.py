from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.addresses import absolute
from evidence.addresses import evidence_url
from evidence.forms import PlanForm
from evidence.gap_map import gap_map
from evidence.query import EvidenceQuery
from evidence.results import answer
from evidence.structured_data import describe_findings


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """The findings of all evaluations, filtered, and what they say together."""
    results = answer(EvidenceQuery.parse(request.GET))
    return render(
        request,
        "evidence/evidence.html",
        {
            "results": results,
            "query": results.query,
            "address": absolute(evidence_url(results.query)),
            # Of all findings: a question is no data set.
            "structured_data": describe_findings() if results.query.is_empty else None,
        },
    )


@require_safe
def evidence_map(request: HttpRequest) -> HttpResponse:
    """What has been studied, and what nobody knows yet."""
    return render(request, "evidence/gap_map.html", {"map": gap_map()})


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """What an evaluation can find that is planned, and what it would need to find less."""
    # An outcome alone is where one begins: an empty place of the map leads here with it.
    begun = set(request.GET) <= {"outcome"}
    form = PlanForm(initial=request.GET.dict()) if begun else PlanForm(request.GET)
    return render(
        request,
        "evidence/planner.html",
        {"form": form, "is_valid": form.is_bound and form.is_valid()},
    )
