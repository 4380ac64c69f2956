"""What the API tells: records as programs get them, each field with what it says.

Fields are added here and never renamed or taken away: that would be another version. Only what
everybody may know: no contact persons, and no counts of pupils under 10.
"""

import datetime as dt
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Choices
from ninja import Schema
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from interventions.choices import (
    Conclusion,
    Data,
    Design,
    Direction,
    EffectOrigin,
    InconclusiveReason,
    Independence,
    Licence,
    Mechanism,
    Metric,
    NoEffect,
    Role,
    SideEffects,
    Status,
)
from partners.models import PartnerKind

Item = TypeVar("Item")


def one_of(choices: type[Choices], description: str, *, known: bool = True) -> Any:
    """Return a field with values to choose from; with ``known`` false it may be null."""
    values = [*choices.values] if known else [*choices.values, None]
    return Field(description=description, json_schema_extra={"enum": values})


class Record(Schema):
    """What all records share: names in camelCase, and nothing but the fields."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Listed(Record, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    next: str | None = Field(
        description="Address of the part behind this one; null after the last."
    )


class Reference(Record):
    """Another record, by its identifier and its name."""

    id: UUID
    permalink: str = Field(description="Address of its page, which stays when the page moves.")
    title: str


class Term(Record):
    """A term of a vocabulary; its slug is what parameters take."""

    slug: str
    name: str = Field(description="In Dutch.")
    name_en: str = Field(description="In English; empty where it has no English name.")
    definition: str
    definition_en: str
    page: str = Field(description="Address of its page on the site.")


class InterventionType(Term):
    """A kind of intervention."""


class Outcome(Term):
    """What an intervention wants to change; also the domain that a study measures in."""

    measures_attainment: bool = Field(description="Whether it is about learning results.")
    is_side_effect: bool = Field(description="Whether nobody wanted to change it.")


class Municipality(Record):
    """A Dutch municipality."""

    code: str = Field(description="Four-digit code of Statistics Netherlands (CBS).")
    name: str


class Partner(Record):
    """A member of the coalition."""

    id: UUID
    permalink: str
    slug: str
    name: str
    kind: str = one_of(PartnerKind, "What kind of organisation it is.")
    summary: str
    municipality: Municipality | None
    website: str
    joined_on: dt.date | None


class Organisation(Record):
    """Who carries a case out; it need not be a partner."""

    name: str
    website: str


class Source(Record):
    """Where a statement can be checked."""

    title: str
    authors: str
    publisher: str
    year: int | None
    url: str


class EvaluationSource(Source):
    """A publication of a study."""

    doi: str


class Author(Record):
    """Somebody who wrote a study."""

    name: str
    orcid: str
    organisation: str
    ror: str


class Case(Record):
    """A case study: what a partner tried, by the items of TIDieR, and what school boards ask for."""

    id: UUID
    permalink: str
    title: str
    summary: str
    partner: Reference
    types: list[str] = Field(description="Slugs of the kinds of intervention.")
    outcomes: list[str] = Field(description="Slugs of what it should change.")
    sectors: list[str] = Field(description="Slugs of the sectors.")
    target_groups: list[str] = Field(description="Slugs of whom it is for.")
    tags: list[str] = Field(description="Free words of the partner.")
    municipalities: list[Municipality]
    region: str
    organisations: list[Organisation]
    mechanism: str | None = one_of(Mechanism, "Mixing pupils, or letting them meet.", known=False)
    status: str | None = one_of(Status, "Whether it runs.", known=False)
    status_reason: str = Field(description="Why it stopped.")
    start_year: int | None
    end_year: int | None
    goal: str
    materials: str
    setting: str
    procedure: str
    delivery: str
    providers: str
    schedule: str
    tailoring: str
    modifications: str
    fidelity_planned: str
    fidelity_actual: str
    preconditions: str
    legal_basis: str
    pupils_reached: int | None = Field(description="A year; null under 10, and where not known.")
    cost_band: int | None = Field(description="From 1, hardly any money, to 5, over € 100,000.")
    cost_one_off: int | None = Field(description="In euros.")
    cost_yearly: int | None = Field(description="In euros.")
    cost_per_pupil: int | None = Field(description="In euros a year.")
    staff_fte: float | None = Field(description="In full-time jobs.")
    price_year: int | None
    paid_by: str
    results: str
    side_effects: str
    lessons: str
    conclusion: str = Field(
        description="What its evaluations say together, unweighed; not-evaluated without any."
    )
    evaluations: list[Reference]
    sources: list[Source]
    verified_on: dt.date | None = Field(
        description="When the partner last said that this is still right."
    )
    review_due_on: dt.date | None = Field(
        description="When the partner is to look again; past: nobody has confirmed it since."
    )
    licence: str = one_of(Licence, "What others may do with the text.")
    first_published_at: dt.datetime | None
    last_published_at: dt.datetime | None
    is_example: bool = Field(description="Whether it was generated, and is about nobody.")


class Figures(Record):
    """What a study found on one outcome.

    Above zero is better, whatever was measured. Without an effect size there is a reason why.
    """

    id: int = Field(description="Number of the finding on this site.")
    outcome: str = Field(description="Slug of the outcome.")
    measure: str = Field(description="In the words of the study.")
    unit: str
    direction: str | None = one_of(Direction, "Whether a higher measure is better.", known=False)
    months: int | None = Field(description="After the start, when it was measured.")
    subgroup: str = Field(description="Part of the pupils; empty: all who took part.")
    role: str | None = one_of(Role, "Whether it was planned beforehand.", known=False)
    data: str = one_of(Data, "What the study reports.")
    metric: str | None = one_of(Metric, "Kind of effect size.", known=False)
    effect: float | None
    standard_error: float | None
    ci_low: float | None = Field(description="Lower end of the interval of 95 per cent.")
    ci_high: float | None = Field(description="Upper end of the interval of 95 per cent.")
    origin: str | None = one_of(EffectOrigin, "Reported, or computed here.", known=False)
    formula_version: str
    no_effect_because: str | None = one_of(NoEffect, "Why there is no effect size.", known=False)
    share_before: float | None = Field(description="In per cent, of a study before and after.")
    share_after: float | None = Field(description="In per cent, of a study before and after.")


class Study(Record):
    """An evaluation as its findings name it."""

    id: UUID
    permalink: str
    title: str
    design: str = one_of(Design, "How it compares.")
    maryland_level: int | None = Field(description="From 1 to 5.")
    wwc_rating: str | None = Field(
        description="After the rules of the What Works Clearinghouse; null where they don't apply."
    )
    conclusion: str = one_of(Conclusion, "What the study itself concludes.")
    inconclusive_reason: str | None = one_of(
        InconclusiveReason, "Why it is inconclusive.", known=False
    )
    independence: str | None = one_of(Independence, "Who evaluated.", known=False)
    study_family: str = Field(description="Code that reports of one study share.")
    period_start: int | None
    period_end: int | None
    is_example: bool = Field(description="Whether it only shows how pooling works.")


class Finding(Figures):
    """A finding with its study, and what that is about."""

    study: Study
    cases: list[Reference] = Field(description="Empty for a study of practice elsewhere.")
    types: list[str] = Field(description="Slugs of the kinds of intervention.")


class Evaluation(Study):
    """A study of one or more cases, or of practice elsewhere."""

    summary: str
    cases: list[Reference] = Field(description="Empty for a study of practice elsewhere.")
    types: list[str] = Field(description="Slugs of the kinds of intervention.")
    follow_up_months: int | None
    pupils: int | None = Field(description="Null under 10, and where not known.")
    schools: int | None
    sample: str
    explanation: str
    evaluator: str
    funder: str
    side_effects_looked_for: str | None = one_of(
        SideEffects, "Whether side effects were looked for, and seen; null: not said.", known=False
    )
    side_effects: str
    preregistration: str
    strength: int | None = Field(description="Of the evidence, from 0 to 4.")
    verdict: str | None = Field(description="What the site says of it, by its decision table.")
    verdict_reason: str | None
    next_step: str | None = Field(description="What would lift the strength by one.")
    authors: list[Author]
    sources: list[EvaluationSource]
    first_published_at: dt.datetime | None
    last_published_at: dt.datetime | None


class EvaluationWithFindings(Evaluation):
    """A study with everything that it found; in a list the findings have a list of their own."""

    findings: list[Figures]


class CaseList(Listed[Case]):
    """A part of the list of cases: twenty at a time."""


class EvaluationList(Listed[Evaluation]):
    """A part of the list of evaluations."""


class FindingList(Listed[Finding]):
    """A part of the list of findings."""


class PartnerList(Listed[Partner]):
    """A part of the list of partners."""


class InterventionTypeList(Listed[InterventionType]):
    """All kinds of intervention."""


class OutcomeList(Listed[Outcome]):
    """All outcomes."""
