"""An engine's answer as the list of cases shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interventions.cards import CaseCard, case_cards
from search import snapshot
from search.engines import Answer, Highlight, get_engine
from search.facets import FACETS, FacetDefinition, Label
from search.query import LAST_PAGE, NEWEST, PAGE_SIZE, RELEVANCE, TITLE, CaseQuery

#: With so many cases or fewer, a visitor may have meant another word.
FEW = 5

#: A facet with more values than this shows its first few, until a visitor asks for all.
LONG_FACET = 12
FIRST_VALUES = 8


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    """A facet with the values to choose from; ``total`` counts those that are not shown too.

    ``is_whole`` says that a visitor asked for all values of a long facet.
    """

    name: str
    label: str | Promise
    values: Sequence[FacetValue]
    total: int
    selected_count: int
    is_whole: bool = False


@dataclass(frozen=True)
class ActiveFilter:
    """A choice that is made, with the address at which it is undone."""

    facet_label: str | Promise
    label: str
    url: str


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    selected: bool = False


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class Pages:
    number: int
    count: int
    previous_url: str
    next_url: str
    links: Sequence[PageLink | None]


@dataclass(frozen=True)
class Results:
    total: int
    cards: Sequence[CaseCard]
    facets: Sequence[Facet]
    active_filters: Sequence[ActiveFilter]
    clear_url: str
    notice: str
    is_partial: bool
    problems: Sequence[str]
    pages: Pages
    sorts: Sequence[Link]
    suggestions: Sequence[Link]
    #: The same question with a word that cases have in place of one that none has.
    spelling: Link | None


def find_cases(query: CaseQuery) -> Results:
    """Ask the engine and load what a page of results shows."""
    answer = get_engine().search(query)
    labels = snapshot.labels()
    query, problems = _checked(query, answer, labels)
    return Results(
        total=answer.total,
        cards=_cards(query, answer),
        facets=[_facet(facet, query, answer, labels) for facet in FACETS],
        active_filters=list(_active_filters(query, labels)),
        clear_url=list_url(CaseQuery()),
        notice=_notice(answer),
        is_partial=answer.is_partial,
        problems=problems,
        pages=pages_of(query, answer),
        sorts=_sorts(query),
        suggestions=list(_suggestions(query)) if answer.total == 0 else [],
        spelling=_spelling(query, answer),
    )


def list_url(query: CaseQuery) -> str:
    """Return the address of a question."""
    parameters = query.urlencode()
    return reverse("case_list") + (f"?{parameters}" if parameters else "")


def name_of(label: Label) -> str:
    """Return a label in the language of the reader."""
    return label.names["en" if get_language() == "en" else "nl"]


def _checked(
    query: CaseQuery, answer: Answer, labels: snapshot.Labels
) -> tuple[CaseQuery, list[str]]:
    """Leave out what doesn't exist, and say so."""
    problems = [problem.text for problem in query.problems]
    if answer.page != query.page:
        problems.append(
            _("Page %(page)d of these results doesn't exist; you see the first.")
            % {"page": query.page}
        )
    if answer.after != query.after:
        problems.append(_("This page of results doesn't exist; you see the first."))
    for name, slugs in query.filters.items():
        problems.extend(
            _("The filter “%(value)s” doesn't exist, so that no case can have it.")
            % {"value": slug}
            for slug in slugs
            if slug not in labels.by_slug[name]
        )
    return replace(query, page=answer.page, after=answer.after), problems


def _notice(answer: Answer) -> str:
    if not answer.is_fallback:
        return ""
    return _(
        "Our search is simpler than usual at the moment. You can go on: it finds the words that you"
        " type, but fewer words that are like them."
    )


def _cards(query: CaseQuery, answer: Answer) -> list[CaseCard]:
    return [
        _card(card, answer.highlights.get(card.id, Highlight()), card.id in query.pinned)
        for card in case_cards(answer.page_ids)
    ]


def _card(card: CaseCard, match: Highlight, is_recommended: bool) -> CaseCard:
    return replace(
        card,
        title_parts=match.title or card.title_parts,
        excerpt_parts=match.excerpt or card.excerpt_parts,
        is_recommended=is_recommended,
        found_in=match.found_in,
    )


def _facet(
    facet: FacetDefinition, query: CaseQuery, answer: Answer, labels: snapshot.Labels
) -> Facet:
    """Return a facet: all its values in their order, or of a long one the first and the chosen."""
    counts = answer.counts[facet.name]
    chosen = query.filters.get(facet.name, ())
    found = [
        label for label in labels.ordered[facet.name] if label.key in counts or label.slug in chosen
    ]
    is_long = len(found) > LONG_FACET
    is_whole = is_long and facet.name in query.show
    if facet.by_count and not is_whole:
        found.sort(key=lambda label: -counts.get(label.key, 0))
    shown = found
    if is_long and not is_whole:
        others = (label for label in found[FIRST_VALUES:] if label.slug in chosen)
        shown = [*found[:FIRST_VALUES], *others]
    values = [
        FacetValue(label.slug, name_of(label), counts.get(label.key, 0), label.slug in chosen)
        for label in shown
    ]
    selected = sum(value.selected for value in values)
    return Facet(facet.name, facet.heading, values, len(found), selected, is_whole)


def _active_filters(query: CaseQuery, labels: snapshot.Labels) -> Iterator[ActiveFilter]:
    if query.q:
        yield ActiveFilter(_("Search text"), query.q, list_url(query.without_text()))
    for facet in FACETS:
        for slug in query.filters.get(facet.name, ()):
            label = labels.by_slug[facet.name].get(slug)
            name = name_of(label) if label else slug
            yield ActiveFilter(facet.heading, name, list_url(query.without(facet.name, slug)))


def words_of(query: CaseQuery) -> str:
    """Return a question in words: what was typed, and the names of what was chosen."""
    words = [each.label for each in _active_filters(query, snapshot.labels())]
    return ", ".join(words) or _("all cases")


def pages_of(query: CaseQuery, answer: Answer) -> Pages:
    """Return the links to the pages of an answer, at most so many as engines number."""
    number, count = answer.page, min(LAST_PAGE, max(1, ceil(answer.total / PAGE_SIZE)))

    def url(page: int) -> str:
        return list_url(query.with_page(page))

    shown = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
    links: list[PageLink | None] = []
    for before, page in zip([0, *shown], shown, strict=False):
        if page - before > 1:
            links.append(None)
        links.append(PageLink(page, url(page), page == number and not answer.after))
    return Pages(
        number=number,
        count=count,
        previous_url=url(number - 1) if number > 1 else "",
        next_url=_next_url(query, answer),
        links=links,
    )


def _next_url(query: CaseQuery, answer: Answer) -> str:
    if answer.is_last:
        return ""
    if answer.page < LAST_PAGE and not answer.after:
        return list_url(query.with_page(answer.page + 1))
    # In order of relevance nobody looks for what comes after the 10,000 best.
    return "" if query.order == RELEVANCE else list_url(query.beyond(answer.page_ids[-1]))


def _sorts(query: CaseQuery) -> list[Link]:
    names = {RELEVANCE: _("Best match"), NEWEST: _("Newest first"), TITLE: _("Title")}
    if not query.phrases:
        del names[RELEVANCE]
    return [
        Link(name, list_url(query.with_sort(sort)), sort == query.order)
        for sort, name in names.items()
    ]


def _spelling(query: CaseQuery, answer: Answer) -> Link | None:
    if not answer.suggestion or answer.total > FEW:
        return None
    return Link(answer.suggestion, list_url(replace(query, q=answer.suggestion).with_page(1)))


def _suggestions(query: CaseQuery) -> Iterator[Link]:
    """Yield questions that leave something out of this one and do find cases."""
    labels = snapshot.labels()
    engine = get_engine()
    wider = [(_("Without “%(text)s”") % {"text": query.q}, query.without_text())] if query.q else []
    for name, slugs in query.filters.items():
        for slug in slugs:
            label = labels.by_slug[name].get(slug)
            text = name_of(label) if label else slug
            wider.append((_("Without “%(text)s”") % {"text": text}, query.without(name, slug)))
    for text, question in wider[:4]:
        if not question.is_empty and (total := engine.search(question).total):
            yield Link(f"{text} ({total})", list_url(question))
