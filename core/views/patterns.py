from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Show each component of the interface once, for who designs or tests it."""
    return render(request, "core/patterns.html")
