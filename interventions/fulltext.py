"""The words by which a case study is found."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.fields import plain_text

if TYPE_CHECKING:
    from core.models import Municipality
    from interventions.models import CaseStudyPage, Term

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
    vocabularies = (
        case.intervention_types, case.sectors, case.target_groups, case.target_outcomes,
    )  # fmt: skip
    return compose_text(
        case,
        terms=[term for vocabulary in vocabularies for term in vocabulary.all()],
        tags=[tag.name for tag in case.tags.all()],
        places=[place.municipality for place in case.places.all()],
        organisations=[organisation.name for organisation in case.organisations.all()],
    )


def compose_text(
    case: "CaseStudyPage",
    *,
    terms: Iterable["Term"],
    tags: Iterable[str],
    places: Iterable["Municipality"],
    organisations: Iterable[str],
) -> str:
    """Return the same from what belongs to the case, where that is at hand already."""
    in_order = sorted(terms, key=lambda term: (term._meta.model_name, term.order, term.name))
    parts = [
        *(name for term in in_order for name in (term.name, term.name_en)),
        *tags,
        *(f"{place.name} {place.get_province_display()}" for place in places),
        *organisations,
        *(getattr(case, name) for name in TEXT_FIELDS),
        plain_text(case.story),
    ]
    return "\n".join(part for part in parts if part)
