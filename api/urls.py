"""The addresses of the API: the same in every language."""

from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from api.documentation import openapi_json
from api.operations import api
from api.problems import not_found
from api.version import BASE

_base = BASE.removeprefix("/")

urlpatterns = [
    path(f"{_base}/openapi.json", openapi_json, name="openapi"),
    path(f"{_base}/", api.urls),
    # Whatever else is asked for: nothing below adds a slash to it or looks for a page.
    re_path(rf"^{_base}(/.*)?$", csrf_exempt(not_found)),
]
