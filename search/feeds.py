from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.addresses import absolute
from core.feeds import Entry, EntryFeed
from interventions.cards import CaseCard
from interventions.models import CaseStudyPage
from search.query import NEWEST, CaseQuery, RefusedQuery
from search.results import find_cases, list_url


class Asked(NamedTuple):
    """A question with the cases that answer it."""

    query: CaseQuery
    cards: Sequence[CaseCard]


class CaseFeed(EntryFeed):
    """The newest cases of any question, with the parameters of the list."""

    def get_object(self, request: HttpRequest) -> Asked:
        """Read the question and answer it.

        Raises
        ------
        BadRequest : something is wrong with it
        """
        try:
            query = CaseQuery.parse(request.GET).with_sort(NEWEST)
        except RefusedQuery as refusal:
            raise BadRequest(str(refusal)) from refusal
        results = find_cases(query)
        if results.problems:
            raise BadRequest(" ".join(results.problems))
        return Asked(query, results.cards)

    def title(self, asked: Asked) -> str:
        return _("Schoolmix: newest cases")

    def link(self, asked: Asked) -> str:
        return absolute(list_url(asked.query))

    def feed_url(self, asked: Asked) -> str:
        return f"{absolute(reverse('case_feed'))}?{asked.query.urlencode()}"

    def items(self, asked: Asked) -> list[Entry]:
        return newest_entries(asked.cards)


def newest_entries(cards: Sequence[CaseCard]) -> list[Entry]:
    """Return cases as a feed tells of them."""
    pages = CaseStudyPage.objects.only(
        "public_id", "first_published_at", "last_published_at"
    ).in_bulk([card.id for card in cards])
    return [
        Entry(
            title=card.title,
            summary=card.summary,
            url=absolute(card.url),
            permalink=pages[card.id].permalink,
            author=card.partner_name,
            published=pages[card.id].first_published_at,
            updated=pages[card.id].last_published_at,
            categories=[term.name for term in card.types],
        )
        for card in cards
    ]
