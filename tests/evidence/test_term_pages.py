"""What all evaluations together say, on the landing page of a kind of intervention and of an outcome."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.pooling import Pooled, PoolRefused, Reason, pool, pool_by_outcome
from evidence.query import EvidenceQuery
from interventions.models import CaseStudyPage, EvaluationPage, Outcome
from tests import builders
from tests.forms import soup

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]

TYPE, OUTCOME = "/aanpak/vriendschapsschool/", "/uitkomst/houding/"


@pytest.fixture
def case() -> CaseStudyPage:
    return builders.case(builders.partner())


def study(
    case: CaseStudyPage, *outcomes: str, effect: float = 0.3, **fields: Any
) -> EvaluationPage:
    findings = [
        builders.finding(
            outcome, data="effect", reported_metric="smd", reported_effect=effect, reported_se=0.2
        )
        for outcome in outcomes
    ]
    return builders.evaluation(case, findings=findings, **fields)


def words(node: Tag | BeautifulSoup) -> str:
    return " ".join(node.get_text(" ").split())


def test_each_outcome_is_told_by_itself(client: Client, case: CaseStudyPage) -> None:
    for number in range(3):
        study(case, "houding", title=f"Onderzoek {number}")
    study(case, "plaatsing")
    page = soup(client.get(TYPE))
    [told, refused] = page.select(".together")
    assert "3 onafhankelijke onderzoeken: 0,30" in words(told)
    assert [row.get_text(strip=True) for row in told.select(".forest tbody th a")] == [
        "Onderzoek 0", "Onderzoek 1", "Onderzoek 2",
    ]  # fmt: skip
    assert "(1 evaluatie): ze komen uit minder dan drie onafhankelijke onderzoeken" in words(
        refused
    )
    links = [link["href"] for link in page.select(".together p a, .together__refused a")]
    assert links == [
        "/bewijs/?outcome=houding&type=vriendschapsschool#together",
        "/bewijs/?outcome=plaatsing&type=vriendschapsschool",
    ]


def test_the_page_of_an_outcome_tells_what_is_known_of_it(
    client: Client, case: CaseStudyPage
) -> None:
    for _ in range(3):
        study(case, "houding", "plaatsing")
    [told] = soup(client.get(OUTCOME)).select(".together")
    assert "3 onafhankelijke onderzoeken" in words(told)


def test_other_kinds_hidden_studies_and_examples_do_not_count(
    client: Client, case: CaseStudyPage
) -> None:
    other = builders.case(builders.partner("Ander"), types=["centraal-aanmelden"])
    study(other, "houding")
    study(case, "houding", live=False)
    EvaluationPage.objects.filter(pk=study(case, "houding").pk).update(is_example=True)
    page = soup(client.get(TYPE))
    assert not page.select(".together")
    assert "Nog geen enkele evaluatie heeft dit gemeten" in words(page)


def test_a_measured_outcome_without_an_effect_says_so(client: Client, case: CaseStudyPage) -> None:
    finding = builders.finding("houding", data="before-after", share_before=57, share_after=68)
    builders.evaluation(case, findings=[finding], design="before-after")
    [refused] = soup(client.get(TYPE)).select(".together")
    assert "geen van deze bevindingen heeft een effectgrootte" in words(refused)


def test_it_never_tells_what_the_page_of_the_evidence_refuses(case: CaseStudyPage) -> None:
    """Also where a study tells of all pupils on one outcome, and of a part of them on another."""
    for number in range(4):
        study(case, "houding", effect=0.1 * number)
    for _ in range(3):
        part = builders.finding("plaatsing", data="effect", reported_metric="smd", subgroup="meisjes",
                                reported_effect=0.2, reported_se=0.1)  # fmt: skip
        whole = builders.finding("houding", data="effect", reported_metric="log-odds-ratio",
                                 reported_effect=0.2, reported_se=0.1)  # fmt: skip
        builders.evaluation(case, findings=[part, whole])
    query = EvidenceQuery(filters={"type": ("vriendschapsschool",)})
    by_outcome = pool_by_outcome(query)
    assert len(by_outcome) == 2
    for pk, found in by_outcome.items():
        one = query.with_values("outcome", Outcome.objects.get(pk=pk).slug)
        if isinstance(found, Reason):
            with pytest.raises(PoolRefused) as refused:
                pool(one)
            assert refused.value.reason == found
        else:
            assert found.pool.estimate == pool(one).pool.estimate
    assert [type(each) for each in by_outcome.values()].count(Pooled) == 1


def test_queries_stay_the_same_as_outcomes_become_more(client: Client, case: CaseStudyPage) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(TYPE)
        return len(queries)

    for _ in range(3):
        study(case, "houding")
    client.get(TYPE)
    few = count()
    for _ in range(3):
        study(case, "plaatsing", "vriendschap-en-contact", "welbevinden")
    assert count() == few <= 15
