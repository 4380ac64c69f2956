from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from core.addresses import LANGUAGES, absolute


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page needs: the site's name and the same page in the other languages.

    Asks the database nothing: it runs on error pages too.
    """
    asked = request.get_full_path()
    return {
        "site_name": settings.SITE_NAME,
        "canonical_url": absolute(request.path),
        "content_is_foreign": get_language() != settings.LANGUAGE_CODE,
        "languages": [
            {
                "code": language.code,
                "name": language.name,
                "territory": language.territory,
                # For the visitor, who keeps what was asked; and for other sites.
                "url": translate_url(asked, language.code),
                "absolute_url": absolute(translate_url(request.path, language.code)),
            }
            for language in LANGUAGES
        ],
    }
