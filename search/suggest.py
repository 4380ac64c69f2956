"""What the search box offers while somebody types."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from interventions.models import CaseStudyPage
from search import snapshot
from search.engines import get_engine
from search.query import CaseQuery
from search.results import list_url, name_of
from search.text import fold

MOST_CASES = 5
MOST_LABELS = 4
SHORTEST = 2
LONGEST = 80


@dataclass(frozen=True)
class Completion:
    label: str
    kind: str
    kind_label: str
    url: str


def complete(text: str) -> list[Completion]:
    """Return types, places and partners whose name begins like ``text``, then cases.

    Parameters
    ----------
    text : what is typed so far; nothing is offered below two characters
    """
    text = " ".join(text.replace("\0", "").split())[:LONGEST]
    if len(text) < SHORTEST:
        return []
    return [*islice(_labels(text), MOST_LABELS), *_cases(text)]


def _labels(text: str) -> Iterator[Completion]:
    records = snapshot.current()
    beginning = fold(text)
    kinds = {
        "type": _("Kind of intervention"),
        "municipality": _("Municipality"),
        "partner": _("Partner"),
        "outcome": _("Outcome"),
    }
    for facet, kind_label in kinds.items():
        for label in snapshot.labels().ordered[facet]:
            name = name_of(label)
            in_use = records.values.get(facet, {}).get(label.key, 0) & records.visible
            if in_use and any(part.startswith(beginning) for part in _endings(fold(name))):
                url = list_url(CaseQuery(filters={facet: (label.slug,)}))
                yield Completion(name, facet, kind_label, url)


def _endings(name: str) -> Iterator[str]:
    """Yield the name from each of its words on: "haag" finds "den haag"."""
    parts = name.split()
    for index in range(len(parts)):
        yield " ".join(parts[index:])


def _cases(text: str) -> list[Completion]:
    ids = get_engine().complete(text, MOST_CASES)
    pages = {page.pk: page for page in CaseStudyPage.objects.live().public().filter(pk__in=ids).only(
        "pk", "title", "url_path", "live", "slug"
    )}  # fmt: skip
    return [
        Completion(pages[pk].title, "case", _("Case study"), pages[pk].get_url())
        for pk in ids
        if pk in pages
    ]
