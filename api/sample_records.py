"""One made-up record of each kind, for the documentation; typed, so that none falls behind."""

import datetime as dt
from uuid import UUID

from api import schemas
from api.pool_schemas import PoolAnswer, Refusal
from api.studies import permalink, reference
from core.addresses import absolute

#: Identifiers that nothing has.
PARTNER, CASE, EVALUATION = (UUID(f"00000000-0000-4000-8000-00000000000{n}") for n in (1, 2, 3))
PUBLISHED = dt.datetime(2024, 3, 1, 9, 30, tzinfo=dt.UTC)
NIJMEGEN = ("0268", "Nijmegen")


def examples() -> list[schemas.Record]:
    """Return a record of each kind that has an address of its own."""
    return [_type(), _outcome(), _partner(), _case(), _finding(), _evaluation(), _pool()]


def _type() -> schemas.InterventionType:
    return schemas.InterventionType(
        slug="vriendschapsschool",
        name="Vriendschapsschool",
        name_en="Friendship school",
        definition="Twee scholen trekken samen op.",
        definition_en="Two schools join forces.",
        page=absolute("/aanpak/vriendschapsschool/"),
    )


def _outcome() -> schemas.Outcome:
    return schemas.Outcome(
        slug="houding",
        name="Houding",
        name_en="Attitudes",
        definition="Hoe leerlingen over elkaar denken.",
        definition_en="What pupils think of each other.",
        page=absolute("/uitkomst/houding/"),
        measures_attainment=False,
        is_side_effect=False,
    )


def _partner() -> schemas.Partner:
    code, name = NIJMEGEN
    return schemas.Partner(
        id=PARTNER,
        permalink=permalink(PARTNER),
        slug="stichting-voorbeeld",
        name="Stichting Voorbeeld",
        kind="foundation",
        summary="Een stichting die niet bestaat.",
        municipality=schemas.Municipality(code=code, name=name),
        website="https://stichting.example/",
        joined_on=dt.date(2024, 1, 15),
    )


def _case() -> schemas.Case:
    code, name = NIJMEGEN
    return schemas.Case(
        id=CASE,
        permalink=permalink(CASE),
        title="Voorbeeld: samen naar school",
        summary="Een aanpak die niet bestaat.",
        partner=reference(PARTNER, "Stichting Voorbeeld"),
        types=["vriendschapsschool"],
        outcomes=["houding"],
        sectors=["po"],
        target_groups=[],
        tags=["sport"],
        municipalities=[schemas.Municipality(code=code, name=name)],
        region="",
        organisations=[schemas.Organisation(name="Basisschool De Brug", website="")],
        mechanism="meeting",
        status="running",
        status_reason="",
        start_year=2019,
        end_year=None,
        goal="Kinderen van twee scholen kennen elkaar niet.",
        materials="",
        setting="Twee scholen, een kilometer van elkaar.",
        procedure="Begin met de ouders.",
        delivery="In groepen.",
        providers="",
        schedule="Elke woensdagmiddag.",
        tailoring="",
        modifications="",
        fidelity_planned="",
        fidelity_actual="",
        preconditions="Een afspraak tussen twee besturen.",
        legal_basis="",
        pupils_reached=120,
        cost_band=2,
        cost_one_off=None,
        cost_yearly=3000,
        cost_per_pupil=25,
        staff_fte=0.1,
        price_year=2024,
        paid_by="",
        results="",
        side_effects="",
        lessons="",
        conclusion="inconclusive",
        evaluations=[reference(EVALUATION, "Voorbeeld: een evaluatie")],
        sources=[],
        verified_on=dt.date(2024, 2, 1),
        review_due_on=dt.date(2025, 2, 1),
        licence="cc-by-4.0",
        first_published_at=PUBLISHED,
        last_published_at=PUBLISHED,
        is_example=True,
    )


def _figures() -> dict[str, object]:
    return {
        "id": 1,
        "outcome": "houding",
        "measure": "Vragenlijst",
        "unit": "punten",
        "direction": "higher",
        "months": 12,
        "subgroup": "",
        "role": "confirmatory",
        "data": "effect",
        "metric": "smd",
        "effect": 0.12,
        "standard_error": 0.1,
        "ci_low": -0.076,
        "ci_high": 0.316,
        "origin": "reported",
        "formula_version": "1",
        "no_effect_because": None,
        "share_before": None,
        "share_after": None,
    }


def _study() -> dict[str, object]:
    return {
        "id": EVALUATION,
        "permalink": permalink(EVALUATION),
        "title": "Voorbeeld: een evaluatie",
        "design": "matched-comparison",
        "maryland_level": 3,
        "wwc_rating": None,
        "conclusion": "inconclusive",
        "inconclusive_reason": "ran-too-short",
        "independence": "independent",
        "study_family": "",
        "period_start": 2020,
        "period_end": 2021,
        "is_example": True,
    }


def _finding() -> schemas.Finding:
    return schemas.Finding.model_validate(
        {
            **_figures(),
            "study": schemas.Study.model_validate(_study()),
            "cases": [reference(CASE, "Voorbeeld: samen naar school")],
            "types": ["vriendschapsschool"],
        }
    )


def _evaluation() -> schemas.EvaluationWithFindings:
    return schemas.EvaluationWithFindings.model_validate(
        {
            **_study(),
            "summary": "Een evaluatie die niet bestaat.",
            "cases": [reference(CASE, "Voorbeeld: samen naar school")],
            "types": ["vriendschapsschool"],
            "follow_up_months": 12,
            "pupils": 480,
            "schools": 6,
            "sample": "Zes scholen die zich zelf meldden.",
            "explanation": "Het onderzoek liep te kort.",
            "evaluator": "Universiteit Voorbeeld",
            "funder": "",
            "side_effects_looked_for": None,
            "side_effects": "",
            "preregistration": "",
            "strength": 1,
            "verdict": "inconclusive",
            "verdict_reason": "ran-too-short",
            "next_step": "follow-longer",
            "authors": [],
            "sources": [],
            "findings": [schemas.Figures.model_validate(_figures())],
            "first_published_at": PUBLISHED,
            "last_published_at": PUBLISHED,
        }
    )


def _pool() -> PoolAnswer:
    return PoolAnswer(
        pooled=None,
        refusal=Refusal(
            reason="too-few-studies",
            text="they come from fewer than three independent studies",
        ),
    )
