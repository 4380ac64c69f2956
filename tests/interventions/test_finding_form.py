"""The findings in the edit form of an evaluation: any figures, and what follows from them at once."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from interventions.models import EvaluationPage, Finding, Outcome
from partners.models import PartnerPage
from tests import builders
from tests.admin import error_at, signed_in
from tests.forms import filled_in, soup

pytestmark = pytest.mark.slow

MEANS = {
    "data": "means", "n_t": "155", "mean_t": "55", "sd_t": "47",
    "n_c": "156", "mean_c": "75", "sd_c": "64", "direction": "lower",
}  # fmt: skip
WHAT_FOLLOWS = "/beheer/evaluations/what-follows/"


@pytest.fixture
def partner(site: object) -> PartnerPage:
    return builders.partner()


@pytest.fixture
def evaluation(partner: PartnerPage, author: Client) -> EvaluationPage:
    case = builders.case(partner)
    owner = partner.workspace.authors.user_set.get()
    return builders.evaluation(case, live=False, owner=owner, design="matched-comparison")


def row(prefix: str = "findings-0", **fields: str) -> dict[str, str]:
    outcome = str(Outcome.objects.get(slug="plaatsing").pk)
    values = {"outcome": outcome, "measure": "Toets", "ORDER": "1", "DELETE": "", **fields}
    return {f"{prefix}-{name}": value for name, value in values.items()}


def post(
    client: Client, evaluation: EvaluationPage, finding: dict[str, str], **changes: str
) -> Any:
    edit = reverse("wagtailadmin_pages:edit", args=[evaluation.pk])
    data = filled_in(client.get(edit), **changes)
    data.update({"findings-TOTAL_FORMS": "1", **finding})
    return client.post(edit, data)


def told_in(page: BeautifulSoup) -> str:
    [panel] = page.select("#id_findings-FORMS [data-what-follows]")
    return " ".join(panel.get_text().split())


def test_what_follows_stands_beside_the_figures(author: Client, evaluation: EvaluationPage) -> None:
    saved = post(author, evaluation, row(**MEANS))
    assert saved.status_code == 302

    page = soup(author.get(reverse("wagtailadmin_pages:edit", args=[evaluation.pk])))
    assert "0,36" in told_in(page)
    assert "0,13 tot 0,58" in told_in(page)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"data": "events", "events_t": "200"}, "events_t"),
        ({"direction": ""}, "direction"),
        (
            {
                "data": "effect", "reported_metric": "smd", "reported_effect": "0.3",
                "reported_se": "0.1", "ci_lower": "0.2", "ci_upper": "0.4",
            },
            "ci_upper",
        ),
    ],
)  # fmt: skip
def test_contradictions_are_told_at_the_field_and_nothing_typed_is_lost(
    author: Client, evaluation: EvaluationPage, changes: dict[str, str], field: str
) -> None:
    typed = row(**{**MEANS, **changes})
    refused = post(author, evaluation, typed, summary="Lang over nagedacht.")

    assert refused.status_code == 200
    assert error_at(refused, f"findings-0-{field}")
    kept = filled_in(refused)
    assert {name: kept.get(name) for name in typed if not name.endswith("DELETE")} == {
        name: value for name, value in typed.items() if not name.endswith("DELETE")
    }
    assert kept["summary"] == "Lang over nagedacht."


def test_figures_that_are_missing_are_no_error_in_a_draft(
    author: Client, evaluation: EvaluationPage
) -> None:
    assert post(author, evaluation, row(**{**MEANS, "sd_c": ""})).status_code == 302

    page = soup(author.get(reverse("wagtailadmin_pages:edit", args=[evaluation.pk])))
    assert "standaarddeviatie, vergelijkingsgroep" in told_in(page)


def test_publishing_stores_what_follows_and_follows_the_groups(
    evaluation: EvaluationPage,
) -> None:
    moderator = signed_in(builders.moderator())
    figures = {**MEANS, "clustering": "ignored"}
    post(moderator, evaluation, row(**figures), assignment_unit="school", clusters_t="10",
         clusters_c="10", icc="0.1", **{"action-publish": "1"})  # fmt: skip
    first = Finding.objects.get()
    assert first.metric == "smd"
    assert first.effect == pytest.approx(0.35, abs=0.01)

    page = EvaluationPage.objects.get()
    page.icc = 0.3
    page.save_revision().publish()

    assert Finding.objects.get().effect_se > first.effect_se


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (MEANS, "0,13 tot 0,58"),
        ({**MEANS, "sd_c": ""}, "standaarddeviatie, vergelijkingsgroep"),
        ({**MEANS, "n_t": "1"}, "Een groep heeft minstens twee leden."),
        ({**MEANS, "n_t": "veel"}, "Voer een geheel getal in."),
        (
            {"data": "before-after", "share_before": "57", "share_after": "68"},
            "om mee te vergelijken",
        ),
    ],
)
def test_the_form_asks_what_follows_while_it_is_filled_in(
    author: Client, evaluation: EvaluationPage, figures: dict[str, str], said: str
) -> None:
    figures = row("findings-3", **figures)
    answer = author.post(WHAT_FOLLOWS, {"prefix": "findings-3", "design": "process", **figures})

    assert answer.status_code == 200
    assert said in " ".join(soup(answer).get_text().split())
    assert not Finding.objects.exists()


def test_who_writes_no_pages_is_not_told_what_follows(author: Client) -> None:
    asked = {"prefix": "findings-0", **row(**MEANS)}
    assert signed_in(builders.onlooker()).post(WHAT_FOLLOWS, asked).status_code != 200
    assert Client().post(WHAT_FOLLOWS, asked).status_code != 200
    assert author.post(WHAT_FOLLOWS, {**asked, "prefix": "x"}).status_code == 400


def test_findings_go_along_when_an_evaluation_is_compared_and_copied(
    evaluation: EvaluationPage,
) -> None:
    moderator = signed_in(builders.moderator())
    post(moderator, evaluation, row(**MEANS), **{"action-publish": "1"})
    post(moderator, evaluation, row(**{**MEANS, "measure": "Toets"}), summary="Anders.")
    compare = reverse(
        "wagtailadmin_pages:revisions_compare", args=[evaluation.pk, "earliest", "latest"]
    )
    assert "Toets" in moderator.get(compare).text

    copied = EvaluationPage.objects.get(pk=evaluation.pk).copy(update_attrs={"slug": "kopie"})
    assert copied.findings.get().effect == Finding.objects.filter(evaluation=evaluation)[0].effect
    assert Finding.objects.values("evaluation").distinct().count() == 2
