"""Words as search compares them."""

import re
import unicodedata

WORD = re.compile(r"\w+")

#: Words that stand in nearly every text, so that searching for them finds nothing in particular.
_STOP_WORDS = """
    aan al alle alles als ben bent bij daar dan dat de der deze die dit doe doen doet door dus een
    elk elke en er ga gaan gaat geen geweest had hadden haar heb hebben hebt heeft hem hen het hier
    hij hoe hoeveel hun ieder iedere iemand iets ik in is je jij jou jouw jullie kan kon konden kun
    kunnen kunt maar mag me mee meer men met mij mijn moest moet moeten mogen naar niet nog nu of om
    omdat ons onze ook op over te ten ter tot u uit uw van vanaf veel via voor waar waarbij waarin
    waarmee waarom waarvan waarvoor wanneer want was wat we wel welk welke werd wie wij wil willen
    wilt worden wordt zal ze zich zij zijn zo zonder zou zouden zullen zult
    a an and are as at by for from how in is it of on or that the this to was what which with
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


#: Words of at least so many letters also find longer words that begin with them.
PREFIX_FROM = 4


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
