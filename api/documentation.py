"""The description of the API for programs: OpenAPI 3.1, with the values to choose from as they are now."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from api.operations import PARAMETERS, api
from api.problems import CONTENT_TYPE, Fault, refused
from api.sample_records import examples
from api.version import BASE, VERSION
from core.addresses import absolute
from search.remembered import Remembered

DESCRIPTION = (
    "Case studies against segregation in Dutch schools, with what evaluations of them found."
    " Open data, to read only. Lists come in parts: follow `next`. The values that parameters take"
    " are listed here as they are now; more may be added."
)
VERSION_HEADER = {
    "API-Version": {
        "description": "Version of the API.",
        "schema": {"type": "string", "examples": [VERSION]},
    }
}
PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "One for each parameter that is not right.",
            "items": {
                "type": "object",
                "required": ["in", "name", "detail"],
                "properties": {
                    "in": {"type": "string", "enum": ["query"]},
                    "name": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
    "examples": [
        {
            "type": "about:blank",
            "title": "Bad Request",
            "status": 400,
            "detail": "Not right in this request: limit.",
            "errors": [{"in": "query", "name": "limit", "detail": "A whole number from 1 to 100."}],
        }
    ],
}
#: What may be answered in place of a record: by name, with the status.
PROBLEMS = {
    "BadRequest": HTTPStatus.BAD_REQUEST,
    "NotFound": HTTPStatus.NOT_FOUND,
    "TooManyRequests": HTTPStatus.TOO_MANY_REQUESTS,
}


@csrf_exempt
@require_GET
def openapi_json(request: HttpRequest) -> JsonResponse:
    """Answer with the description of the API."""
    if request.GET:
        return refused([Fault(name, "There is no such parameter here.") for name in request.GET])
    return JsonResponse(_document.current())


def document() -> dict[str, Any]:
    """Return the description: Ninja's, with what the Dutch API Design Rules ask for beside it."""
    with override("en"):
        made: dict[str, Any] = api.get_openapi_schema(path_prefix="")
        made["info"] = {
            "title": f"{settings.SITE_NAME} API",
            "version": VERSION,
            "description": DESCRIPTION,
            "contact": {
                "name": settings.SITE_NAME,
                "url": absolute("/en/api/"),
                **({"email": settings.API_CONTACT_EMAIL} if settings.API_CONTACT_EMAIL else {}),
            },
        }
        made["servers"] = [{"url": absolute(BASE)}]
        made["externalDocs"] = {"url": absolute("/en/api/"), "description": "Worked examples."}
        for path, operations in made["paths"].items():
            _complete(operations["get"], is_item="{" in path)
        _add_components(made["components"])
        return made


def _complete(operation: dict[str, Any], *, is_item: bool) -> None:
    operation["parameters"] += [
        parameter.described() for parameter in PARAMETERS[operation["operationId"]]
    ]
    answers = operation["responses"]
    answers[200]["headers"] = VERSION_HEADER
    for name, status in PROBLEMS.items():
        if is_item or status != HTTPStatus.NOT_FOUND:
            answers[status.value] = {"$ref": f"#/components/responses/{name}"}


def _add_components(components: dict[str, Any]) -> None:
    for example in examples():
        components["schemas"][type(example).__name__]["examples"] = [
            example.model_dump(mode="json", by_alias=True)
        ]
    components["schemas"]["Problem"] = PROBLEM
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    components["responses"] = {
        name: {"description": status.phrase, "headers": VERSION_HEADER, "content": content}
        for name, status in PROBLEMS.items()
    }
    components["responses"]["TooManyRequests"]["headers"] = {
        **VERSION_HEADER,
        "Retry-After": {
            "description": "Seconds after which to ask again.",
            "schema": {"type": "integer"},
        },
    }


_document = Remembered(document)
