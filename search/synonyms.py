"""The synonyms that editors keep, as a search text is read with them."""

from search.models import SynonymGroup
from search.phrases import Synonyms, Term
from search.remembered import Remembered
from search.text import words


def _read() -> Synonyms:
    table: dict[Term, list[Term]] = {}
    for group in SynonymGroup.objects.all():
        terms = [tuple(words(line)) for line in group.lines]
        for term in terms:
            table[term] = [other for other in terms if other != term]
    return table


#: For each term those that say the same.
synonyms = Remembered(_read)
