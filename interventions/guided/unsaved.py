"""What somebody typed who was signed out meanwhile, kept in the session until they sign in again.

Signing in keeps what is in the session of a visitor (``django.contrib.auth.login``).
"""

from django.http import HttpRequest, QueryDict

from core import rates

KEY = "guided_unsaved"
#: More than a step with every field full; anybody can send this.
MOST_CHARACTERS = 60_000
HOUR = 60 * 60
MOST_IN_AN_HOUR = 30


def keep(request: HttpRequest) -> None:
    """Keep what was sent to this address; a file is not kept."""
    typed = request.POST.urlencode()
    if len(typed) > MOST_CHARACTERS:
        return
    if not rates.seconds_to_wait(request, "guided-unsaved", MOST_IN_AN_HOUR, HOUR):
        request.session[KEY] = {"path": request.path, "typed": typed}


def take(request: HttpRequest) -> QueryDict | None:
    """Return what was typed at this address before signing in, once."""
    if request.session.get(KEY, {}).get("path") != request.path:
        return None
    return QueryDict(request.session.pop(KEY)["typed"])
