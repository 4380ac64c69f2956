"""A question as one request to Elasticsearch."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

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

#: A word in a compound, or misspelt, counts for less than the word itself.
PART_WEIGHT = 0.4
TYPO_WEIGHT = 0.15
#: So does a synonym, but little: editors say that it means the same.
SYNONYM_WEIGHT = 0.8
#: Words from this length on may be misspelt by a letter, from the next by two.
TYPO_LENGTHS = (6, 10)
#: Up to three words all must be there; of more, as in a question that is typed out, most.
ENOUGH_WORDS = "3<75%"
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
        **({"highlight": _highlight(), "suggest": _suggest(query)} if query.phrases else {}),
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
    return {
        "bool": {
            "must": {
                "bool": {
                    "should": [_phrase_query(phrase) for phrase in query.phrases],
                    "minimum_should_match": ENOUGH_WORDS,
                }
            },
            "should": [
                {"match": {"title": {"query": query.q, "operator": "and", "boost": 4}}},
                {"distance_feature": {"field": "published", "origin": "now", **RECENT}},
            ],
        }
    }


def _phrase_query(phrase: Phrase) -> Json:
    """Return what finds the words, a synonym of them, or each of those that may stand apart."""
    ways = [_term_query(phrase.words, may_be_misspelt=True)]
    ways += [_term_query(term, SYNONYM_WEIGHT) for term in phrase.synonyms]
    if phrase.apart:
        ways.append({"bool": {"must": [_term_query((word,)) for word in phrase.apart]}})
    return _best_of(ways) if len(ways) > 1 else ways[0]


def _term_query(term: Term, weight: float = 1.0, *, may_be_misspelt: bool = False) -> Json:
    """Return what finds a word, wherever it stands, by its best place; or words beside each other."""
    text = " ".join(term)
    if len(term) > 1:
        return _in_fields(text, _weighted(weight=weight), type="phrase")
    ways = [
        _in_fields(text, _weighted(weight=weight)),
        _in_fields(text, _weighted(".parts", weight * PART_WEIGHT)),
    ]
    if may_be_misspelt and len(text) >= TYPO_LENGTHS[0]:
        ways.append(_in_fields(
            text, _weighted("", TYPO_WEIGHT), fuzziness="AUTO:{},{}".format(*TYPO_LENGTHS),
            prefix_length=3, max_expansions=20,
        ))  # fmt: skip
    return _best_of(ways)


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


def _highlight() -> Json:
    return {
        "pre_tags": [MATCH_START],
        "post_tags": [MATCH_END],
        "fields": {
            "title": {"number_of_fragments": 0, "matched_fields": ["title", "title.parts"]},
            "summary": {"number_of_fragments": 0, "matched_fields": ["summary", "summary.parts"]},
            "body": {
                "number_of_fragments": 1, "fragment_size": EXCERPT_LENGTH,
                "matched_fields": ["body", "body.parts"],
            },
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
