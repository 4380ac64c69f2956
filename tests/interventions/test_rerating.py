"""What follows from the figures is computed again when a rule or a vocabulary changes."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from interventions.models import EvaluationPage, Finding, Outcome
from tests import builders
from tests.forms import soup

pytestmark = [
    # A worker opens and closes connections of its own.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]


@pytest.fixture
def evaluation() -> EvaluationPage:
    """A trial that divided classes, whose analysis took no account of it: its error hangs on the ICC."""
    finding = builders.finding(
        "houding", data="means", mean_t=5.5, mean_c=5.0, sd_t=1.0, sd_c=1.0, n_t=100, n_c=100,
        clustering="ignored",
    )  # fmt: skip
    return builders.evaluation(
        builders.case(builders.partner()), design="rct-cluster", assignment_unit="class",
        clusters_t=5, clusters_c=5, findings=[finding],
    )  # fmt: skip


def error() -> float:
    stored = Finding.objects.get().effect_se
    assert stored is not None
    return stored


def work() -> None:
    call_command("run_worker", "--batch", "--no-schedule", "--no-startup-delay", verbosity=0)


def test_the_command_stores_what_follows_now(evaluation: EvaluationPage) -> None:
    before, level = error(), evaluation.maryland_level
    assert level
    Finding.objects.update(effect_se=9.0, formula_version="old")
    EvaluationPage.objects.update(maryland_level=1, verdict="")
    call_command("rate_evaluations", verbosity=0)
    again = EvaluationPage.objects.get()
    assert error() == before
    assert (again.maryland_level, again.verdict) == (level, evaluation.verdict)
    assert Finding.objects.get().formula_version != "old"


def test_what_was_typed_and_the_drafts_of_it_stay(evaluation: EvaluationPage) -> None:
    evaluation.title = "Nog niet gepubliceerd"
    evaluation.save_revision()
    call_command("rate_evaluations", verbosity=0)
    again = EvaluationPage.objects.get()
    assert again.title == "Onderzoek promising"
    assert again.has_unpublished_changes
    assert again.get_latest_revision_as_object().title == "Nog niet gepubliceerd"


def test_an_outcome_that_becomes_a_learning_result_changes_effects_on_it(
    client: Client, evaluation: EvaluationPage
) -> None:
    before = error()
    outcome = Outcome.objects.get(slug="houding")
    client.force_login(builders.moderator(), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(outcome.snippet_viewset.get_url_name("edit"), args=[outcome.pk])
    form = soup(client.get(address)).select("form[method=POST] [name]")
    typed = {str(field["name"]): str(field.get("value") or field.get_text().strip())
             for field in form if field.get("type") != "checkbox"}  # fmt: skip
    response = client.post(address, {**typed, "measures_attainment": "on"})
    assert response.status_code == 302
    work()
    assert error() > before  # by an ICC of .20 in place of .10


def test_another_name_changes_nothing(evaluation: EvaluationPage) -> None:
    Finding.objects.update(effect_se=9.0)
    outcome = Outcome.objects.get(slug="houding")
    outcome.name = "Houding en gedrag"
    outcome.save()
    work()
    assert error() == 9.0
