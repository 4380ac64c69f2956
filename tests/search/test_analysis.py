"""The server of the tests analyses text as Elasticsearch's documentation says that the official one does.

Its page of each component has an example with the tokens that come of it; those are here. That of
the stemmer has none in Dutch: its words are from the page of the algorithm at snowballstem.org.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from elasticsearch import Elasticsearch
from modelsearch.backends import get_search_backend

from search.engines import CLUSTER
from search.engines.elasticsearch.analysis import analysis
from search.engines.elasticsearch.backend import CaseSearchBackend
from tests import builders

pytestmark = pytest.mark.cluster

LAZY_DOG = "The 2 QUICK Brown-Foxes jumped over the lazy dog's bone."


@pytest.fixture
def client() -> Elasticsearch:
    backend: CaseSearchBackend = get_search_backend(CLUSTER)
    return backend.patient


def tokens(client: Elasticsearch, text: str, **how: Any) -> list[str]:
    return [found["token"] for found in client.indices.analyze(text=text, **how)["tokens"]]


@pytest.mark.parametrize(
    ("tokenizer", "text", "expected"),
    [
        (
            "standard",
            LAZY_DOG,
            ["The", "2", "QUICK", "Brown", "Foxes", "jumped", "over", "the", "lazy", "dog's", "bone"],
        ),
        (
            "ngram",
            "Quick Fox",
            ["Q", "Qu", "u", "ui", "i", "ic", "c", "ck", "k", "k ", " ", " F", "F", "Fo", "o", "ox", "x"],
        ),
        ("edge_ngram", "Quick Fox", ["Q", "Qu"]),
    ],
)  # fmt: skip
def test_a_tokenizer_does_what_its_documentation_shows(
    client: Elasticsearch, tokenizer: str, text: str, expected: list[str]
) -> None:
    assert tokens(client, text, tokenizer=tokenizer) == expected


@pytest.mark.parametrize(
    ("filter_", "text", "expected"),
    [
        ("lowercase", "THE Quick FoX JUMPs", ["the", "quick", "fox", "jumps"]),
        ("asciifolding", "açaí à la carte", ["acai", "a", "la", "carte"]),
        (
            "stop",
            "a quick fox jumps over the lazy dog",
            ["quick", "fox", "jumps", "over", "lazy", "dog"],
        ),
        ("stemmer", "the foxes jumping quickly", ["the", "fox", "jump", "quickli"]),
        (
            {"type": "stemmer", "language": "dutch"},
            "lichaamsziek lichamelijkheden lichamen lichtende opglanzingen opgraven ophoog",
            ["lichaamsziek", "licham", "licham", "lichtend", "opglanz", "opgrav", "ophog"],
        ),
        (
            {"type": "dictionary_decompounder", "word_list": ["Donau", "dampf", "meer", "schiff"]},
            "Donaudampfschiff",
            ["Donaudampfschiff", "Donau", "dampf", "schiff"],
        ),
        (
            {"type": "pattern_replace", "pattern": "(dog)", "replacement": "watch$1"},
            "foxes jump lazy dogs",
            ["foxes", "jump", "lazy", "watchdogs"],
        ),
        (
            "ngram",
            "Quick fox",
            ["Q", "Qu", "u", "ui", "i", "ic", "c", "ck", "k", "f", "fo", "o", "ox", "x"],
        ),
        (
            {"type": "edge_ngram", "min_gram": 1, "max_gram": 2},
            "the quick brown fox jumps",
            ["t", "th", "q", "qu", "b", "br", "f", "fo", "j", "ju"],
        ),
    ],
    ids=lambda value: str(value.get("type") if isinstance(value, dict) else value)[:20],
)
def test_a_filter_does_what_its_documentation_shows(
    client: Elasticsearch, filter_: Any, text: str, expected: list[str]
) -> None:
    assert tokens(client, text, tokenizer="standard", filter=[filter_]) == expected


@pytest.fixture
def dutch(client: Elasticsearch) -> Any:
    """An index with our analyzers and a few parts of words; gives what analyses in it."""
    name = f"{settings.WAGTAILSEARCH_BACKENDS[CLUSTER]['INDEX_PREFIX']}{uuid4().hex[:12]}"
    parts = ["vriendschap", "school", "scholen", "wachtlijst", "wacht", "lijst"]
    client.indices.create(
        index=name, settings={"analysis": analysis(parts), "number_of_replicas": 0}
    )
    yield lambda analyzer, text: tokens(client, text, index=name, analyzer=analyzer)
    client.indices.delete(index=name)


def test_our_analyzers_fold_leave_out_stem_and_split(dutch: Callable[..., list[str]]) -> None:
    assert dutch("dutch", "De Vriendschapsscholen in Súdwest") == ["vriendschapsschol", "sudwest"]
    assert dutch("dutch_parts", "vriendschapsscholen") == [
        "vriendschapsschol", "vriendschap", "schol",
    ]  # fmt: skip
    # A part that is made of parts itself is found by each of them.
    assert dutch("dutch_parts", "wachtlijsten") == ["wachtlijst", "wacht", "wachtlijst", "lijst"]
    for one, more in (
        ("klas", "klassen"),
        ("brief", "brieven"),
        ("huis", "huizen"),
        ("plan", "plannen"),
    ):
        assert dutch("dutch", one) == dutch("dutch", more)
    assert dutch("english", "Friendship schools") == ["friendship", "school"]
    assert dutch("folded", "De Vriendschapsscholen") == ["de", "vriendschapsscholen"]


@pytest.mark.django_db
def test_completion_finds_a_word_by_any_beginning(site: object, settle: Callable[[], None]) -> None:
    from search.engines.elasticsearch.engine import ElasticsearchEngine

    word = "Segregatiemonitor"
    case = builders.case(builders.partner(), f"De {word} van Zuidoost")
    settle()
    engine = ElasticsearchEngine(get_search_backend(CLUSTER))
    # The index keeps beginnings of up to ten letters: longer ones are found as well.
    for length in range(1, len(word) + 1):
        assert engine.complete(f"zuid {word[:length]}", 5) == [case.pk], word[:length]
