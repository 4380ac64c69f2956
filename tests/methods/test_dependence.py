"""Robust variance: against its textbook form with matrices, closed forms, and simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from methods import errors, synthesis
from methods.dependence import RobustPool, robust_effect
from tests.methods import published


def textbook(
    effects: np.ndarray, variances: np.ndarray, cluster: np.ndarray, tau2: float
) -> tuple[float, float, float]:
    """Return mean, standard error and degrees of freedom with matrices of all findings.

    CR2 with a diagonal working model of one over the weights, as Tipton (2015) and the package
    clubSandwich have it.
    """
    weights = np.empty(len(effects))
    for label in np.unique(cluster):
        own = cluster == label
        weights[own] = 1 / (own.sum() * (variances[own].mean() + tau2))
    x = np.ones((len(effects), 1))
    working = np.diag(1 / weights)
    bread = np.linalg.inv(x.T @ np.diag(weights) @ x)
    mean = (bread @ x.T @ (weights * effects))[0]
    hat = x @ bread @ x.T @ np.diag(weights)
    left_of_it = np.eye(len(effects)) - hat
    meat, pulls = 0.0, []
    for label in np.unique(cluster):
        own = np.flatnonzero(cluster == label)
        root = np.diag(1 / np.sqrt(weights[own]))
        inner = root @ (left_of_it @ working @ left_of_it.T)[np.ix_(own, own)] @ root
        values, vectors = np.linalg.eigh(inner)
        adjusted = root @ (vectors @ np.diag(values**-0.5) @ vectors.T) @ root
        pull = adjusted @ (weights[own] * x[own, 0]) * bread[0, 0]
        meat += float(pull @ (effects[own] - mean)) ** 2
        pulls.append(left_of_it[own].T @ pull)
    spread = np.array([[a @ working @ b for b in pulls] for a in pulls])
    return float(mean), meat**0.5, float(np.trace(spread) ** 2 / np.sum(spread**2))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.floats(-2, 2), st.floats(0.01, 2), st.integers(0, 4)), min_size=4, max_size=14
    ).filter(lambda findings: len({finding[2] for finding in findings}) > 1)
)
def test_it_is_the_textbook_form(findings: list[tuple[float, float, int]]) -> None:
    effects, variances, cluster = (np.array(column) for column in zip(*findings, strict=True))
    pool = robust_effect(effects, variances, cluster.tolist())
    mean, error, df = textbook(effects, variances, cluster, pool.tau2)
    assert pool.estimate == pytest.approx(mean, rel=1e-9, abs=1e-9)
    assert pool.standard_error == pytest.approx(error, rel=1e-7, abs=1e-9)
    assert pool.df == pytest.approx(df, rel=1e-7)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.floats(-2, 2), st.floats(0.01, 2), st.integers(0, 4)), min_size=4, max_size=14
    ).filter(lambda findings: len({finding[2] for finding in findings}) > 1)
)
def test_order_does_not_matter(findings: list[tuple[float, float, int]]) -> None:
    first, second = (
        robust_effect(*(list(column) for column in zip(*rows, strict=True)))
        for rows in (findings, findings[::-1])
    )
    assert second.estimate == pytest.approx(first.estimate, rel=1e-9, abs=1e-9)
    assert second.standard_error == pytest.approx(first.standard_error, rel=1e-6, abs=1e-8)
    assert second.df == pytest.approx(first.df)


def test_independent_findings_have_the_mean_of_dersimonian_and_laird() -> None:
    effect = published.bcg_log_risk_ratios()
    pool = robust_effect(effect.estimate, effect.variance, range(13))
    usual = synthesis.random_effects(effect.estimate, effect.variance, tau2="dl")
    assert pool.tau2 == pytest.approx(usual.tau2)
    assert pool.estimate == pytest.approx(usual.estimate)
    assert pool.k == pool.clusters == 13


def test_equal_independent_findings_are_a_t_test() -> None:
    effects = np.array([0.1, 0.5, 0.9, 0.4, 0.2])
    pool = robust_effect(effects, np.full(5, 0.02), "abcde")
    test = stats.ttest_1samp(effects, 0)
    assert pool.df == pytest.approx(4)
    assert pool.p_value == pytest.approx(test.pvalue)
    assert pool.ci == pytest.approx(tuple(test.confidence_interval()))


def test_a_finding_told_twice_counts_once() -> None:
    once = robust_effect([0.1, 0.5, 0.9], [0.02, 0.03, 0.02], "abc", rho=1)
    twice = robust_effect([0.1, 0.1, 0.5, 0.9], [0.02, 0.02, 0.03, 0.02], "aabc", rho=1)
    assert twice.estimate == pytest.approx(once.estimate)
    assert twice.standard_error == pytest.approx(once.standard_error)
    assert twice.df == pytest.approx(once.df)
    assert (twice.k, twice.clusters) == (4, 3)


def test_few_studies_are_not_to_be_trusted() -> None:
    assert not robust_effect([0.1, 0.5, 0.9], [0.02, 0.03, 0.02], "abc").trustworthy
    assert robust_effect([0.1, 0.5, 0.9, 0.3, 0.2, 0.4], [0.02] * 6, range(6)).trustworthy


def test_findings_that_all_agree() -> None:
    pool = robust_effect([0.3] * 4, [0.1, 0.2, 0.3, 0.4], "aabc")
    assert (pool.estimate, pool.standard_error, pool.tau2) == (0.3, 0, 0)


def simulated(draws: int) -> list[RobustPool]:
    """Pools of 20 studies with one to six findings, which share sampling error and true effect."""
    generator = np.random.default_rng(9)
    pools = []
    for _ in range(draws):
        size = generator.integers(1, 7, 20)
        cluster = np.repeat(np.arange(20), size)
        variances = np.repeat(generator.uniform(0.02, 0.15, 20), size)
        shared = generator.normal(0, 1, 20)[cluster] * np.sqrt(0.6 * variances)
        own = generator.normal(0, 1, len(cluster)) * np.sqrt(0.4 * variances)
        true = generator.normal(0.3, 0.05**0.5, 20)[cluster]
        pools.append(robust_effect(true + shared + own, variances, cluster.tolist()))
    return pools


def test_the_interval_covers_as_often_as_it_says() -> None:
    pools = simulated(600)
    covered = np.mean([pool.ci[0] <= 0.3 <= pool.ci[1] for pool in pools])
    assert 0.925 <= covered <= 0.97
    assert np.mean([pool.tau2 for pool in pools]) == pytest.approx(0.05, abs=0.01)


@pytest.mark.parametrize(
    ("clusters", "rho", "refusal"),
    [
        ("ab", 0.8, errors.UnequalLengths),
        ("aaa", 0.8, errors.TooFewGroups),
        ("abc", 1.2, errors.OutOfRange),
        ("abc", float("nan"), errors.NotANumber),
    ],
)
def test_refusals(clusters: str, rho: float, refusal: type[errors.RefusedInput]) -> None:
    with pytest.raises(refusal):
        robust_effect([0.1, 0.2, 0.3], [0.1, 0.1, 0.1], clusters, rho=rho)
