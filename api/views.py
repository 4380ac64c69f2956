"""The page about the API, for people."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from api.paging import LARGEST_LIMIT
from api.version import BASE
from core.addresses import absolute

WORKED_EXAMPLES = Path(__file__).with_name("worked_examples")
#: What the examples have in the place of the site's own address.
ANY_SITE = f"https://schoolmix.example{BASE}"

ADDRESSES = (
    ("/cases", _("What partners tried, found by words, kind, sector, place and more.")),
    (
        "/evaluations",
        _("Studies of it, with their authors and sources; each one with its findings."),
    ),
    ("/findings", _("What was measured, with effect sizes, standard errors and intervals.")),
    ("/pool", _("What findings say together, or why nothing can be said.")),
    ("/types", _("Kinds of intervention.")),
    ("/outcomes", _("Outcomes: what interventions want to change.")),
    ("/partners", _("Members of the coalition.")),
    ("/openapi.json", _("What each address takes and tells, for programs (OpenAPI 3.1).")),
)


@dataclass(frozen=True)
class WorkedExample:
    """A program that asks the API something; ``language`` is "python" or "r"."""

    title: Promise
    file: str

    @property
    def language(self) -> str:
        return {".py": "python", ".R": "r"}[Path(self.file).suffix]

    @property
    def code(self) -> str:
        text = (WORKED_EXAMPLES / self.file).read_text(encoding="utf-8")
        return text.replace(ANY_SITE, absolute(BASE))


EXAMPLES = (
    WorkedExample(_("Python: all findings on one outcome"), "findings.py"),
    WorkedExample(_("Python: what findings say together"), "pool.py"),
    WorkedExample(_("Python: friendship schools in primary education"), "cases.py"),
    WorkedExample(_("R: the same findings, pooled with metafor"), "findings.R"),
)


@require_safe
def about_the_api(request: HttpRequest) -> HttpResponse:
    """What the API is, with worked examples."""
    context = {
        "base": absolute(BASE),
        "addresses": [(absolute(BASE + path), path, text) for path, text in ADDRESSES],
        "examples": EXAMPLES,
        "largest_limit": LARGEST_LIMIT,
        "per_minute": settings.API_REQUESTS_PER_MINUTE,
        "contact": settings.API_CONTACT_EMAIL,
    }
    return render(request, "api/about_the_api.html", context)
