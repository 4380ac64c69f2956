"""How Elasticsearch reads Dutch and English.

Only components that do what Lucene does under the same name: the tests run them on a server that
lacks the rest, and hold each to the documentation of Elasticsearch.
"""

from collections.abc import Iterable
from typing import Any

from search.compounds import LONGEST, SHORTEST
from search.text import STOP_WORDS

#: Case and accents make no difference, as in :func:`search.text.fold`.
_FOLD = ["lowercase", "asciifolding"]
_STEM = ["dutch_stem", "undouble", "final_v", "final_z"]


def analysis(word_parts: Iterable[str]) -> dict[str, Any]:
    """Return the analyzers of an index of cases.

    ``dutch`` finds a word by its stem; ``dutch_parts`` also finds it in compounds; ``folded`` keeps
    words as they are written, for autocomplete and suggestions.

    Parameters
    ----------
    word_parts : folded words that compounds are made of
    """
    return {
        "filter": {
            "stop_words": {"type": "stop", "stopwords": sorted(STOP_WORDS)},
            "dutch_stem": {"type": "stemmer", "language": "dutch"},
            # What the stemmer leaves as it is written: klass(en) is klas, briev(en) brief, huiz(en) huis.
            "undouble": _replace(r"([bdfgklmnprst])\1$", "$1"),
            "final_v": _replace("v$", "f"),
            "final_z": _replace("z$", "s"),
            "english_stem": {"type": "stemmer", "language": "english"},
            "compound": {
                "type": "dictionary_decompounder",
                "word_list": sorted(word_parts),
                "min_word_size": 2 * SHORTEST,
                "min_subword_size": SHORTEST,
                "max_subword_size": LONGEST,
                # All: "wachtlijst" is in the list itself, and is to be found by "lijst" too.
                "only_longest_match": False,
            },
        },
        "analyzer": {
            "dutch": _analyzer(*_FOLD, "stop_words", *_STEM),
            "dutch_parts": _analyzer(*_FOLD, "stop_words", "compound", *_STEM),
            "english": _analyzer(*_FOLD, "stop_words", "english_stem"),
            "folded": _analyzer(*_FOLD),
        },
    }


def _replace(pattern: str, replacement: str) -> dict[str, str]:
    return {"type": "pattern_replace", "pattern": pattern, "replacement": replacement}


def _analyzer(*filters: str) -> dict[str, Any]:
    return {"type": "custom", "tokenizer": "standard", "filter": list(filters)}
