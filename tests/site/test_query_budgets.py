"""How many queries a page takes: within its budget, and the same however much there is to show.

Each page is asked three times: the first time renditions are made, the second time a process that
has just started reads the cases into memory, the third time is what visitors get.
"""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from core.models import Picture
from interventions.models import CaseStudyPage, EvaluationPage, FurtherCase
from partners.models import PartnerPage
from search import snapshot
from tests import builders

pytestmark = [
    # The process's memory of cases works outside transactions only, as in a site in use.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,
    pytest.mark.usefixtures("content"),
    pytest.mark.slow,
]

#: What a page may take on top where a process has just started: the cases, and labels of facets.
AT_START = 9

BUDGETS = {
    "home": 12,
    "list": 15,
    "list with a question": 15,
    "list with nothing found": 15,
    "completions": 6,
    "case": 15,
    "type": 15,
    "outcome": 15,
    "coalition": 10,
    "partner": 15,
    "compare": 8,
    "evaluation": 17,
}


@pytest.fixture
def content() -> None:
    call_command("import_municipalities", verbosity=0)
    owner = builders.partner(municipality=builders.municipality("0268"))
    first = builders.case(
        owner, "Eerste", places=["0268"], outcomes=["vriendschap-en-contact"], targets=["ouders"],
        tags=["keuken"], status="running", start_year=2020, cost_band=2,
    )  # fmt: skip
    builders.case(owner, "Tweede", places=["0344"])
    builders.evaluation(first, "works")
    show_a_picture_everywhere()


def show_a_picture_everywhere() -> None:
    file = BytesIO()
    Image.new("RGB", (1000, 800)).save(file, "PNG")
    picture = Picture(
        title="Beeld", description="Een beeld", file=ImageFile(file, name="beeld.png")
    )
    picture.save()
    CaseStudyPage.objects.update(lead_image=picture)
    PartnerPage.objects.update(logo=picture)


def grow() -> None:
    """Fill every list: of cases, partners, evaluations, terms, places and further cases."""
    call_command("generate_cases", count=60, verbosity=0)
    first = CaseStudyPage.objects.get(title="Eerste")
    others = list(CaseStudyPage.objects.filter(is_synthetic=True)[:4])
    for number in range(5):
        evaluation = builders.evaluation(first, "works", title=f"Onderzoek {number}")
        evaluation.further_cases.set([FurtherCase(case=case) for case in others])
        evaluation.save_revision().publish()
    show_a_picture_everywhere()


def all_facets() -> str:
    first = CaseStudyPage.objects.get(title="Eerste")
    return (
        "/interventies/?q=klein&type=vriendschapsschool&outcome=vriendschap-en-contact&sector=po"
        "&municipality=0268&province=gelderland&target=ouders&conclusion=works&status=running"
        f"&partner={first.get_parent().slug}&year=2020&sort=relevance&page=1"
    )


def addresses() -> dict[str, str]:
    first = CaseStudyPage.objects.get(title="Eerste")
    chosen = [first, *CaseStudyPage.objects.exclude(pk=first.pk).order_by("pk")[:3]]
    return {
        "home": "/",
        "list": "/interventies/",
        "list with a question": all_facets(),
        "list with nothing found": "/interventies/?q=zeppelin&type=vriendschapsschool",
        "completions": "/interventies/suggest?q=ee",
        "case": first.get_url(),
        "type": "/aanpak/vriendschapsschool/",
        "outcome": "/uitkomst/vriendschap-en-contact/",
        "coalition": "/coalitie/",
        "partner": first.get_parent().get_url(),
        "compare": "/interventies/vergelijk?" + "&".join(f"case={case.pk}" for case in chosen),
        "evaluation": EvaluationPage.objects.filter(case=first).earliest("pk").get_url(),
    }


def queries(address: str) -> Iterator[int]:
    """Yield how many queries a page takes in a process that has just started, and then."""
    client = Client()
    assert client.get(address).status_code == 200
    snapshot.forget()
    for _visit in ("just started", "as usual"):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        yield len(captured)


def test_pages_stay_within_their_budget_as_the_content_grows() -> None:
    few = {name: tuple(queries(address)) for name, address in addresses().items()}
    grow()
    many = {name: tuple(queries(address)) for name, address in addresses().items()}

    assert set(many) == set(BUDGETS)
    assert {name: usual for name, (_, usual) in many.items() if usual > BUDGETS[name]} == {}
    assert many == few
    assert {name: row for name, row in many.items() if row[0] > row[1] + AT_START} == {}
