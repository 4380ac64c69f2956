"""Pooling: what must hold for any studies, agreement with statsmodels, and coverage by simulation."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from methods import synthesis
from methods.heterogeneity import Estimator

#: Effect and variance.
Study = tuple[float, float]
ESTIMATORS: tuple[Estimator, ...] = ("reml", "pm", "dl")
STUDY = st.tuples(st.floats(-5, 5), st.floats(1e-3, 10))
estimators = st.sampled_from(ESTIMATORS)
any_property = settings(max_examples=150, deadline=None, derandomize=True)


def arrays(studies: list[Study]) -> tuple[np.ndarray, np.ndarray]:
    effects, variances = zip(*studies, strict=True)
    return np.array(effects), np.array(variances)


@any_property
@given(st.lists(STUDY, min_size=2, max_size=15), estimators, st.randoms(use_true_random=False))
def test_order_does_not_matter(studies: list[Study], tau2: Estimator, random: Random) -> None:
    shuffled = random.sample(studies, len(studies))
    first = synthesis.random_effects(*arrays(studies), tau2=tau2)
    second = synthesis.random_effects(*arrays(shuffled), tau2=tau2)
    assert second.estimate == pytest.approx(first.estimate, rel=1e-6, abs=1e-9)
    assert second.tau2 == pytest.approx(first.tau2, rel=1e-6, abs=1e-9)
    assert second.ci == pytest.approx(first.ci, rel=1e-6, abs=1e-9)


@any_property
@given(
    st.lists(STUDY, min_size=2, max_size=15), estimators, st.floats(0.01, 100), st.floats(-10, 10)
)
def test_units_and_zero_point_do_not_matter(
    studies: list[Study], tau2: Estimator, unit: float, zero: float
) -> None:
    effects, variances = arrays(studies)
    first = synthesis.random_effects(effects, variances, tau2=tau2)
    other = synthesis.random_effects(effects * unit + zero, variances * unit**2, tau2=tau2)
    assert other.estimate == pytest.approx(first.estimate * unit + zero, rel=1e-6, abs=1e-7)
    assert other.standard_error == pytest.approx(first.standard_error * unit, rel=1e-6)
    assert other.tau2 == pytest.approx(first.tau2 * unit**2, rel=1e-5, abs=1e-8)
    assert other.i2 == pytest.approx(first.i2, rel=1e-5, abs=1e-5)


@any_property
@given(st.lists(STUDY, min_size=2, max_size=15), estimators)
def test_what_every_pool_obeys(studies: list[Study], tau2: Estimator) -> None:
    effects, variances = arrays(studies)
    pool = synthesis.random_effects(effects, variances, tau2=tau2)
    normal = synthesis.random_effects(effects, variances, tau2=tau2, interval="normal")
    fixed = synthesis.fixed_effect(effects, variances)
    assert pool.tau2 >= 0
    assert 0 <= pool.i2 <= 100
    assert effects.min() - 1e-9 <= pool.estimate <= effects.max() + 1e-9
    assert pool.standard_error >= normal.standard_error * (1 - 1e-12)
    assert pool.ci[0] <= normal.ci[0]
    assert pool.ci[1] >= normal.ci[1]
    assert normal.standard_error >= fixed.standard_error * (1 - 1e-12)
    assert pool.tau2_ci[0] <= pool.tau2_ci[1]
    assert pool.weights.sum() == pytest.approx(100)
    if pool.prediction_interval:
        # Its t has one degree of freedom less than that of the mean, and it adds tau².
        assert pool.prediction_interval[0] < pool.ci[0]
        assert pool.prediction_interval[1] > pool.ci[1]


@any_property
@given(st.lists(STUDY, min_size=2, max_size=15), estimators)
def test_a_study_that_says_nothing_changes_nothing(studies: list[Study], tau2: Estimator) -> None:
    effects, variances = arrays(studies)
    fixed = synthesis.fixed_effect(effects, variances)
    with_vague = synthesis.fixed_effect([*effects, 5.0], [*variances, 1e15])
    assert with_vague.estimate == pytest.approx(fixed.estimate, abs=1e-9)
    assert with_vague.standard_error == pytest.approx(fixed.standard_error, rel=1e-9)


@any_property
@given(st.lists(STUDY, min_size=2, max_size=12))
def test_reml_is_at_a_peak_of_its_likelihood(studies: list[Study]) -> None:
    effects, variances = arrays(studies)
    tau2 = synthesis.random_effects(effects, variances).tau2
    reached = _restricted_log_likelihood(effects, variances, tau2)
    for nearby in (tau2 * 0.99, tau2 * 1.01, tau2 + 1e-4, max(0.0, tau2 - 1e-4), 0.0):
        assert _restricted_log_likelihood(effects, variances, nearby) <= reached + 1e-9


@any_property
@given(st.lists(STUDY, min_size=2, max_size=15))
def test_paule_mandel_brings_q_to_its_expectation(studies: list[Study]) -> None:
    effects, variances = arrays(studies)
    pool = synthesis.random_effects(effects, variances, tau2="pm")
    weights = 1 / (variances + pool.tau2)
    q = np.sum(weights * (effects - np.average(effects, weights=weights)) ** 2)
    if pool.tau2 > 0:
        assert q == pytest.approx(len(effects) - 1, rel=1e-6)
    else:
        assert q <= len(effects) - 1 + 1e-9


@any_property
@given(st.lists(STUDY, min_size=3, max_size=15))
def test_agrees_with_statsmodels_where_both_are_defined(studies: list[Study]) -> None:
    effects, variances = arrays(studies)
    with np.errstate(all="ignore"):  # it takes the square root of a negative variance
        theirs = combine_effects(effects, variances, method_re="chi2")
    fixed = synthesis.fixed_effect(effects, variances)
    assert fixed.estimate == pytest.approx(theirs.mean_effect_fe, rel=1e-9, abs=1e-12)
    assert fixed.standard_error == pytest.approx(theirs.sd_eff_w_fe, rel=1e-9)
    assert fixed.q == pytest.approx(theirs.q, rel=1e-6, abs=1e-9)
    pool = synthesis.random_effects(effects, variances, tau2="dl", interval="normal")
    assert pool.tau2 == pytest.approx(max(0, theirs.tau2), rel=1e-6, abs=1e-9)
    if theirs.tau2 > 0:
        assert pool.estimate == pytest.approx(theirs.mean_effect_re, rel=1e-6, abs=1e-9)
        assert pool.standard_error == pytest.approx(theirs.sd_eff_w_re, rel=1e-6)
        assert pool.i2 == pytest.approx(100 * theirs.i2, rel=1e-6, abs=1e-6)
        unguarded = np.sqrt(theirs.var_hksj_re)
        guarded = synthesis.random_effects(effects, variances, tau2="dl").standard_error
        assert guarded == pytest.approx(max(unguarded, theirs.sd_eff_w_re), rel=1e-6)


def test_paule_mandel_agrees_with_statsmodels() -> None:
    effects, variances = [-0.3, 0.8, 0.4, 1.2, 0.1], [0.02, 0.05, 0.03, 0.08, 0.04]
    theirs = combine_effects(
        np.array(effects), np.array(variances), method_re="iterated", atol=1e-12
    )
    assert synthesis.random_effects(effects, variances, tau2="pm").tau2 == pytest.approx(
        theirs.tau2
    )


# 600 pools of 8 studies: where the coverage is 95%, 93 to 97% is 2.3 standard errors to either side.
DRAWS = 600


@pytest.fixture(scope="module")
def simulated() -> list[synthesis.Pool]:
    """Pools of studies that are drawn around a mean of 0.3 with a tau² of 0.08."""
    generator = np.random.default_rng(20)
    variances = generator.uniform(0.02, 0.15, (DRAWS, 8))
    effects = generator.normal(0.3, np.sqrt(0.08 + variances))
    return [synthesis.random_effects(y, v) for y, v in zip(effects, variances, strict=True)]


def share_covering(intervals: list[tuple[float, float]], truth: float) -> float:
    return float(np.mean([low <= truth <= high for low, high in intervals]))


def test_interval_of_the_mean_covers_as_often_as_it_says(simulated: list[synthesis.Pool]) -> None:
    assert 0.93 <= share_covering([pool.ci for pool in simulated], 0.3) <= 0.98


def test_interval_of_tau2_covers_as_often_as_it_says(simulated: list[synthesis.Pool]) -> None:
    assert 0.93 <= share_covering([pool.tau2_ci for pool in simulated], 0.08) <= 0.97


def test_prediction_interval_holds_as_many_new_studies_as_it_says() -> None:
    # With much variation between studies; with little it is too narrow (Partlett & Riley 2017).
    generator = np.random.default_rng(22)
    variances = generator.uniform(0.002, 0.015, (DRAWS, 30))
    effects = generator.normal(0.3, np.sqrt(0.08 + variances))
    pools = [synthesis.random_effects(y, v) for y, v in zip(effects, variances, strict=True)]
    intervals = np.array([pool.prediction_interval for pool in pools])
    held = stats.norm(0.3, np.sqrt(0.08)).cdf(intervals) @ (-1, 1)
    assert 0.93 <= held.mean() <= 0.97


def test_interval_of_a_fixed_effect_covers_as_often_as_it_says() -> None:
    generator = np.random.default_rng(21)
    variances = generator.uniform(0.02, 0.15, (2000, 8))
    effects = generator.normal(0.3, np.sqrt(variances))
    intervals = [synthesis.fixed_effect(y, v).ci for y, v in zip(effects, variances, strict=True)]
    assert 0.94 <= share_covering(intervals, 0.3) <= 0.96


def _restricted_log_likelihood(effects: np.ndarray, variances: np.ndarray, tau2: float) -> float:
    """Return it by its textbook form (Viechtbauer 2005, equation 5), with matrices."""
    precision = np.diag(1 / (variances + tau2))
    ones = np.ones((len(effects), 1))
    information = ones.T @ precision @ ones
    projection = precision - precision @ ones @ np.linalg.inv(information) @ ones.T @ precision
    return float(
        -0.5 * np.sum(np.log(variances + tau2))
        - 0.5 * np.linalg.slogdet(information)[1]
        - 0.5 * effects @ projection @ effects
    )
