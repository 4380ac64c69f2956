"""How often one address may do something, counted in each process (decision 0082)."""

import time

from django.core.cache import caches
from django.http import HttpRequest

from core.sign_in import address_of_visitor

CACHE = "request-counts"


def seconds_to_wait(request: HttpRequest, what: str, most: int, period: int) -> int:
    """Count a request; return after how many seconds the visitor may ask again, 0 for at once.

    Parameters
    ----------
    what : names what is counted
    most : how often within a period
    period : in seconds, from one whole number of them on the clock to the next
    """
    window, passed = divmod(int(time.time()), period)
    key = f"{what}:{address_of_visitor(request)}:{window}"
    counts = caches[CACHE]
    # Two steps, each of which is one for all threads: none is counted twice or lost.
    count = 1 if counts.add(key, 1, period) else counts.incr(key)
    return period - passed if count > most else 0
