"""What the demo content has not: a case in which everything is filled in, and a second page of results."""

from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from core.models import MediaDocument, Municipality
from demo.pictures import picture
from evidence.snapshots import take_snapshot
from interventions.models import (
    CarryingOutOrganisation,
    CaseStudyPage,
    CaseStudySource,
    EvaluationSource,
)
from partners.models import PartnerPage
from tests import builders

PARTNER = "stichting-vol"
CLOSED_CASE = "een-aanpak-met-een-wachtwoord"
FULL_CASE = "een-zo-volledig-mogelijk-beschreven-aanpak"
#: With a word that is wider than a phone.
FULL_TITLE = "Een zo volledig mogelijk beschreven vriendschapsschoolontmoetingsprogramma"
FULL_EVALUATION = "een-volledige-evaluatie"
#: With the full case one more than a page of results holds; each in a municipality of its own.
FURTHER_CASES = 20


def add_content() -> None:
    """Publish a partner with one case that says everything, many that say little, one for few."""
    owner = builders.partner("Stichting Vol", slug=PARTNER)
    places = Municipality.objects.order_by("name").values_list("code", flat=True)
    for number, place in enumerate(places[:FURTHER_CASES], start=1):
        builders.case(
            owner, f"Buurtproject {number:02}", slug=f"buurtproject-{number}", places=[place]
        )
    closed = builders.case(owner, "Een aanpak met een wachtwoord", slug=CLOSED_CASE)
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="sesam")
    _add_full_case(owner)
    _add_snapshots()


def _add_full_case(owner: PartnerPage) -> None:
    image = picture("vriendschapsschool", "Brug", owner.workspace.collection)
    image.credit = "Studio Brug"
    image.save()
    case = builders.case(
        owner,
        FULL_TITLE,
        slug=FULL_CASE,
        types=("vriendschapsschool", "gezamenlijke-vakken", "ontmoetingsprojecten"),
        sectors=("po", "vo"),
        outcomes=("vriendschap-en-contact", "houding"),
        targets=("leerlingen-basisonderwijs", "ouders"),
        places=("0268", "0344", "0363", "0518"),
        tags=("sport", "lange-afstandsfietsvriendschappen"),
        is_synthetic=True,
        lead_image=image,
        mechanism="both",
        goal="Kinderen van twee scholen kenden elkaar niet.",
        materials="- een bus\n- twee ballen",
        region="Het hele land",
        setting="Twee scholen, een kilometer van elkaar.",
        pupils_reached=1240,
        delivery="In groepen.",
        providers="Een leerkracht van elke school.",
        status="stopped",
        status_reason="De bus werd te duur.",
        start_year=2016,
        end_year=2020,
        schedule="Elke woensdagmiddag.",
        tailoring="Per leeftijd.",
        modifications="Eerst één middag, later twee.",
        fidelity_planned="Een vast rooster.",
        fidelity_actual="Acht van de tien middagen gingen door.",
        preconditions="Een afspraak tussen twee besturen.",
        legal_basis="Wet op het primair onderwijs.",
        cost_band=3,
        cost_one_off=2500,
        cost_yearly=12000,
        cost_per_pupil=85,
        staff_fte=Decimal("0.25"),
        price_year=2019,
        paid_by="De gemeente.",
        results="Kinderen noemen meer vrienden van de andere school.",
        side_effects="Geen gezien, wel gezocht.",
        lessons="Begin met de ouders.",
        verified_on=date(2024, 3, 1),
        contact_name="Robin Voorbeeld",
        contact_role="projectleider",
        contact_email="robin.voorbeeld@stichting-vol.example",
        contact_phone="024 123 45 67",
        contact_consent_on=date(2024, 2, 1),
        story=_story(owner, image.pk),
    )
    case.organisations.set(
        [
            CarryingOutOrganisation(name="Basisschool De Brug", website="https://brug.example/"),
            CarryingOutOrganisation(name="Basisschool Het Water"),
        ]
    )
    case.sources.set(
        [
            CaseStudySource(
                title="Verslag van vier jaar", year=2021, url="https://vol.example/verslag"
            )
        ]
    )
    case.save_revision().publish()
    _add_evaluations(case)


def _add_evaluations(case: CaseStudyPage) -> None:
    evaluation = builders.evaluation(
        case,
        "promising",
        title="Een volledige vriendschapsschoolontmoetingsprogrammaevaluatie",
        slug=FULL_EVALUATION,
        design="difference-in-differences",
        period_start=2017,
        period_end=2019,
        follow_up_months=12,
        pupils=480,
        schools=6,
        sample="Zes scholen die zich zelf meldden.",
        explanation="Het verschil is klein, en wijst één kant op.",
        evaluator="Universiteit Voorbeeld",
        independence="independent",
        funder="Een fonds",
        findings=[
            builders.finding(
                "vriendschap-en-contact", data="effect", reported_metric="smd",
                reported_effect=0.21, reported_se=0.1, time_point_months=12,
            ),
            builders.finding("houding", data="before-after", share_before=57, share_after=68),
        ],
    )  # fmt: skip
    evaluation.sources.set([EvaluationSource(title="Proefschrift", year=2020, doi="10.1000/182")])
    evaluation.save_revision().publish()
    builders.evaluation(case, "no-effect", title="Een tweede evaluatie", design="qualitative")


def _add_snapshots() -> None:
    """Keep the findings twice; the first version is withdrawn."""
    if first := take_snapshot():
        first.withdrawn_because = "In een kleine groep was te zien om wie het ging."
        first.save()
    take_snapshot()


def _story(owner: PartnerPage, image: int) -> list[dict[str, object]]:
    document = MediaDocument.objects.create(
        title="Rooster",
        file=ContentFile(b"dag,uur\nwoensdag,13\n", name="rooster.csv"),
        collection=owner.workspace.collection,
    )
    headings = ["School", "Leerlingen", "Leerkrachten", "Samenstelling", "Woensdagmiddagen"]
    columns = [{"type": "text", "heading": heading} for heading in headings]
    return [
        {"type": "heading", "value": "Hoe het begon"},
        {"type": "paragraph", "value": '<p>Lees <a href="https://vol.example/">meer</a>.</p>'},
        {"type": "image", "value": {"image": image, "caption": "De brug."}},
        {"type": "quote", "value": {"text": "Wij fietsen nu samen.", "speaker": "Een leerling"}},
        {"type": "steps", "value": [{"title": "Bel", "text": "Bel."}, {"title": "Ga", "text": ""}]},
        {
            "type": "table",
            "value": {
                "caption": "Leerlingen",
                "table": {"columns": columns, "rows": [{"values": headings}]},
            },
        },
        {"type": "document", "value": {"document": document.pk, "description": "Per week"}},
    ]
