"""The cases that editors put first for a search text."""

from collections import defaultdict
from collections.abc import Mapping

from search.models import Pin
from search.remembered import Remembered


def _read() -> Mapping[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for key, case in Pin.objects.order_by("search__key", "sort_order", "pk").values_list(
        "search__key", "case_id"
    ):
        found[key] += (case,)
    return found


#: For each search text, as :func:`search.text.key` writes it, the page ids in order.
pins = Remembered(_read)
