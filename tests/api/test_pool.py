"""What the API pools: the numbers of the page, and its refusals."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from evidence.pooling import pool
from evidence.query import EvidenceQuery
from interventions.models import CaseStudyPage, EvaluationPage
from tests import builders
from tests.api.asking import effect, faulty, get
from tests.forms import soup

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
]


@pytest.fixture
def case() -> CaseStudyPage:
    return builders.case(builders.partner())


def study(case: CaseStudyPage, *findings: Any, **fields: Any) -> EvaluationPage:
    return builders.evaluation(case, findings=list(findings), **fields)


def test_the_numbers_are_those_of_the_page(client: Client, case: CaseStudyPage) -> None:
    for number, estimate in enumerate((0.1, 0.2, 0.6, -0.1)):
        study(case, effect(estimate), effect(estimate + 0.1), title=f"Onderzoek {number}")
    told = get(client, "/pool?type=vriendschapsschool")
    assert told["refusal"] is None
    pooled = told["pooled"]
    expected = pool(EvidenceQuery.parse(QueryDict("type=vriendschapsschool")))
    assert pooled["estimate"] == expected.pool.estimate
    assert (pooled["ciLow"], pooled["ciHigh"]) == expected.pool.ci
    assert (pooled["predictionLow"], pooled["predictionHigh"]) == expected.pool.prediction_interval
    assert (pooled["tau2"], pooled["i2"], pooled["q"]) == (
        expected.pool.tau2, expected.pool.i2, expected.pool.q,
    )  # fmt: skip
    assert pooled["fixed"]["estimate"] == expected.fixed.estimate
    assert pooled["robust"]["estimate"] == expected.robust.estimate
    assert (pooled["studies"], pooled["findings"]) == (4, 8)
    assert (pooled["outcome"], pooled["metric"]) == ("plaatsing", "smd")
    assert pooled["leaveOneOut"]["lowest"] == min(each.estimate for each in expected.left_out)
    assert [each["study"]["title"] for each in pooled["pooledStudies"]] == [
        f"Onderzoek {n}" for n in range(4)
    ]
    assert sum(each["weight"] for each in pooled["pooledStudies"]) == pytest.approx(100)

    page = soup(client.get("/en/bewijs/?type=vriendschapsschool"))
    answer = page.select_one(".together__answer")
    assert answer is not None
    assert f"{pooled['estimate']:.2f}" in answer.get_text()


@pytest.mark.parametrize("model", ["reml", "pm", "dl", "fixed"])
def test_studies_are_pooled_as_asked(client: Client, case: CaseStudyPage, model: str) -> None:
    for estimate, error in ((0.1, 0.1), (0.2, 0.1), (0.9, 0.3)):
        study(case, effect(estimate, reported_se=error))
    pooled = get(client, f"/pool?tau2={model}")["pooled"]
    expected = pool(EvidenceQuery.parse(QueryDict(f"tau2={model}"))).pool
    assert pooled["tau2Method"] == model
    assert (pooled["estimate"], pooled["tau2"]) == (expected.estimate, expected.tau2)


def test_another_way_to_pool_is_refused(client: Client) -> None:
    assert faulty(client, "/pool?tau2=ml") == ["tau2"]
    assert faulty(client, "/findings?tau2=dl") == ["tau2"]


def test_levels_are_told_apart(client: Client, case: CaseStudyPage) -> None:
    for estimate in (0.1, 0.2, 0.3):
        study(case, effect(estimate), design="rct-individual")
        study(case, effect(estimate), design="matched-comparison", has_comparison_group=True)
    levels = get(client, "/pool")["pooled"]["byLevel"]
    assert len(levels) == 2
    assert all(each["studies"] == 3 for each in levels)


def many_outcomes(case: CaseStudyPage) -> None:
    for outcome in ("houding", "plaatsing"):
        study(case, effect(outcome=outcome), effect(outcome=outcome))


def many_metrics(case: CaseStudyPage) -> None:
    study(case, effect(), effect(reported_metric="log-odds-ratio"))


def one_family(case: CaseStudyPage) -> None:
    for _ in range(4):
        study(case, effect(), study_family="zwembad")


def only_shares(case: CaseStudyPage) -> None:
    for _ in range(3):
        study(case, builders.finding(data="before-after", share_before=57, share_after=68))


def drafts(case: CaseStudyPage) -> None:
    for _ in range(3):
        study(case, effect(), live=False)


@pytest.mark.parametrize(
    ("prepare", "reason", "on_the_page"),
    [
        (many_outcomes, "mixed-outcomes", "different outcomes"),
        (many_metrics, "mixed-metrics", "different kinds of effect size"),
        (one_family, "too-few-studies", "fewer than three independent studies"),
        (only_shares, "no-effects", "none of these findings has an effect size"),
        (drafts, "no-effects", "none of these findings has an effect size"),
    ],
)
def test_what_the_page_refuses_is_refused(
    client: Client, case: CaseStudyPage, prepare: Any, reason: str, on_the_page: str
) -> None:
    prepare(case)
    told = get(client, "/pool")
    assert told["pooled"] is None
    assert told["refusal"]["reason"] == reason
    assert on_the_page in told["refusal"]["text"]
    page = client.get("/en/bewijs/").content.decode()
    assert on_the_page in page or not EvaluationPage.objects.live().exists()


def test_what_the_page_leaves_out_is_refused(client: Client) -> None:
    assert client.get("/bewijs/?outcome=bestaat-niet").status_code == 200
    assert faulty(client, "/pool?outcome=bestaat-niet") == ["outcome"]


def test_examples_are_pooled_on_request_only(client: Client, case: CaseStudyPage) -> None:
    for estimate in (0.1, 0.2, 0.3):
        study(case, effect(estimate))
    EvaluationPage.objects.update(is_example=True)
    assert get(client, "/pool")["pooled"] is None
    assert get(client, "/pool?collection=examples")["pooled"]["studies"] == 3
