"""The words by which a case study is found, read in bulk: a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wagtail.models import Page

from core.fields import plain_text
from interventions.links import links_by_case
from interventions.models import CaseStudyPage
from partners.models import PartnerPage

#: Text fields that readers see, in the order of the page.
TEXT_FIELDS = (
    "summary", "goal", "materials", "region", "setting", "procedure", "delivery", "providers",
    "status_reason", "schedule", "tailoring", "modifications", "fidelity_planned",
    "fidelity_actual", "preconditions", "legal_basis", "paid_by", "results", "side_effects",
    "lessons",
)  # fmt: skip


@dataclass(frozen=True)
class CaseTexts:
    """The words of one case by their part in it; the title is left out, which every index has."""

    types: Sequence[str]
    sectors: Sequence[str]
    #: Target groups and outcomes.
    aims: Sequence[str]
    terms_en: Sequence[str]
    tags: Sequence[str]
    places: Sequence[str]
    organisations: Sequence[str]
    partner: str
    summary: str
    #: The other text fields and the story, in the order of the page, without those that are empty.
    body: Sequence[str]

    def __str__(self) -> str:
        names = (
            self.types, self.sectors, self.aims, self.terms_en, self.tags, self.places,
            self.organisations,
        )  # fmt: skip
        return "\n".join(
            [*(name for group in names for name in group), self.partner, self.summary, *self.body]
        )


def searchable_texts(ids: Sequence[int]) -> Mapping[int, CaseTexts]:
    """Return the words of each of these cases that the database has.

    A contact person is left out: consent can be withdrawn, and an index is slow to forget.
    """
    pages = CaseStudyPage.objects.filter(pk__in=ids).values_list(
        "pk", "path", "story", *TEXT_FIELDS
    )
    links = links_by_case(ids)
    partners = dict(
        PartnerPage.objects.filter(path__in={path[: -Page.steplen] for _, path, *_ in pages})
        .values_list("path", "title")
    )  # fmt: skip
    found = {}
    for pk, path, story, summary, *texts in pages:
        tied = links[pk]
        aims = (*tied.targets, *tied.outcomes)
        terms = (*tied.types, *tied.sectors, *aims)
        found[pk] = CaseTexts(
            types=[term.name for term in tied.types],
            sectors=[term.name for term in tied.sectors],
            aims=[term.name for term in aims],
            terms_en=[term.name_en for term in terms if term.name_en],
            tags=[tag.name for tag in tied.tags],
            places=[
                name
                for place in tied.municipalities
                for name in (place.name, str(place.get_province_display()))
            ],
            organisations=[organisation.name for organisation in tied.organisations],
            partner=partners[path[: -Page.steplen]],
            summary=summary,
            body=[text for text in (*texts, plain_text(story)) if text],
        )
    return found
