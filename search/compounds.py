"""Dutch compounds: which words "vriendschapsschool" is made of.

The parts come from ``data/word_parts.txt`` (see ``scripts/word_parts.py``), from the vocabulary of
the site and from the titles of its cases: what editors write about may be new to any word list.
"""

from collections.abc import Iterable, Set
from functools import cache, lru_cache
from pathlib import Path

from interventions.models import CaseStudyPage
from search import snapshot
from search.text import STOP_WORDS, WORD, fold

WORD_PARTS = Path(__file__).parent / "data" / "word_parts.txt"
#: Shorter parts stand by chance in too many words ("een" in "gemeente").
SHORTEST = 4
LONGEST = 20
#: What may stand between two parts: vriendschap-s-school, leerling-en-raad.
LINKS = ("", "s", "en", "e")
_VOCABULARY = ("type", "outcome", "sector", "target")


def parts_of(word: str, parts: Set[str]) -> tuple[str, ...]:
    """Return the fewest parts that make up a whole word, or nothing where there are none.

    Parameters
    ----------
    word : folded, as :func:`search.text.words` gives it
    parts : folded words that can be part of another
    """
    found = _split(word, parts)
    return found if len(found) > 1 else ()


def known_parts() -> frozenset[str]:
    """Return the words of which compounds are made, those of the vocabulary as it is now included."""
    labels = snapshot.labels().ordered
    return _with_vocabulary(
        tuple(label.names["nl"].lower() for facet in _VOCABULARY for label in labels[facet])
    )


def parts_in_content() -> frozenset[str]:
    """Return the known parts and those that only titles have, which takes a look at all cases."""
    titles = CaseStudyPage.objects.live().order_by().values_list("title", flat=True)
    return _with_words_of(titles, known_parts())


@lru_cache(maxsize=1)
def _with_vocabulary(names: tuple[str, ...]) -> frozenset[str]:
    return _with_words_of(names, listed_parts())


def _with_words_of(texts: Iterable[str], parts: Set[str]) -> frozenset[str]:
    """Return the parts, and words of texts that are not made of them, nor of shorter such words.

    A word with a capital may be a name, which is no part: "Best" is not in "bestuur".
    """
    found = {fold(word) for text in texts for word in WORD.findall(text) if word.islower()}
    more = set(parts)
    for word in sorted(found - STOP_WORDS, key=lambda word: (len(word), word)):
        if word.isalpha() and SHORTEST <= len(word) <= LONGEST and not parts_of(word, more):
            more.add(word)
    return frozenset(more)


@cache
def listed_parts() -> frozenset[str]:
    """Return the parts that the word list gives."""
    lines = WORD_PARTS.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _split(word: str, parts: Set[str]) -> tuple[str, ...]:
    """Return the fewest parts; of two ways with as many, the one with the longer first part.

    From the last letter to the first, so that each end of the word is split once: a word can be
    made that splits in millions of ways.
    """
    split: dict[int, tuple[str, ...]] = {}
    for start in range(len(word) - SHORTEST, -1, -1):
        best: tuple[str, ...] = (word[start:],) if word[start:] in parts else ()
        for end in range(min(len(word) - SHORTEST, start + LONGEST), start + SHORTEST - 1, -1):
            if word[start:end] not in parts:
                continue
            for link in LINKS:
                tail = split.get(end + len(link)) if word.startswith(link, end) else None
                if tail and (not best or 1 + len(tail) < len(best)):
                    best = (word[start:end], *tail)
        split[start] = best
    return split.get(0, ())
