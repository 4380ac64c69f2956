"""A reviewer checks a claim, or gives another rating: with a reason, a name and a date."""

import pytest
from django.test import Client

from interventions.models import EvaluationPage, EvaluationReview
from partners.models import PartnerPage
from tests import builders
from tests.admin import signed_in
from tests.forms import soup


@pytest.fixture
def evaluation(site: object) -> EvaluationPage:
    case = builders.case(builders.partner())
    return builders.evaluation(case, "works", design="rct-individual")


@pytest.fixture
def moderator(evaluation: EvaluationPage) -> Client:
    return signed_in(builders.moderator())


def review_of(evaluation: EvaluationPage) -> str:
    return f"/beheer/evaluations/{evaluation.pk}/review/"


def read(client: Client, evaluation: EvaluationPage) -> str:
    return " ".join(soup(client.get(evaluation.url)).get_text(" ").split())


def test_a_check_is_told_until_the_claim_changes(
    client: Client, moderator: Client, evaluation: EvaluationPage
) -> None:
    assert "Niemand heeft het nog nagekeken" in read(client, evaluation)
    moderator.post(review_of(evaluation), {"subject": "design", "kind": "verified"})
    assert "Nagekeken door een redacteur ( moderator" in read(client, evaluation).replace(
        "(moderator", "( moderator"
    )

    evaluation = EvaluationPage.objects.get()
    evaluation.design = "rct-cluster"
    evaluation.save_revision().publish()
    assert "Nagekeken door een redacteur" not in read(client, evaluation)


def test_another_rating_takes_a_reason_and_is_kept(
    client: Client, moderator: Client, evaluation: EvaluationPage
) -> None:
    other = {"subject": "maryland", "kind": "override", "value": "2", "reason": ""}
    refused = moderator.post(review_of(evaluation), other)
    assert "Een ander oordeel heeft een reden nodig." in refused.text
    assert not EvaluationReview.objects.exists()

    told = {**other, "reason": "De loting is niet gevolgd."}
    moderator.post(review_of(evaluation), told)
    moderator.post(review_of(evaluation), {**told, "value": "3"})

    assert EvaluationPage.objects.get().maryland_level == 3
    assert [review.value for review in EvaluationReview.objects.all()] == ["2", "3"]
    assert "De loting is niet gevolgd." in read(client, evaluation)


@pytest.mark.parametrize(
    "sent",
    [
        {"subject": "design", "kind": "override", "value": "2", "reason": "x"},
        {"subject": "maryland", "kind": "override", "value": "satisfied", "reason": "x"},
        {"subject": "public_id", "kind": "verified"},
        {"subject": "design", "kind": "verified", "value": "2"},
    ],
)
def test_what_makes_no_sense_is_refused(
    moderator: Client, evaluation: EvaluationPage, sent: dict[str, str]
) -> None:
    assert moderator.post(review_of(evaluation), sent).status_code == 200
    assert not EvaluationReview.objects.exists()


def test_a_partner_does_not_check_its_own_evaluation(evaluation: EvaluationPage) -> None:
    partner = PartnerPage.objects.get()
    editor = signed_in(builders.editor(partner))
    sent = {"subject": "design", "kind": "verified"}
    assert editor.get(review_of(evaluation)).status_code != 200
    assert editor.post(review_of(evaluation), sent).status_code != 200
    assert not EvaluationReview.objects.exists()
