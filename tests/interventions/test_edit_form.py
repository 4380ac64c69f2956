"""The edit form of a case study, as an author of a partner meets it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from core.models import User
from interventions.completeness import QUESTIONS
from interventions.forms import VOCABULARIES
from partners.models import PartnerPage
from tests import builders
from tests.forms import filled_in, soup

pytestmark = pytest.mark.slow

ADD = "/beheer/pages/add/interventions"


@pytest.fixture
def partner(site: object) -> PartnerPage:
    return builders.partner()


@pytest.fixture
def author(client: Client, partner: PartnerPage) -> User:
    author = builders.author(partner)
    client.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
    return author


@pytest.fixture
def form(client: Client, author: User, partner: PartnerPage) -> BeautifulSoup:
    return soup(client.get(f"{ADD}/casestudypage/{partner.pk}/"))


def address_of(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_terms_are_ticked_and_not_typed_between_commas(form: BeautifulSoup) -> None:
    for name in VOCABULARIES:
        assert form.select(f"input[type=checkbox][name={name}]"), name
        [explained] = form.select(f"[id$=-{name}-helptext]")
        assert explained.get_text(strip=True) == "Kies er een of meer."


def test_a_new_form_begins_with_how_to_begin(form: BeautifulSoup) -> None:
    [panel] = form.select("#completeness")
    assert "Met vijf antwoorden" in panel.get_text()
    assert form.select("#completeness a, #completeness progress") == []


def test_each_open_question_leads_to_its_field(
    client: Client, author: User, partner: PartnerPage
) -> None:
    case = builders.case(partner, owner=author, live=False)
    form = soup(client.get(address_of(case)))
    links = form.select("#completeness a")
    assert len(links) == len(QUESTIONS)
    assert [link["href"] for link in links if not form.select(str(link["href"]))] == []


@pytest.mark.parametrize("kind", ["case", "evaluation"])
def test_what_a_moderator_wants_changed_stands_above_the_fields(
    client: Client, author: User, partner: PartnerPage, kind: str
) -> None:
    page: Page = builders.case(partner, owner=author, live=False)
    if kind == "evaluation":
        page = builders.evaluation(page, owner=author, live=False)
    review = page.get_workflow().start(page, author).current_task_state
    assert soup(client.get(address_of(page))).select(".work__reason") == []

    moderator = builders.moderator()
    review.task.specific.on_action(review, moderator, "reject", comment="Noem de leeftijd.")

    [reason] = soup(client.get(address_of(page))).select(".work__reason")
    assert "Noem de leeftijd." in reason.get_text()
    assert "Gevraagd door moderator" in reason.get_text()


def test_an_evaluation_begins_at_its_case(
    client: Client, author: User, partner: PartnerPage
) -> None:
    case = builders.case(partner, owner=author, live=False)
    builders.evaluation(case, title="Van een ander", live=False)
    builders.evaluation(case, title="Van mij", live=False, owner=author)

    form = soup(client.get(address_of(case)))

    [evaluations] = form.select(".evaluations")
    assert "Van een ander" in evaluations.get_text()
    assert [link.get_text() for link in evaluations.select("a")] == ["Van mij"]
    [add] = form.select(f'a[href="{ADD}/evaluationpage/{case.pk}/"]')
    assert client.get(str(add["href"])).status_code == 200


@pytest.mark.parametrize(
    ("kind", "field", "typed", "answers"),
    [
        ("case", "status_reason", "Het geld was op.", {"status": "running"}),
        ("evaluation", "inconclusive_reason", "too-few", {"conclusion": "works"}),
    ],
)
def test_what_an_answer_hides_is_no_error_that_nobody_can_see(
    client: Client,
    author: User,
    partner: PartnerPage,
    kind: str,
    field: str,
    typed: str,
    answers: dict[str, str],
) -> None:
    page: Page = builders.case(partner, owner=author, live=False)
    if kind == "evaluation":
        page = builders.evaluation(page, owner=author, live=False)
    edit = address_of(page)

    answer = client.post(edit, filled_in(client.get(edit), **{field: typed}, **answers))

    assert answer.status_code == 302
    draft = page.get_latest_revision_as_object()
    assert getattr(draft, field) == ""
