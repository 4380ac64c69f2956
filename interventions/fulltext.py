"""The words by which a case study is found, read in bulk: a fixed number of queries."""

from collections.abc import Sequence

from wagtail.models import Page

from core.fields import plain_text
from interventions.links import Links, links_by_case
from interventions.models import CaseStudyPage
from partners.models import PartnerPage

#: Text fields that readers see, in the order of the page.
TEXT_FIELDS = (
    "summary", "goal", "materials", "region", "setting", "procedure", "delivery", "providers",
    "status_reason", "schedule", "tailoring", "modifications", "fidelity_planned",
    "fidelity_actual", "preconditions", "legal_basis", "paid_by", "results", "side_effects",
    "lessons",
)  # fmt: skip


def searchable_texts(ids: Sequence[int]) -> dict[int, str]:
    """Return all words of each case but its title, as the database has them: terms, then the text.

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
    return {
        pk: "\n".join(
            filter(
                None,
                [*_names(links[pk]), partners[path[: -Page.steplen]], *texts, plain_text(story)],
            )
        )
        for pk, path, story, *texts in pages
    }


def _names(links: Links) -> list[str]:
    """Return the names of what a case is tied to: terms, tags, places and organisations."""
    terms = (*links.types, *links.sectors, *links.targets, *links.outcomes)
    return [
        *(name for term in terms for name in (term.name, term.name_en)),
        *(tag.name for tag in links.tags),
        *(
            name
            for place in links.municipalities
            for name in (place.name, place.get_province_display())
        ),
        *(organisation.name for organisation in links.organisations),
    ]
