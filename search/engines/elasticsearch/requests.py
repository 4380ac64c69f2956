"""A question as one request to Elasticsearch."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from search.compounds import known_parts, parts_of
from search.engines.elasticsearch.documents import DUTCH_FIELDS, ENGLISH_FIELDS, EPOCH
from search.facets import FACET_NAMES
from search.models import CaseRecord
from search.phrases import Phrase, Term
from search.query import NEWEST, PAGE_SIZE, TITLE, CaseQuery

#: Every value of a facet is counted, where Elasticsearch by itself gives the ten most frequent.
MOST_VALUES = 10_000
#: Private characters, so that text needs no escaping and a match can't be forged by content.
MATCH_START, MATCH_END = "\ue000", "\ue001"
EXCERPT_LENGTH = 240
#: Fields in which matches are marked, with the number of pieces that are shown; 0 is all of it.
HIGHLIGHTED = {"title": 0, "summary": 0, "body": 1, "evaluations": 1, "documents": 1}

#: A word in a compound counts for less than the word itself.
PART_WEIGHT = 0.4
#: A near word does wherever it stands: to look for it in each field takes three times as long.
TYPO_WEIGHT = 0.45
#: So do the parts of a compound in its stead: "school voor vriendschap".
SPLIT_WEIGHT = 0.3
#: Between the parts may be so many words.
SPLIT_DISTANCE = 4
#: So does a synonym, but little: editors say that it means the same.
SYNONYM_WEIGHT = 0.8
#: Words from this length on may be misspelt by a letter, from the next by two.
ONE_TYPO_FROM, TWO_TYPOS_FROM = 5, 10
#: Both of two words must be there; of more, as in a question that is typed out, most.
ENOUGH_WORDS = "2<-1 3<50%"
#: Those with all of them come first.
ALL_WORDS = 40
#: More than any text scores, so that cases that editors pinned come first, in their order.
PINNED_SCORE = 1e6
#: A case of so many years ago gets half of the small extra weight of one of today.
RECENT = {"pivot": "1825d", "boost": 0.5}

#: A shard that takes longer gives up, so that no question goes on after its visitor has left.
TIME_LIMIT = "1500ms"

Json = dict[str, Any]


def search_request(
    query: CaseQuery, keys: Mapping[str, Sequence[str]], behind: CaseRecord | None = None
) -> Json:
    """Return the body that answers a question: hits, counts of all facets, matches, suggestion.

    Parameters
    ----------
    keys : for each facet that is chosen in, the keys of the chosen values that exist
    behind : the case behind which the page begins, where it is not reached by its number
    """
    chosen = {name: {"terms": {f"facets.{name}": list(keys[name])}} for name in query.filters}
    return {
        "query": _with_pinned(query, _text_query(query)),
        "post_filter": {"bool": {"filter": list(chosen.values())}},
        "aggs": _aggregations(chosen),
        "sort": _sort(query),
        **_page(query, behind),
        "track_total_hits": True,
        "_source": False,
        "docvalue_fields": ["page_id"],
        **({"highlight": _highlight(query), "suggest": _suggest(query)} if query.phrases else {}),
    }


def completion_request(beginnings: Sequence[str], limit: int) -> Json:
    """Return the body that finds titles with words that begin so, the latest published first."""
    return {
        "query": {
            "bool": {
                "filter": [{"match_bool_prefix": {"title.begin": word}} for word in beginnings]
            }
        },
        "sort": _newest(),
        "size": limit,
        "track_total_hits": False,
        "_source": False,
        "docvalue_fields": ["page_id"],
    }


def _with_pinned(query: CaseQuery, asked: Json) -> Json:
    """Return what finds the pinned cases as well, before all others."""
    if not query.pinned:
        return asked
    pinned = [
        {
            "constant_score": {
                "filter": {"ids": {"values": [str(page_id)]}},
                "boost": PINNED_SCORE * place,
            }
        }
        for place, page_id in enumerate(reversed(query.pinned), start=1)
    ]
    return {"bool": {"should": [asked, *pinned]}}


def _text_query(query: CaseQuery) -> Json:
    if query.q and not query.phrases:
        return {"match_none": {}}
    if not query.phrases:
        return {"match_all": {}}
    asked = [_phrase_query(phrase) for phrase in query.phrases]
    better: list[Json] = [
        {"match": {"title": {"query": query.q, "operator": "and", "boost": 4}}},
        {"distance_feature": {"field": "published", "origin": "now", **RECENT}},
    ]
    if len(asked) > 2:
        better.append({"constant_score": {"filter": {"bool": {"must": asked}}, "boost": ALL_WORDS}})
    return {
        "bool": {
            "must": {"bool": {"should": asked, "minimum_should_match": ENOUGH_WORDS}},
            "should": better,
        }
    }


def _phrase_query(phrase: Phrase) -> Json:
    """Return what finds the words, a synonym of them, or each of those that may stand apart."""
    ways = _ways(phrase.words)
    if len(phrase.words) == 1:
        ways += _ways_of_one(phrase.words[0])
    for term in phrase.synonyms:
        ways += _ways(term, SYNONYM_WEIGHT)
    if phrase.apart:
        ways.append({"bool": {"must": [_best_of(_ways((word,))) for word in phrase.apart]}})
    return _best_of(ways)


def _ways(term: Term, weight: float = 1.0) -> list[Json]:
    """Return what finds a word, by itself or in a compound, or words beside each other."""
    text = " ".join(term)
    if len(term) > 1:
        return [_in_fields(text, _weighted(weight=weight), type="phrase")]
    return [
        _in_fields(text, _weighted(weight=weight)),
        _in_fields(text, _weighted(".parts", weight * PART_WEIGHT)),
    ]


def _ways_of_one(word: str) -> list[Json]:
    """Return what else finds a word that somebody typed: the parts that it is made of, or a typo."""
    ways = []
    if parts := parts_of(word, known_parts()):
        ways.append(_in_fields(
            " ".join(parts), _weighted(".parts", SPLIT_WEIGHT), type="phrase", slop=SPLIT_DISTANCE
        ))  # fmt: skip
    if len(word) >= ONE_TYPO_FROM:
        near = {
            "query": word, "fuzziness": 2 if len(word) >= TWO_TYPOS_FROM else 1,
            "prefix_length": 2, "max_expansions": 20, "boost": TYPO_WEIGHT,
        }  # fmt: skip
        ways.append({"match": {"words": near}})
    return ways


def _best_of(ways: list[Json]) -> Json:
    return {"dis_max": {"queries": ways, "tie_breaker": 0.1}}


def _in_fields(text: str, fields: list[str], **options: Any) -> Json:
    return {"multi_match": {"query": text, "fields": fields, "tie_breaker": 0.2, **options}}


def _weighted(suffix: str = "", weight: float = 1.0) -> list[str]:
    fields = DUTCH_FIELDS if suffix else DUTCH_FIELDS | ENGLISH_FIELDS
    return [f"{name}{suffix}^{boost * weight:g}" for name, boost in fields.items()]


def _aggregations(chosen: Mapping[str, Json]) -> Json:
    """Return the counts of each facet under the choices in all others.

    Facets without a choice share one filter.
    """
    free = {name: _values(name) for name in FACET_NAMES if name not in chosen}
    if not chosen:
        return free
    aggregations = {"free": {"filter": _all_of(chosen.values()), "aggs": free}} if free else {}
    for name in chosen:
        others = [choice for other, choice in chosen.items() if other != name]
        aggregations[name] = {"filter": _all_of(others), "aggs": {name: _values(name)}}
    return aggregations


def _all_of(filters: Any) -> Json:
    return {"bool": {"filter": list(filters)}}


def _values(name: str) -> Json:
    return {"terms": {"field": f"facets.{name}", "size": MOST_VALUES}}


def _sort(query: CaseQuery) -> list[Any]:
    if query.order == NEWEST:
        return _newest()
    if query.order == TITLE:
        return ["title_key", "published", "page_id"]
    return ["_score", *_newest()]


def _page(query: CaseQuery, behind: CaseRecord | None) -> Json:
    """Return which hits are asked for; behind a case one more, which tells whether a page follows."""
    if behind is None:
        return {"from": (query.page - 1) * PAGE_SIZE, "size": PAGE_SIZE}
    published = ((behind.published or EPOCH) - EPOCH) // timedelta(milliseconds=1)
    key = [behind.title_key] if query.order == TITLE else []
    return {"search_after": [*key, published, behind.page_id], "size": PAGE_SIZE + 1}


def _newest() -> list[Any]:
    return [{"published": "desc"}, {"page_id": "desc"}]


def _highlight(query: CaseQuery) -> Json:
    """Return what marks the words, their synonyms and compounds with them.

    It has a query of its own: with misspelt words it takes seconds.
    """
    terms = [term for phrase in query.phrases for term in phrase.alternatives]
    terms += [(word,) for phrase in query.phrases for word in phrase.apart]
    fields = [f"{name}{suffix}" for name in HIGHLIGHTED for suffix in ("", ".parts")]
    return {
        "pre_tags": [MATCH_START],
        "post_tags": [MATCH_END],
        "highlight_query": {
            "bool": {
                "should": [_in_fields(" ".join(term), fields, type="phrase") for term in terms]
            }
        },
        "fields": {
            name: {
                "number_of_fragments": fragments, "fragment_size": EXCERPT_LENGTH,
                "matched_fields": [name, f"{name}.parts"],
            }
            for name, fragments in HIGHLIGHTED.items()
        },
    }  # fmt: skip


def _suggest(query: CaseQuery) -> Json:
    """Return what asks for a near word in place of each that no case has."""
    return {
        "text": " ".join(word for phrase in query.phrases for word in phrase.words),
        "near": {
            "term": {
                "field": "words", "suggest_mode": "missing", "size": 1, "sort": "score",
                "max_edits": 2, "prefix_length": 2, "min_word_length": 4,
            }
        },
    }  # fmt: skip
