"""Write search/data/word_parts.txt: the words of which Dutch compounds are made.

`python -m scripts.word_parts LIST` reads a word list, one a line; Debian's package wdutch puts one
at /usr/share/dict/dutch. A word is a part when it stands before or after another one in at least
three words of that list.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from search.text import fold

TARGET = Path("search/data/word_parts.txt")
SHORTEST, LONGEST = 4, 20
LINKS = ("", "s", "en", "e")
FEWEST_COMPOUNDS = 3
#: A name or an abbreviation is no part.
PLAIN = re.compile(r"[^\W\d_A-Z]{4,40}")
NOTICE = """\
# Words of which Dutch compounds are made, derived from the word list of OpenTaal by
# scripts/word_parts.py (Debian's package wdutch). Used under the revised BSD licence:
# Copyright (c) 1996 Nederlandstalige TeX Gebruikersgroep; (c) 2001-2005 Simon Brouwer and others;
# (c) 2006-2010 OpenTaal; (c) 2020 OpenTaal (Simon Brouwer, Sander van Geloven).
# The licence stands in word_parts.LICENSE.txt beside this file.
"""


def main(source: Path) -> None:
    lines = source.read_text(encoding="utf-8").splitlines()
    words = {fold(line) for line in lines if PLAIN.fullmatch(line)}
    uses: Counter[str] = Counter()
    for word in words:
        uses.update(_parts(word, words))
    parts = sorted(
        word for word, number in uses.items() if number >= FEWEST_COMPOUNDS and len(word) <= LONGEST
    )
    TARGET.write_text(NOTICE + "\n".join(parts) + "\n", encoding="utf-8")


def _parts(word: str, words: set[str]) -> tuple[str, ...]:
    """Return the two parts of a word, the shortest first part before others."""
    for start in range(SHORTEST, len(word) - SHORTEST + 1):
        tail = word[start:]
        if tail in words:
            for link in LINKS:
                head = word[: start - len(link)]
                if len(head) >= SHORTEST and head in words and word[:start].endswith(link):
                    return head, tail
    return ()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
