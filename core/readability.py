"""How easily a Dutch text reads: a score, long sentences, and words for which there is a plainer one.

It is advice. A formula counts words and syllables; it knows nothing of what is said, in which
order, or to whom, and a text can score well and say nothing. Syllables are counted by rules, which
go wrong on some borrowed words (*team*, *museum*); over a hundred words that hardly shows.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: The formula was made for samples of a hundred words; of less, a score says little.
LEAST_WORDS = 100
#: More words than this, and a reader has to hold too much at once.
MOST_WORDS_IN_A_SENTENCE = 20
#: Where the bands of Douma's norm begin, from hardest to easiest.
BANDS = (0, 30, 45, 60, 70, 80, 90)

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
#: What ends a sentence: a mark with space behind it, or the end of a line, as of an item of a list.
END_OF_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+")
ABBREVIATION = re.compile(
    r"\b(?:[a-z]|bijv|bv|ca|dhr|mevr|drs|dr|ir|mr|nr|blz|incl|excl|resp|evt|max|min)\.$",
    re.IGNORECASE,
)
#: The vowels of one syllable, the longest first; a diaeresis begins a syllable of its own.
SYLLABLE = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au|[aeiouyäëïöüáéíóúàèìòùâêîôû]"
)


@dataclass(frozen=True)
class Readability:
    """What can be said of how a text reads.

    ``score`` is None for a text of fewer words than :data:`LEAST_WORDS`; ``band`` counts from 0,
    very hard, to 6, very easy.
    """

    score: float | None
    band: int | None
    long_sentences: Sequence[str]
    hard_words: Sequence[tuple[str, str]]


def readability(text: str, plainer: Mapping[str, str]) -> Readability:
    """Return what can be said of how a Dutch text reads.

    Parameters
    ----------
    text : plain text; each line ends a sentence
    plainer : by hard word or phrase, what one could say in its place
    """
    found = sentences(text)
    number = len(words(text))
    score = None
    if number >= LEAST_WORDS:
        all_syllables = sum(map(syllables, words(text)))
        score = flesch_douma(100 * all_syllables / number, number / len(found))
    return Readability(
        score=score,
        band=None if score is None else band(score),
        long_sentences=[each for each in found if len(words(each)) > MOST_WORDS_IN_A_SENTENCE],
        hard_words=hard_words(text, plainer),
    )


def flesch_douma(syllables_per_100_words: float, words_per_sentence: float) -> float:
    """Return the reading ease of a Dutch text, mostly between 0 (very hard) and 100 (very easy).

    Douma, W. H. (1960), De leesbaarheid van landbouwbladen, Bulletin 17, Afdeling Sociologie en
    Sociografie, Landbouwhogeschool Wageningen: 206.84 - 0.77 wl - 0.93 zl, after Flesch (1948).
    """
    return 206.84 - 0.77 * syllables_per_100_words - 0.93 * words_per_sentence


def band(score: float) -> int:
    """Return in which band of Douma's norm a score is, from 0 (very hard) to 6 (very easy).

    The norm as Onze Taal 46 (1977) gives it: from 30 hard, from 45 rather hard, from 60 normal,
    from 70 rather easy, from 80 easy, from 90 very easy.
    """
    return max(sum(score >= begin for begin in BANDS) - 1, 0)


def words(text: str) -> list[str]:
    """Return the words of a text; a number is none, and a hyphen or an apostrophe stays inside one."""
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text that have a word in them."""
    ends = [0, *(match.end() for match in END_OF_SENTENCE.finditer(text)), len(text)]
    found: list[str] = []
    for begin, end in pairwise(ends):
        part = text[begin:end]
        if found and ABBREVIATION.search(found[-1].rstrip(" ")):
            found[-1] += part
        else:
            found.append(part)
    return [sentence.strip() for sentence in found if words(sentence)]


def syllables(word: str) -> int:
    """Return the number of syllables of a Dutch word, by its vowels; at least one."""
    return max(len(SYLLABLE.findall(word.lower().replace("qu", "q"))), 1)


def hard_words(text: str, plainer: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the words and phrases of a list that are in a text, each once, with what is plainer.

    They are found whole, whatever their capitals, in the order of the text; of two that overlap the
    longer one.
    """
    known = {word.lower(): suggestion for word, suggestion in plainer.items()}
    if not known:
        return []
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE
    )
    found = dict.fromkeys(match.lower() for match in pattern.findall(" ".join(text.split())))
    return [(word, known[word]) for word in found]
