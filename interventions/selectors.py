"""Reads: everything that a page about cases shows, ready for its template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from taggit.models import Tag

from core.models import Municipality
from core.models.contact import PublicContact
from interventions.cards import CaseCard, card_of, case_cards, evaluations_by_case, period
from interventions.choices import CostBand, Mechanism, SideEffects
from interventions.links import Links, links_by_case, links_on
from interventions.models import CaseStudyPage, CaseStudySource, EvaluationPage
from interventions.models.vocabularies import Term
from interventions.rating_words import Known, known_by, known_by_strongest, rating_rows
from interventions.ratings import rated
from interventions.reviews import checks_of
from interventions.small_counts import SMALLEST, public_count
from interventions.studies import finding_rows, group_facts
from interventions.verdicts import Verdict, verdict_of, verdict_on_case


@dataclass(frozen=True)
class Item:
    label: str
    text: str


@dataclass(frozen=True)
class Section:
    key: str
    heading: str
    items: Sequence[Item]


@dataclass(frozen=True)
class Fact:
    label: str
    values: Sequence[str]
    urls: Sequence[str] = ()


@dataclass(frozen=True)
class EvaluationSummary:
    page: EvaluationPage
    title: str
    url: str
    verdict: Verdict
    design: str
    period: str
    sample: str
    #: Whether it looked for them and saw any, in words; empty where it does not say.
    side_effects: str
    is_example: bool


@dataclass(frozen=True)
class CaseDetail:
    card: CaseCard
    facts: Sequence[Fact]
    sections: Sequence[Section]
    unknown: Sequence[str]
    evaluations: Sequence[EvaluationSummary]
    sources: Sequence[CaseStudySource]
    tags: Sequence[Tag]
    contact: PublicContact | None
    #: By its strongest evaluation; None without one.
    known: Known | None
    #: The gravest that any of its evaluations says; None where none says anything.
    side_effects: SideEffects | None


def euros(amount: int | None) -> str:
    """Return an amount in whole euros, or an empty text where it is not known."""
    return "" if amount is None else f"€ {intcomma(amount)}"


def case_detail(page: CaseStudyPage, *, preview: bool = False) -> CaseDetail:
    """Return what the page of one case shows.

    Parameters
    ----------
    page : a case that the reader may see
    preview : whether it shows what is on the page in memory, which is not saved
    """
    links = links_on(page) if preview else links_by_case([page.pk])[page.pk]
    evaluations = evaluations_by_case([page.pk])[page.pk]
    card = card_of(page, links, page.get_parent(), verdict_on_case(evaluations))
    facts = _facts(page, card, links)
    side_effects = gravest_side_effects(evaluations)
    sections = [section for section in case_sections(page, card, links) if section.items]
    return CaseDetail(
        card=card,
        facts=[fact for fact in facts if fact.values],
        sections=sections,
        unknown=_unknown(page, card, side_effects),
        evaluations=[summarise(evaluation) for evaluation in evaluations],
        sources=links.sources,
        tags=links.tags,
        contact=page.public_contact,
        known=known_by_strongest(evaluations),
        side_effects=side_effects,
    )


def summarise(evaluation: EvaluationPage) -> EvaluationSummary:
    """Return an evaluation as a row under a case."""
    return EvaluationSummary(
        page=evaluation,
        title=evaluation.title,
        url=evaluation.get_url(),
        verdict=verdict_of(evaluation),
        design=evaluation.get_design_display(),
        period=period(evaluation.period_start, evaluation.period_end),
        sample=sample_size(evaluation),
        side_effects=evaluation.get_side_effects_looked_for_display(),
        is_example=evaluation.is_example,
    )


def gravest_side_effects(evaluations: Iterable[EvaluationPage]) -> SideEffects | None:
    """Return the gravest answer of some evaluations: one that saw harm is not outvoted."""
    answers = {evaluation.side_effects_looked_for for evaluation in evaluations}
    return next((answer for answer in reversed(SideEffects) if answer in answers), None)


def sample_size(evaluation: EvaluationPage) -> str:
    """Return how many pupils and schools took part, in words; empty where not known."""
    counts = []
    if evaluation.pupils:
        counts.append(_pupils(evaluation.pupils))
    if evaluation.schools:
        text = ngettext("%(count)s school", "%(count)s schools", evaluation.schools)
        counts.append(text % {"count": intcomma(evaluation.schools)})
    return ", ".join(counts)


def _pupils(count: int) -> str:
    """Return a number of pupils in words, without a number that nobody may know."""
    if public_count(count) is None:
        return _too_few()
    return ngettext("%(count)s pupil", "%(count)s pupils", count) % {"count": intcomma(count)}


def _pupils_reached(page: CaseStudyPage) -> str:
    count = page.pupils_reached
    if not count:
        return ""
    return _too_few() if public_count(count) is None else intcomma(count)


def _too_few() -> str:
    return _("fewer than %(count)s pupils") % {"count": SMALLEST}


def evaluation_detail(evaluation: EvaluationPage) -> dict[str, Any]:
    """Return what the page of one evaluation shows."""
    further = [row.case_id for row in evaluation.further_cases.all()]
    cards = case_cards([pk for pk in (evaluation.case_id, *further) if pk])
    case_card = next((card for card in cards if card.id == evaluation.case_id), None)
    evaluation.read_rows_once()
    # As it is in memory: a preview, or an evaluation from before there were ratings.
    reviews = list(evaluation.reviews.all()) if evaluation.pk else []
    ratings = rated(evaluation, reviews)
    evaluation.take(ratings)
    return {
        "verdict": verdict_of(evaluation),
        "known": known_by(evaluation),
        "ratings": rating_rows(evaluation, ratings),
        "checks": checks_of(evaluation, reviews),
        "facts": evaluation_facts(evaluation),
        "case_card": case_card,
        "author": evaluation.evaluator or (case_card.partner_name if case_card else ""),
        "further": [card for card in cards if card.id != evaluation.case_id],
        "sources": list(evaluation.sources.all()),
        "authors": list(evaluation.authors.all()),
        "findings": finding_rows(evaluation),
        "groups": group_facts(evaluation),
        "recognitions": list(evaluation.recognitions.all()),
    }


def evaluation_facts(evaluation: EvaluationPage) -> list[Fact]:
    """Return the key facts of one study, those that are known."""
    rows = [
        (_("Design"), evaluation.get_design_display()),
        (_("Period"), period(evaluation.period_start, evaluation.period_end)),
        (_("Took part"), sample_size(evaluation)),
        (_("Evaluated by"), evaluation.evaluator),
        (
            _("Independence"),
            evaluation.get_independence_display() if evaluation.independence else "",
        ),
        (_("Funded by"), evaluation.funder),
    ]
    return [Fact(label, [value]) for label, value in rows if value]


def case_sections(page: CaseStudyPage, card: CaseCard, links: Links) -> list[Section]:
    """Return the text of a case in the order in which a project leader thinks.

    A section without anything in it is there too, so that two cases can be laid side by side.
    """
    return [
        _section("what", _("What it is"), [
            (_("Why"), page.goal),
            (_("Mixing or meeting"), Mechanism(page.mechanism).label if page.mechanism else ""),
            (_("Materials"), page.materials),
        ]),
        _section("where", _("Where"), [(_("Setting"), page.setting)]),
        _section("how", _("How it works"), [
            (_("Step by step"), page.procedure),
            (_("In which form"), page.delivery),
            (_("Who does it"), page.providers),
            (_("How often and how long"), page.schedule),
            (_("Made to measure"), page.tailoring),
            (_("What changed on the way"), page.modifications),
            (_("How they keep to the plan"), page.fidelity_planned),
            (_("Did it go to plan?"), page.fidelity_actual),
            (_("What must be in place"), page.preconditions),
            (_("Legal basis"), page.legal_basis),
            (_("Why it stopped"), page.status_reason),
        ]),
        _section("cost", _("What it cost"), [
            (_("Yearly cost"), CostBand(page.cost_band).label if page.cost_band else ""),
            (_("Once"), euros(page.cost_one_off)),
            (_("Every year"), euros(page.cost_yearly)),
            (_("Per pupil a year"), euros(page.cost_per_pupil)),
            (_("Staff"), _fte(page)),
            (_("Prices of"), str(page.price_year or "")),
            (_("Who pays"), page.paid_by),
        ]),
        _section("results", _("What came of it"), [
            (_("What it should change"), _labels(links.outcomes)),
            (_("Results"), page.results),
            (_("Side effects and harm"), page.side_effects),
        ]),
        _section("lessons", _("What they would do differently"), [(_("Lessons"), page.lessons)]),
    ]  # fmt: skip


def _section(key: str, heading: str, rows: Iterable[tuple[str, str | Promise]]) -> Section:
    return Section(key, heading, [Item(label, str(text)) for label, text in rows if text])


def _facts(page: CaseStudyPage, card: CaseCard, links: Links) -> list[Fact]:
    return [
        Fact(_("Kind"), [term.label for term in card.types],
             [term.get_absolute_url() for term in card.types]),
        Fact(_("Where"), places(card.municipalities, card.region)),
        Fact(_("Sector"), _known(_labels(card.sectors))),
        Fact(_("For whom"), _known(_labels(links.targets))),
        Fact(_("Carried out by"), [row.name for row in links.organisations],
             [row.website for row in links.organisations]),
        Fact(_("Status"), _known(card.status_label)),
        Fact(_("Period"), _known(period(page.start_year, page.end_year))),
        Fact(_("Pupils a year"), _known(_pupils_reached(page))),
    ]  # fmt: skip


def places(municipalities: Iterable[Municipality], region: str) -> list[str]:
    """Return where a case is as lines of text: its municipalities, and its region in own words."""
    return _known(", ".join(place.name for place in municipalities), region)


def _known(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _unknown(page: CaseStudyPage, card: CaseCard, side_effects: SideEffects | None) -> list[str]:
    """Return what a school board asks first and this case doesn't say."""
    costs = (page.cost_band, page.cost_one_off, page.cost_yearly, page.cost_per_pupil)
    looked = side_effects not in (None, SideEffects.NOT_LOOKED)
    questions = [
        (_("what it costs"), any(cost is not None for cost in costs)),
        (_("how many pupils it reaches"), page.pupils_reached),
        (_("since when it runs"), page.start_year),
        (_("what must be in place"), page.preconditions),
        (_("what came of it"), page.results or card.verdict.reason),
        (_("side effects"), page.side_effects or looked),
        (_("what they would do differently"), page.lessons),
    ]
    return [question for question, known in questions if not known]


def _labels(terms: Iterable[Term]) -> str:
    return ", ".join(term.label for term in terms)


def _fte(page: CaseStudyPage) -> str:
    if page.staff_fte is None:
        return ""
    return _("%(fte)s full-time jobs") % {"fte": intcomma(page.staff_fte)}
