"""Dutch compounds are split where parts make up the whole word, and nowhere else."""

import pytest

from search.compounds import known_parts, listed_parts, parts_in_content, parts_of
from tests import builders


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("schoolkeuze", ("school", "keuze")),
        ("vriendschapsschool", ("vriendschap", "school")),
        ("ouderinitiatief", ("ouder", "initiatief")),
        ("leerlingenraad", ("leerlingen", "raad")),
        ("talentenklas", ("talenten", "klas")),
    ],
)
def test_a_compound_is_split_in_parts_that_make_up_all_of_it(
    word: str, parts: tuple[str, ...]
) -> None:
    assert parts_of(word, listed_parts()) == parts


@pytest.mark.parametrize("link", ["", "s", "en", "e"])
def test_a_link_may_stand_between_parts(link: str) -> None:
    assert parts_of(f"appel{link}boom", {"appel", "boom"}) == ("appel", "boom")


def test_what_no_parts_make_up_is_not_split() -> None:
    parts = {"appel", "boom", "gaard"}
    assert parts_of("appelxboom", parts) == ()
    assert parts_of("appelbooms", parts) == ()
    assert parts_of("appel", parts) == ()
    assert parts_of("sappelboom", parts) == ()
    assert parts_of("", parts) == ()


def test_the_fewest_parts_win() -> None:
    parts = {"appel", "boom", "gaard", "boomgaard"}
    assert parts_of("appelboomgaard", parts) == ("appel", "boomgaard")


def test_a_word_that_splits_in_countless_ways_takes_no_longer() -> None:
    assert len(parts_of("a" * 60, {"a" * length for length in range(4, 8)})) == 9


@pytest.mark.parametrize(
    "word", ["gemeente", "ouders", "gymnasium", "segregatie", "nijmegen", "po"]
)
def test_a_plain_word_is_left_alone(word: str) -> None:
    assert parts_of(word, listed_parts()) == ()


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_the_vocabulary_and_titles_add_words_that_the_list_lacks() -> None:
    builders.case(builders.partner(), "Schoolsegregatie tegengaan in Best, met segregatiecijfers")
    # What the list can split is no part itself, or it would hide its parts.
    assert "vriendschapsschool" not in known_parts()
    assert "gymnasium" in listed_parts()
    builders.case(builders.partner("Andere"), "Wat segregatie is")
    assert "segregatie" not in known_parts()
    assert "segregatie" in parts_in_content()
    assert parts_of("segregatiecijfers", parts_in_content()) == ("segregatie", "cijfers")
    # A name is no part: "best" stands in "bestuur".
    assert "best" not in parts_in_content() - listed_parts()
