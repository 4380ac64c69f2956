"""How often one address may ask the API: so many requests in each minute of the clock.

Ninja's throttles keep what they count on an object that all threads share, and see only addresses
that exist.
"""

from django.conf import settings
from django.http import HttpRequest

from core import rates

MINUTE = 60


def seconds_to_wait(request: HttpRequest) -> int:
    """Count a request; return after how many seconds the visitor may ask again, 0 for at once."""
    most = settings.API_REQUESTS_PER_MINUTE
    return rates.seconds_to_wait(request, "api", most, MINUTE) if most else 0
