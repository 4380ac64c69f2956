"""Which words of a text match a question, whatever engine found it.

The result is text in pieces, never markup: the template escapes each piece and marks the matches.
"""

from collections.abc import Iterable, Sequence

from core.prose import running_text
from interventions.cards import Segment
from search.phrases import Phrase
from search.text import PREFIX_FROM, WORD, fold

EXCERPT_LENGTH = 240
#: How much of an excerpt stands before its first match.
LEAD = 80


def highlight(text: str, phrases: Sequence[Phrase]) -> list[Segment]:
    """Return the text in pieces, those that match marked."""
    segments: list[Segment] = []
    end = 0
    for start, stop in _matches(text, phrases):
        if start > end:
            segments.append(Segment(text[end:start]))
        segments.append(Segment(text[start:stop], match=True))
        end = stop
    if end < len(text):
        segments.append(Segment(text[end:]))
    return segments


def excerpt(texts: Iterable[str], phrases: Sequence[Phrase]) -> list[Segment]:
    """Return a highlighted piece of the first text that matches, else the beginning of the first.

    Parameters
    ----------
    texts : the summary first, then the rest of a case
    """
    first = ""
    for text in map(running_text, filter(None, texts)):
        first = first or text
        if found := first_match([text], phrases):
            return found
    return [Segment(_cut(first, 0))] if first else []


def first_match(texts: Iterable[str], phrases: Sequence[Phrase]) -> list[Segment]:
    """Return a highlighted piece of the first text that matches, if any."""
    for text in map(running_text, texts):
        if matches := _matches(text, phrases):
            return highlight(_cut(text, matches[0][0]), phrases)
    return []


def marked(text: str, start: str, end: str) -> list[Segment]:
    """Return a text in pieces, given marks of one character around what matches in it."""
    segments = []
    for piece in text.split(start):
        match, found, rest = piece.rpartition(end)
        segments += [Segment(match, match=True)] if found else []
        segments += [Segment(rest)] if rest else []
    return segments


def _cut(text: str, position: int) -> str:
    """Return some whole words of the text around a position, with an ellipsis where it goes on."""
    if len(text) <= EXCERPT_LENGTH:
        return text
    start = 0 if position <= LEAD else text.rfind(" ", 0, position - LEAD) + 1
    piece = text[start : start + EXCERPT_LENGTH]
    if start + EXCERPT_LENGTH < len(text):
        piece = piece.rsplit(" ", 1)[0] + " …"
    return ("… " if start else "") + piece


def _matches(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    tokens = [(fold(found.group()), found.start(), found.end()) for found in WORD.finditer(text)]
    terms = {term for phrase in phrases for term in phrase.alternatives}
    singles = {word for phrase in phrases for word in phrase.apart}
    singles |= {term[0] for term in terms if len(term) == 1}
    beginnings = tuple(word for word in singles if len(word) >= PREFIX_FROM)
    spans = {
        (start, end)
        for word, start, end in tokens
        if word in singles or word.startswith(beginnings)
    }
    for term in terms:
        size = len(term)
        if size > 1:
            for index in range(len(tokens) - size + 1):
                window = tokens[index : index + size]
                if tuple(word for word, *_ in window) == term:
                    spans.add((window[0][1], window[-1][2]))
    return _without_overlap(sorted(spans))


def _without_overlap(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
