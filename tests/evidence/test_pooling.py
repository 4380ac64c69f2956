"""What is pooled, and what is refused with a reason."""

from typing import Any

import pytest
from django.http import QueryDict

from evidence.pooling import Pooled, PoolRefused, Reason, pool
from evidence.query import EvidenceQuery
from interventions.models import CaseStudyPage, EvaluationPage
from methods.dependence import composites
from methods.synthesis import random_effects
from tests import builders

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]


def effect(estimate: float, error: float = 0.2, **fields: Any) -> Any:
    return builders.finding(
        **{"data": "effect", "reported_metric": "smd", "reported_effect": estimate,
           "reported_se": error, **fields}
    )  # fmt: skip


def study(*findings: Any, of: CaseStudyPage | None = None, **fields: Any) -> EvaluationPage:
    case = of or builders.case(builders.partner())
    return builders.evaluation(case, findings=list(findings), **fields)


def asked(parameters: str = "") -> Pooled:
    return pool(EvidenceQuery.parse(QueryDict(parameters)))


def refused(parameters: str = "") -> Reason:
    with pytest.raises(PoolRefused) as refusal:
        asked(parameters)
    return refusal.value.reason


def test_three_independent_studies_are_pooled() -> None:
    for estimate in (0.1, 0.2, 0.6):
        study(effect(estimate))
    found = asked()
    expected = random_effects([0.1, 0.2, 0.6], [0.04] * 3)
    assert found.pool.estimate == pytest.approx(expected.estimate)
    assert found.pool.ci == pytest.approx(expected.ci)


def test_nothing_to_pool() -> None:
    study(builders.finding(data="none"))
    assert refused() == Reason.NO_EFFECTS


def test_two_studies_are_too_few() -> None:
    study(effect(0.1))
    study(effect(0.2))
    assert refused() == Reason.TOO_FEW_STUDIES


def test_reports_of_one_study_count_once() -> None:
    for _ in range(3):
        study(effect(0.1), study_family="zwembad")
    study(effect(0.3))
    assert refused() == Reason.TOO_FEW_STUDIES


def test_findings_of_one_study_weigh_as_one() -> None:
    study(effect(0.1), effect(0.5))
    study(effect(0.2))
    study(effect(0.4))
    found = asked()
    both = composites([0.1, 0.5], [0.04, 0.04], ["a", "a"])
    assert found.pool.k == 3
    assert list(found.sizes) == [2, 1, 1]
    assert found.pool.variances[0] == pytest.approx(both.variances[0])


def test_a_part_of_the_pupils_is_not_counted_beside_all_of_them() -> None:
    study(effect(0.1), effect(0.9, subgroup="meisjes"))
    study(effect(0.2))
    study(effect(0.4, subgroup="jongens"))
    assert list(asked().pool.effects) == pytest.approx([0.1, 0.2, 0.4])


def test_different_outcomes_are_not_pooled() -> None:
    for slug in ("houding", "houding", "plaatsing"):
        study(effect(0.1, outcome=slug))
    assert refused() == Reason.MIXED_OUTCOMES
    assert refused("outcome=houding") == Reason.TOO_FEW_STUDIES


def test_different_effect_sizes_are_not_pooled() -> None:
    study(effect(0.1), effect(0.2))
    study(effect(0.1))
    study(effect(0.1, reported_metric="log-odds-ratio"))
    assert refused() == Reason.MIXED_METRICS


def test_a_share_before_and_after_is_never_pooled() -> None:
    for _ in range(3):
        study(builders.finding(data="before-after", share_before=57, share_after=68))
    assert refused() == Reason.NO_EFFECTS


def test_drafts_private_studies_and_examples_are_not_pooled() -> None:
    for estimate in (0.1, 0.2):
        study(effect(estimate))
    study(effect(5.0), live=False)
    private = study(effect(5.0))
    private.view_restrictions.create(restriction_type="login")
    example = study(effect(5.0))
    EvaluationPage.objects.filter(pk=example.pk).update(is_example=True)
    assert refused() == Reason.TOO_FEW_STUDIES


@pytest.mark.parametrize(
    ("parameters", "pooled"),
    [
        ("type=vriendschapsschool", [0.1, 0.2, 0.3]),
        ("type=centraal-aanmelden", [0.4, 0.5, 0.6]),
        ("design=rct-cluster", [0.4, 0.5, 0.6]),
        ("from=2015", [0.4, 0.5, 0.6]),
        ("until=2012", [0.1, 0.2, 0.3]),
    ],
)
def test_what_is_filtered_is_pooled(parameters: str, pooled: list[float]) -> None:
    partner = builders.partner()
    friends = builders.case(partner, "Vrienden")
    central = builders.case(partner, "Samen", types=["centraal-aanmelden"])
    for estimate in (0.1, 0.2, 0.3):
        study(effect(estimate), of=friends, period_start=2010, period_end=2011)
    for estimate in (0.4, 0.5, 0.6):
        study(effect(estimate, clustering="adjusted"), of=central, design="rct-cluster",
              period_start=2016, period_end=2018)  # fmt: skip
    assert list(asked(parameters).pool.effects) == pytest.approx(pooled)
