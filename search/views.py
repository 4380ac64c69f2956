from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.misses import count_miss
from search.query import CaseQuery, RefusedQuery
from search.results import find_cases
from search.situation import SituationForm, like_cases
from search.suggest import complete


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The list of cases: a search, with facets. htmx swaps its results; without it the page loads anew."""
    try:
        query = CaseQuery.parse(request.GET)
    except RefusedQuery as refusal:
        return render(request, "core/errors/400.html", {"reason": str(refusal)}, status=400)
    results = find_cases(query)
    # The database may find nothing where the cluster would, while that is away.
    if not results.total and not results.notice:
        count_miss(request, query)
    return render(request, "search/case_list.html", {"query": query, "results": results})


@require_safe
def case_suggest(request: HttpRequest) -> HttpResponse:
    """Completions of the search box, as JSON."""
    completions = complete(request.GET.get("q", ""))
    return JsonResponse(
        {
            "suggestions": [
                {"label": row.label, "kind": row.kind, "kindLabel": row.kind_label, "url": row.url}
                for row in completions
            ]
        }
    )


@require_safe
def does_it_work_here(request: HttpRequest) -> HttpResponse:
    """The cases that are most like the reader's own situation, with the reasons."""
    form = SituationForm(request.GET) if request.GET else SituationForm()
    found = like_cases(form) if form.is_bound and form.is_valid() else None
    return render(request, "search/like_cases.html", {"form": form, "found": found})
