from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page needs: the site's name and the same page in the other languages.

    Asks the database nothing: it runs on error pages too.
    """
    path = request.get_full_path()
    return {
        "site_name": settings.SITE_NAME,
        "canonical_url": f"{settings.BASE_URL}{request.path}",
        "content_is_foreign": get_language() != settings.LANGUAGE_CODE,
        "languages": [
            {"code": code, "name": name, "url": translate_url(path, code)}
            for code, name in [("nl", "Nederlands"), ("en", "English")]
        ],
    }
