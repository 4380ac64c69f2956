"""A search text as what it asks for: words, quoted words, and the synonyms that editors keep."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.text import STOP_WORDS, words

MOST_WORDS = 12
LONGEST_WORD = 60
#: In one question: each costs every engine as much as a word that is typed.
MOST_SYNONYMS = 24

#: A word, or words beside each other.
Term = tuple[str, ...]
#: For each term the others that say the same.
Synonyms = Mapping[Term, Sequence[Term]]

_PIECES = re.compile(r'"([^"]*)"|([^"\s]+)|"')


@dataclass(frozen=True)
class Phrase:
    """One thing that is asked for: a word, which may be the beginning of another, or words together.

    Any of ``synonyms`` will do as well. So will the words ``apart``, all of them, wherever each
    stands: a term of several words that is typed without quotes.
    """

    words: Term
    synonyms: tuple[Term, ...] = ()
    apart: Term = ()

    @property
    def alternatives(self) -> tuple[Term, ...]:
        """The words and their synonyms."""
        return (self.words, *self.synonyms)


def phrases_in(text: str, synonyms: Synonyms) -> tuple[Phrase, ...]:
    """Return what a text asks for: quoted words as they are, others with what says the same.

    Very common words are left out, except between quotes and in a term that has synonyms.

    Parameters
    ----------
    text : as a visitor types it
    synonyms : folded terms, each with the others of its group
    """
    longest = max(map(len, synonyms), default=1)
    found: list[Phrase] = []
    for is_quoted, run in _runs(text):
        if not is_quoted:
            found += _read(run, synonyms, longest)
        elif len(run) > 1:
            found.append(Phrase(run))
        else:
            found += [Phrase((word,)) for word in run if word not in STOP_WORDS]
    return _bounded(tuple(dict.fromkeys(found))[:MOST_WORDS])


def _runs(text: str) -> Iterator[tuple[bool, Term]]:
    """Yield the words between quotes, and those between one quoted piece and the next."""
    loose: list[str] = []
    for quoted, single in _PIECES.findall(text):
        parts = [word[:LONGEST_WORD] for word in words(quoted or single)]
        if quoted:
            yield False, tuple(loose)
            loose = []
            yield True, tuple(parts)
        else:
            loose += parts
    yield False, tuple(loose)


def _read(run: Term, synonyms: Synonyms, longest: int) -> Iterator[Phrase]:
    """Yield the terms of a run of words; of two that begin at one word the longer."""
    start = 0
    while start < len(run):
        ends = range(min(len(run), start + longest), start, -1)
        end = next((end for end in ends if run[start:end] in synonyms), start + 1)
        term = run[start:end]
        apart = tuple(word for word in term if word not in STOP_WORDS)
        if term in synonyms:
            yield Phrase(term, tuple(synonyms[term]), apart if len(term) > 1 else ())
        elif apart:
            yield Phrase(term)
        start = end


def _bounded(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Leave out the synonyms of the last words, where there are too many."""
    left = MOST_SYNONYMS
    bounded = []
    for phrase in phrases:
        bounded.append(Phrase(phrase.words, phrase.synonyms[:left], phrase.apart))
        left = max(0, left - len(phrase.synonyms))
    return tuple(bounded)
