"""The words by which a case study is found, read in bulk: a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence

from wagtail.models import Page

from core.fields import plain_text
from core.models import Province
from interventions.models import (
    CarryingOutOrganisation,
    CaseStudyIntervention,
    CaseStudyOutcome,
    CaseStudyPage,
    CaseStudyPlace,
    CaseStudySector,
    CaseStudyTag,
    CaseStudyTargetGroup,
)
from partners.models import PartnerPage

#: Text fields that readers see, in the order of the page.
TEXT_FIELDS = (
    "summary", "goal", "materials", "region", "setting", "procedure", "delivery", "providers",
    "status_reason", "schedule", "tailoring", "modifications", "fidelity_planned",
    "fidelity_actual", "preconditions", "legal_basis", "paid_by", "results", "side_effects",
    "lessons",
)  # fmt: skip
VOCABULARIES = (CaseStudyIntervention, CaseStudySector, CaseStudyTargetGroup, CaseStudyOutcome)


def searchable_texts(ids: Sequence[int]) -> dict[int, str]:
    """Return all words of each case but its title, as the database has them: terms, then the text.

    A contact person is left out: consent can be withdrawn, and an index is slow to forget.
    """
    pages = CaseStudyPage.objects.filter(pk__in=ids).values_list(
        "pk", "path", "story", *TEXT_FIELDS
    )
    names = _names(ids)
    partners = dict(
        PartnerPage.objects.filter(path__in={path[: -Page.steplen] for _, path, *_ in pages})
        .values_list("path", "title")
    )  # fmt: skip
    return {
        pk: "\n".join(
            filter(None, [*names[pk], partners[path[: -Page.steplen]], *texts, plain_text(story)])
        )
        for pk, path, story, *texts in pages
    }


def _names(ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of terms, tags, places and organisations of each case."""
    found: dict[int, list[str]] = defaultdict(list)
    for through in VOCABULARIES:
        terms = through._default_manager.filter(content_object_id__in=ids).order_by("pk")
        for pk, *names in terms.values_list("content_object_id", "tag__name", "tag__name_en"):
            found[pk].extend(names)
    tags = CaseStudyTag.objects.filter(content_object_id__in=ids).order_by("pk")
    for pk, name in tags.values_list("content_object_id", "tag__name"):
        found[pk].append(name)
    places = CaseStudyPlace.objects.filter(case_id__in=ids).order_by("sort_order", "pk")
    for pk, name, province in places.values_list(
        "case_id", "municipality__name", "municipality__province"
    ):
        found[pk].extend((name, str(Province(province).label)))
    organisations = CarryingOutOrganisation.objects.filter(case_id__in=ids)
    for pk, name in organisations.order_by("sort_order", "pk").values_list("case_id", "name"):
        found[pk].append(name)
    return found
