"""The embedded engine: modelsearch's text index in the database, and bit sets for the rest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import chain, islice
from operator import and_, or_

from django.db import connection

from interventions.cards import Segment
from interventions.fulltext import TEXT_FIELDS, document_texts, evaluation_texts
from interventions.models import CaseStudyPage
from search import snapshot
from search.engines.base import Answer, Highlight, enough_of, record_behind
from search.engines.postgresql import PostgresqlText
from search.engines.sqlite import SqliteText
from search.facets import FACET_NAMES
from search.highlight import excerpt, first_match, highlight
from search.models import CaseDocument, CaseRecord
from search.query import NEWEST, PAGE_SIZE, TITLE, CaseQuery
from search.snapshot import Bits, Snapshot
from search.text import words

#: So many of the best matches are put in order of relevance; those after them come newest first.
RANKED = 1000


class DatabaseEngine:
    """Answers from the database that the content is in; nothing to set up."""

    def __init__(self) -> None:
        self.text = PostgresqlText() if connection.vendor == "postgresql" else SqliteText()

    def search(self, query: CaseQuery) -> Answer:
        records = snapshot.current()
        matching, is_partial = self._found(records, query)
        matching |= records.bits_of(query.pinned) & records.visible
        chosen = _chosen(records, query)
        result = reduce(and_, chosen.values(), matching)
        total = result.bit_count()
        page = query.page if (query.page - 1) * PAGE_SIZE < total else 1
        behind = record_behind(query)
        if behind:
            ordered = _behind(records, query, result, behind)
            page_ids = list(islice(ordered, PAGE_SIZE + 1))
            is_last = len(page_ids) <= PAGE_SIZE
            page_ids = page_ids[:PAGE_SIZE]
        else:
            start = (page - 1) * PAGE_SIZE
            ordered = self._ordered(records, query, result, is_partial)
            page_ids = list(islice(ordered, start, start + PAGE_SIZE))
            is_last = page * PAGE_SIZE >= total
        return Answer(
            total=total,
            page=page,
            after=behind.page_id if behind else 0,
            is_last=is_last,
            page_ids=page_ids,
            counts={
                name: _counts(
                    records,
                    name,
                    reduce(
                        and_, (bits for other, bits in chosen.items() if other != name), matching
                    ),
                )
                for name in FACET_NAMES
            },
            highlights=_highlights(page_ids, query) if query.phrases else {},
            is_partial=is_partial,
        )

    def complete(self, text: str, limit: int) -> list[int]:
        beginnings = words(text)[:6]
        if not beginnings:
            return []
        records = snapshot.current()
        found = records.bits_of(self.text.complete(beginnings)) & records.visible
        return list(islice(records.newest_first(found), limit))

    def _found(self, records: Snapshot, query: CaseQuery) -> tuple[Bits, bool]:
        """Return the cases that the text finds, and whether these have only most of its words."""
        if not query.phrases:
            return (0 if query.q else records.visible), False
        with_all = records.bits_of(self.text.matches(query.phrases)) & records.visible
        enough = enough_of(len(query.phrases))
        if with_all or enough == len(query.phrases):
            return with_all, False
        each = map(records.bits_of, self.text.matches_of_each(query.phrases))
        with_most = _in_at_least(enough, each) & records.visible
        return with_most, bool(with_most)

    def _ordered(
        self, records: Snapshot, query: CaseQuery, result: Bits, is_partial: bool
    ) -> Iterator[int]:
        if query.order == TITLE:
            return records.in_title_order(result)
        if query.order == NEWEST:
            return records.newest_first(result)
        pinned = records.bits_of(query.pinned) & result
        return chain(
            (pk for pk in query.pinned if records.bits_of([pk]) & pinned),
            self._by_relevance(query, records.newest_first(result & ~pinned), is_partial),
        )

    def _by_relevance(
        self, query: CaseQuery, newest: Iterable[int], is_partial: bool
    ) -> Iterator[int]:
        newest = iter(newest)
        best = list(islice(newest, RANKED))
        yield from self.text.ranked(query.phrases, best, with_all=not is_partial)
        yield from newest


def _in_at_least(count: int, sets: Iterable[Bits]) -> Bits:
    """Return what is in so many of the sets or more."""
    reached = [0] * count
    for bits in sets:
        for place in range(count - 1, 0, -1):
            reached[place] |= reached[place - 1] & bits
        reached[0] |= bits
    return reached[-1]


def _behind(records: Snapshot, query: CaseQuery, result: Bits, behind: CaseRecord) -> Iterator[int]:
    """Yield what follows a case in the order of the question, without what comes before it."""
    if query.order == TITLE:
        return records.in_title_order(result, behind.title_key, behind.page_id)
    return records.newest_first(result & records.older_than(behind.published, behind.page_id))


def _highlights(page_ids: Sequence[int], query: CaseQuery) -> dict[int, Highlight]:
    texts = CaseStudyPage.objects.filter(pk__in=page_ids).values_list("pk", "title", *TEXT_FIELDS)
    found = {
        pk: Highlight(highlight(title, query.phrases), excerpt(fields, query.phrases))
        for pk, title, *fields in texts
    }
    without = [pk for pk, match in found.items() if not _marks([*match.title, *match.excerpt])]
    return found | _in_attached(without, query, found)


def _in_attached(
    page_ids: Sequence[int], query: CaseQuery, found: Mapping[int, Highlight]
) -> dict[int, Highlight]:
    """Return the matches in what hangs on these cases, asking for its words only if need be."""
    if not page_ids:
        return {}
    documents: dict[int, list[int]] = defaultdict(list)
    for row in CaseDocument.objects.filter(page_id__in=page_ids):
        documents[row.page_id].append(row.document_id)
    attached = {"documents": document_texts(documents), "evaluations": evaluation_texts(page_ids)}
    return {
        pk: replace(found[pk], excerpt=piece, found_in=name)
        for name, texts in attached.items()
        for pk in texts
        if (piece := first_match(texts[pk], query.phrases))
    }


def _marks(segments: Iterable[Segment]) -> bool:
    return any(segment.match for segment in segments)


def _chosen(records: Snapshot, query: CaseQuery) -> dict[str, Bits]:
    """Return the cases that each facet in use lets through."""
    return {
        name: reduce(or_, (records.values[name].get(key, 0) for key in keys), 0)
        for name, keys in snapshot.labels().keys_of(query.filters).items()
    }


def _counts(records: Snapshot, facet: str, base: Bits) -> dict[str, int]:
    counts = {key: (bits & base).bit_count() for key, bits in records.values[facet].items()}
    return {key: count for key, count in counts.items() if count}
