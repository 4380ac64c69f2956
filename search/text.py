"""Words as search compares them."""

import re
import unicodedata

WORD = re.compile(r"\w+")

#: Words that stand in nearly every text, so that searching for them finds nothing in particular.
_STOP_WORDS = """
    aan al als bij dan dat de der deze die dit doe doen door dus een en er geen had heb hebben
    heeft het hij hoe hun ik in is je kan maar me mee meer men met mijn naar niet nog nu of om ons
    onze ook op over te ten ter tot u uit uw van veel voor waar wat we wel welke werd wie wij wil
    worden wordt zal ze zich zij zijn zo zou
    a an and are as at by for from how in is it of on or that the this to was what which with
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


def fold(text: str) -> str:
    """Return text without case and accents: "Súdwest" and "sudwest" are the same word."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def key(text: str) -> str:
    """Return a text as it is compared with another: its words, folded, with a space between."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return WORD.findall(fold(text))
