"""How often one address may ask: so many requests in each minute of the clock.

Counted in a cache of its own (decision 0082). Ninja's throttles keep what they count on an object
that all threads share, and see only addresses that exist.
"""

import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from core.sign_in import address_of_visitor

MINUTE = 60
CACHE = "request-counts"


def seconds_to_wait(request: HttpRequest) -> int:
    """Count a request; return after how many seconds the visitor may ask again, 0 for at once."""
    most = settings.API_REQUESTS_PER_MINUTE
    if not most:
        return 0
    minute, second = divmod(int(time.time()), MINUTE)
    key = f"{address_of_visitor(request)}:{minute}"
    counts = caches[CACHE]
    # Two steps, each of which is one for all threads: none is counted twice or lost.
    count = 1 if counts.add(key, 1, MINUTE) else counts.incr(key)
    return MINUTE - second if count > most else 0
