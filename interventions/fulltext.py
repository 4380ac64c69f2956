"""The words by which a case study is found."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.fields import plain_text

if TYPE_CHECKING:
    from interventions.models import CaseStudyPage

#: Text fields that readers see, in the order of the page.
TEXT_FIELDS = (
    "summary", "goal", "materials", "region", "setting", "procedure", "delivery", "providers",
    "status_reason", "schedule", "tailoring", "modifications", "fidelity_planned",
    "fidelity_actual", "preconditions", "legal_basis", "paid_by", "results", "side_effects",
    "lessons",
)  # fmt: skip


def searchable_text(case: "CaseStudyPage") -> str:
    """Return all words of the case but its title: terms and places first, then the text.

    A contact person is left out: consent can be withdrawn, and an index is slow to forget.
    """
    return "\n".join(part for part in _parts(case) if part)


def _parts(case: "CaseStudyPage") -> Iterator[str]:
    for terms in (case.intervention_types, case.sectors, case.target_groups, case.target_outcomes):
        for term in terms.all():
            yield term.name
            yield term.name_en
    for tag in case.tags.all():
        yield tag.name
    for place in case.places.all():
        yield f"{place.municipality.name} {place.municipality.get_province_display()}"
    for organisation in case.organisations.all():
        yield organisation.name
    for name in TEXT_FIELDS:
        yield getattr(case, name)
    yield plain_text(case.story)
