"""The planner of evaluations, as a visitor meets it, and the draft that an author gets from it."""

import pytest
from django.test import Client

from core.models import User
from interventions.models import CaseStudyPage, EvaluationPage
from methods import power
from partners.models import PartnerPage
from tests import builders
from tests.forms import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

URL = "/bewijs/plannen/"
REGISTER = "/beheer/evaluations/register/"
PLAN = "outcome=leerprestaties&design=rct-cluster&schools=40&pupils=60"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    [main] = soup(response).select("main")
    return " ".join(main.get_text(" ").split())


def sign_in(client: Client, user: User) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


@pytest.fixture
def partner() -> PartnerPage:
    return builders.partner()


@pytest.fixture
def case(partner: PartnerPage) -> CaseStudyPage:
    return builders.case(partner)


def test_it_begins_with_questions_and_no_errors(client: Client) -> None:
    page = soup(client.get(URL))
    assert len(page.select(".planner__form select, .planner__form input")) == 8
    assert not page.select(".errorlist, .notice--error")


def test_it_tells_what_the_formula_of_the_design_says(client: Client) -> None:
    # Bloom, Richburg-Hayes and Black (2007), equation 3, computed by hand in the tests of methods.
    told = text(client, f"{URL}?{PLAN}&icc=0,15")
    assert "een effect van 0,37 standaarddeviaties of groter" in told
    assert "naar plaats 64 van de 100" in told
    assert "5 maanden" in told
    # What an effect of .40 needs is what the method says.
    needed = power.clusters_needed(0.40, 60, 0.15)
    assert f"0,40 {needed} scholen" in told


def test_pupils_by_lot_need_no_icc(client: Client) -> None:
    address = f"{URL}?outcome=houding&design=rct-individual&schools=4&pupils=100"
    told = text(client, address)
    assert "een effect van 0,28 standaarddeviaties of groter" in told
    assert "maanden" not in told  # only for learning results
    assert text(client, f"{address}&icc=0.9").count("0,28") == told.count("0,28")


def test_an_icc_that_is_not_given_is_the_usual_one_of_the_outcome(client: Client) -> None:
    assert "intraklassecorrelatie 0,20" in text(client, f"{URL}?{PLAN}")
    assert "intraklassecorrelatie 0,10" in text(
        client, f"{URL}?{PLAN.replace('leerprestaties', 'houding')}"
    )


def test_an_effect_that_is_asked_for_gets_its_number_of_schools(client: Client) -> None:
    told = text(client, f"{URL}?{PLAN}&wanted=0,20")
    assert f"0,20 {power.clusters_needed(0.20, 60, 0.2)} scholen" in told
    assert "0,40" not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("schools", "-3"), ("schools", "twintig"), ("schools", "1e400"), ("schools", "9" * 400),
        ("schools", "2"), ("schools", "12,5"), ("pupils", "0"), ("icc", "1,5"), ("icc", "nan"), ("icc", "inf"),
        ("explained", "100"), ("share", "0"), ("wanted", "0"), ("design", "x"),
        ("outcome", "bestaat-niet"), ("wanted", "<script>"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_at_its_field_and_stays(
    client: Client, name: str, value: str
) -> None:
    answers = {"outcome": "houding", "design": "rct-cluster", "schools": "20", "pupils": "30"}
    response = client.get(URL, {**answers, name: value})
    page = soup(response)
    assert response.status_code == 200
    [field] = page.select(".form__field:has(.errorlist) :is(input, select)")
    assert field["name"] == name
    if field.name == "input":
        assert field["value"] == value
    [error] = page.select(".errorlist")
    assert str(error["id"]) in str(field["aria-describedby"])
    assert page.select(".notice--error")
    [schools] = page.select("[name=schools]")
    assert schools["value"] == (value if name == "schools" else "20")


def test_an_address_without_some_answers_asks_for_them(client: Client) -> None:
    page = soup(client.get(f"{URL}?outcome=houding&design="))
    asked = page.select(".form__field:has(.errorlist) :is(input, select)")
    assert [field["name"] for field in asked] == ["design", "schools", "pupils"]


def test_an_outcome_alone_is_where_one_begins(client: Client) -> None:
    page = soup(client.get(f"{URL}?outcome=houding"))
    [chosen] = page.select("[name=outcome] option[selected]")
    assert chosen["value"] == "houding"
    assert not page.select(".errorlist")
    assert not soup(client.get(f"{URL}?outcome=bestaat-niet")).select(".errorlist")


def test_an_author_makes_it_the_draft_of_an_evaluation(
    client: Client, partner: PartnerPage, case: CaseStudyPage
) -> None:
    sign_in(client, builders.author(partner))
    [link] = soup(client.get(f"{URL}?{PLAN}&icc=0,15&explained=40")).select(
        f"a[href^='{REGISTER}']"
    )
    chosen = soup(client.get(str(link["href"])))
    assert [option.get_text() for option in chosen.select("option[value]:not([value=''])")] == [
        "Samen naar school"
    ]
    response = client.post(str(link["href"]), {"case": case.pk})
    draft = EvaluationPage.objects.get()
    assert response.headers["Location"] == f"/beheer/pages/{draft.pk}/edit/"
    assert (draft.live, draft.case_id, draft.title) == (
        False,
        case.pk,
        "Evaluatie van Samen naar school",
    )
    assert (draft.design, draft.schools, draft.pupils, draft.icc, draft.icc_source) == (
        "rct-cluster", 40, 2400, 0.15, "imputed",
    )  # fmt: skip
    assert (draft.clusters_t, draft.clusters_c, draft.measured_before) == (20, 20, True)
    [finding] = draft.findings.all()
    assert (finding.outcome.slug, finding.role) == ("leerprestaties", "confirmatory")
    [icc] = soup(client.get(response.headers["Location"])).select("[name=icc]")
    assert str(icc["value"]).replace(",", ".") == "0.15"


def test_nobody_registers_with_the_case_of_another(client: Client, case: CaseStudyPage) -> None:
    other = builders.partner("Stichting Ander")
    builders.case(other, "Andere aanpak")
    sign_in(client, builders.author(other))
    response = client.post(f"{REGISTER}?{PLAN}", {"case": case.pk})
    assert response.status_code == 200
    assert soup(response).select(".errorlist, .error-message, [id$=error]")
    assert not EvaluationPage.objects.exists()


def test_who_writes_for_no_partner_registers_nothing(client: Client, case: CaseStudyPage) -> None:
    assert "/inloggen/" in client.get(f"{REGISTER}?{PLAN}").headers["Location"]
    sign_in(client, builders.researcher())
    client.post(f"{REGISTER}?{PLAN}", {"case": case.pk})
    assert not EvaluationPage.objects.exists()


def test_a_plan_that_is_wrong_goes_back_to_the_planner(
    client: Client, partner: PartnerPage, case: CaseStudyPage
) -> None:
    sign_in(client, builders.author(partner))
    response = client.get(f"{REGISTER}?outcome=houding&schools=x")
    assert response.headers["Location"] == f"{URL}?outcome=houding&schools=x"
