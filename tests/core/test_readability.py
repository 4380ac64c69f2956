"""Douma's formula and norm, and what is counted for it; and sentences and words to look at again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.readability import (
    LEAST_WORDS,
    band,
    flesch_douma,
    hard_words,
    readability,
    sentences,
    syllables,
    words,
)


@pytest.mark.parametrize(
    ("per_100_words", "per_sentence", "score"),
    [(0, 0, 206.84), (100, 10, 120.54), (150, 15, 77.39), (180, 25, 44.99), (200, 20, 34.24)],
)
def test_the_formula(per_100_words: float, per_sentence: float, score: float) -> None:
    """206.84 - 0.77 wl - 0.93 zl, worked out by hand."""
    assert flesch_douma(per_100_words, per_sentence) == pytest.approx(score)


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (-5, 0), (29.9, 0), (30, 1), (44.9, 1), (45, 2), (59.9, 2), (60, 3), (69.9, 3),
        (70, 4), (79.9, 4), (80, 5), (89.9, 5), (90, 6), (120, 6),
    ],
)  # fmt: skip
def test_the_norm(score: float, name: int) -> None:
    """Douma's table, as Onze Taal 46 (1977) gives it."""
    assert band(score) == name


@pytest.mark.parametrize(
    "hyphenated",
    [
        "school", "kin-de-ren", "leer-ling", "be-oor-de-ling", "ou-ders", "vriend-schaps-school",
        "ge-meen-te", "bij-zon-der", "on-der-wijs", "nieuw", "le-zen", "i-dee-ën", "re-ü-nie",
        "fi-nan-ci-ë-le", "se-gre-ga-tie", "sa-men-wer-ken", "u", "draai-boek", "leeuw", "ge-ïnd",
        "in-schrij-ven", "kwa-li-teit", "ac-ti-vi-tei-ten", "ruim-te",
    ],
)  # fmt: skip
def test_syllables_as_the_word_list_hyphenates(hyphenated: str) -> None:
    assert syllables(hyphenated.replace("-", "")) == hyphenated.count("-") + 1


def test_a_sentence_ends_where_a_reader_hears_it_end() -> None:
    text = "Wij fietsen, o.a. op woensdag. Dat kost ca. 3.50 euro per kind!\n- een helm\n- een fiets\n\nKlaar?"
    assert sentences(text) == [
        "Wij fietsen, o.a. op woensdag.", "Dat kost ca. 3.50 euro per kind!",
        "- een helm", "- een fiets", "Klaar?",
    ]  # fmt: skip


def test_long_sentences_are_quoted() -> None:
    long = "Wij " + "en zij " * 10 + "fietsen."
    advice = readability(f"Kort. {long} Ook kort.", {})
    assert advice.long_sentences == [long]


def test_little_text_gets_no_score() -> None:
    assert readability("Wij fietsen samen. " * 33, {}).score is None
    advice = readability("Wij fietsen samen. " * 34, {})
    # Five syllables to three words, three words to a sentence.
    assert advice.score == pytest.approx(206.84 - 0.77 * 500 / 3 - 0.93 * 3)
    assert advice.band == 4


def test_hard_words_are_found_whole_once_and_the_longest_first() -> None:
    plainer = {"middels": "met", "met betrekking tot": "over", "tot": "naar", "Pilot": "proef"}
    text = "Middels een pilot met\nbetrekking tot fietsen. De pilots, middelste. MIDDELS!"
    assert hard_words(text, plainer) == [
        ("middels", "met"), ("pilot", "proef"), ("met betrekking tot", "over"),
    ]  # fmt: skip


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    advice = readability(text, {"a": "b", "a.b": "c"})
    assert (advice.score is None) == (len(words(text)) < LEAST_WORDS)
    assert all(sentence.strip() for sentence in sentences(text))
    assert all(word in text.lower() for word, _plainer in advice.hard_words)


@given(st.text(alphabet="aeiouy bcdë-'", min_size=1, max_size=40))
def test_a_word_more_makes_no_sentence_shorter(text: str) -> None:
    assert len(words(f"{text} fiets")) == len(words(text)) + 1
    assert all(syllables(word) >= 1 for word in words(text))
