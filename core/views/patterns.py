from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def patterns(request: HttpRequest) -> HttpResponse:
    """Show each component of the interface once, for who designs or tests it."""
    return render(request, "core/patterns.html")
