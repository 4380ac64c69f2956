"""Two to four cases side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from interventions.cards import CaseCard, cards_of, period
from interventions.links import links_by_case
from interventions.models import CaseStudyPage
from interventions.selectors import Section, case_sections, places

MOST_CASES = 4


@dataclass(frozen=True)
class Row:
    label: str
    cells: Sequence[str]


@dataclass(frozen=True)
class Group:
    heading: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Comparison:
    cards: Sequence[CaseCard]
    groups: Sequence[Group]


def compare(ids: Sequence[int]) -> Comparison:
    """Return the live public cases among ``ids`` side by side, in that order.

    A row that no case fills is left out; a cell that one doesn't fill is an empty text.
    """
    queryset = (
        CaseStudyPage.objects.live()
        .public()
        .filter(pk__in=ids)
        .select_related("lead_image")
        .prefetch_related("lead_image__renditions")
    )
    by_id = {page.pk: page for page in queryset}
    pages = [by_id[pk] for pk in ids if pk in by_id]
    links = links_by_case(by_id)
    cards = cards_of(pages, links)
    sections = [
        case_sections(page, card, links[page.pk]) for page, card in zip(pages, cards, strict=True)
    ]
    groups = [_at_a_glance(cards), *_text_groups(sections), _whom_to_ask(pages, cards)]
    return Comparison(cards, groups)


def _at_a_glance(cards: Sequence[CaseCard]) -> Group:
    rows = [
        Row(_("Kind"), [", ".join(term.label for term in card.types) for card in cards]),
        Row(_("Where"), ["\n".join(places(card.municipalities, card.region)) for card in cards]),
        Row(_("Sector"), [", ".join(term.label for term in card.sectors) for card in cards]),
        Row(_("Status"), [card.status_label for card in cards]),
        Row(_("Period"), [period(card.start_year, card.end_year) for card in cards]),
    ]
    return Group(_("At a glance"), [row for row in rows if any(row.cells)])


def _whom_to_ask(pages: Sequence[CaseStudyPage], cards: Sequence[CaseCard]) -> Group:
    """The partner of each case; a contact person agreed to be named with the case, and not here."""
    named = _("%(partner)s; a contact person is named with the case")
    texts = [
        named % {"partner": card.partner_name} if page.public_contact else card.partner_name
        for page, card in zip(pages, cards, strict=True)
    ]
    return Group(_("Contact"), [Row(_("Whom to ask"), texts)])


def _text_groups(cases: Sequence[Sequence[Section]]) -> list[Group]:
    groups = []
    for sections in zip(*cases, strict=True):
        texts = [{item.label: item.text for item in section.items} for section in sections]
        labels = dict.fromkeys(label for text in texts for label in text)
        if labels:
            rows = [Row(label, [text.get(label, "") for text in texts]) for label in labels]
            groups.append(Group(sections[0].heading, rows))
    return groups
