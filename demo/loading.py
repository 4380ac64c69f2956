"""The seven partners and twelve cases of the coalition's beginning, as published pages."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from core.models import HomePage, Municipality
from demo.pictures import picture
from demo.site_setup import VOCABULARIES
from demo.story import story
from demo.toml import Table, read_folder
from interventions.models import (
    CarryingOutOrganisation,
    CaseStudyPage,
    CaseStudyPlace,
    CaseStudySource,
    EvaluationPage,
    EvaluationSource,
    Finding,
    Outcome,
)
from partners.models import CoalitionIndexPage, PartnerPage

#: Lists of slugs in a content file, with the field of a case that they fill.
TERMS = {
    "intervention_types": "intervention_types",
    "sectors": "sectors",
    "target_groups": "target_groups",
    "outcomes": "target_outcomes",
}
NOT_FIELDS = {
    *TERMS, "partner", "municipalities", "tags", "illustration", "organisations", "sources", "story",
    "evaluations",
}  # fmt: skip


@transaction.atomic
def load_partners_and_cases(home: HomePage) -> Iterator[str]:
    """Publish what isn't there yet; yield a line about each page."""
    coalition = CoalitionIndexPage.objects.child_of(home).get()
    for row in read_folder("partners"):
        if not PartnerPage.objects.child_of(coalition).filter(slug=row["slug"]).exists():
            yield f"partner: {_load_partner(coalition, row).title}"
    for row in read_folder("cases"):
        partner = PartnerPage.objects.child_of(coalition).get(slug=row["partner"])
        if not CaseStudyPage.objects.child_of(partner).filter(slug=row["slug"]).exists():
            yield f"case: {_load_case(partner, row).title}"


def _load_partner(coalition: CoalitionIndexPage, row: Table) -> PartnerPage:
    fields = {name: row[name] for name in ("title", "slug", "kind", "summary")}
    partner = coalition.add_child(
        instance=PartnerPage(
            **fields,
            municipality=Municipality.objects.filter(pk=row.get("municipality")).first(),
            about=story([{"type": "paragraph", "text": text} for text in row.get("about", [])]),
        )
    )
    partner.logo = picture(row["mark"], f"Merk {partner.title}", partner.workspace.collection)
    partner.save_revision().publish()
    return partner


def _load_case(partner: PartnerPage, row: Table) -> CaseStudyPage:
    plain = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in row.items()
        if name not in NOT_FIELDS
    }
    case = CaseStudyPage(**plain, story=story(row.get("story", [])))
    case.lead_image = picture(row["illustration"], case.title, partner.workspace.collection)
    for name, field in TERMS.items():
        terms = VOCABULARIES[name].objects.filter(slug__in=row.get(name, []))
        getattr(case, field).add(*terms)
    case.tags.add(*row.get("tags", []))
    case.places.set(
        [CaseStudyPlace(municipality_id=code) for code in row.get("municipalities", [])]
    )
    case.organisations.set([CarryingOutOrganisation(**entry) for entry in _organisations(row)])
    case.sources.set([CaseStudySource(**source) for source in row.get("sources", [])])
    partner.add_child(instance=case)
    case.save_revision().publish()
    for evaluation in row.get("evaluations", []):
        _load_evaluation(case, evaluation)
    return case


def _load_evaluation(case: CaseStudyPage, row: Table) -> None:
    fields: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in row.items()
        if name not in {"sources", "findings"}
    }
    evaluation = EvaluationPage(**fields)
    evaluation.findings.set([_finding(**finding) for finding in row.get("findings", [])])
    evaluation.sources.set([EvaluationSource(**source) for source in row.get("sources", [])])
    case.add_child(instance=evaluation)
    evaluation.save_revision().publish()


def _finding(*, outcome: str, **fields: Any) -> Finding:
    return Finding(outcome=Outcome.objects.get(slug=outcome), **fields)


def _organisations(row: Table) -> list[Table]:
    return [
        entry if isinstance(entry, dict) else {"name": entry}
        for entry in row.get("organisations", [])
    ]
