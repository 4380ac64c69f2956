"""Power: published multipliers, simulation, and what a plan must obey."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.power import TTestIndPower

from methods import errors, power


def test_multipliers_of_bloom() -> None:
    # Bloom (1995), table 1: two-sided at .05, 80% power: 2.8 in large samples; 2.5 one-sided.
    assert power.USUAL_TEST.multiplier(1e6) == pytest.approx(2.80, abs=0.005)
    assert power.SignificanceTest(two_sided=False).multiplier(1e6) == pytest.approx(2.49, abs=0.005)
    # With few clusters it grows: by tables of t, 2.306 + .889 at 8 degrees of freedom.
    assert power.USUAL_TEST.multiplier(8) == pytest.approx(3.195, abs=0.001)


def test_pupils_by_hand() -> None:
    # 2.81 √(1 / (¼ × 400)); a pretest that explains three quarters halves it.
    assert power.minimum_detectable_effect(400) == pytest.approx(0.281, abs=0.001)
    halved = power.minimum_detectable_effect(400, r2=0.75, covariates=1)
    assert halved == pytest.approx(0.1405, abs=0.001)


def test_pupils_agree_with_the_noncentral_t_of_statsmodels() -> None:
    for pupils in (40, 200, 1000):
        exact = TTestIndPower().solve_power(nobs1=pupils / 2, alpha=0.05, power=0.8)
        assert power.minimum_detectable_effect(pupils) == pytest.approx(exact, rel=0.01)


def test_clusters_by_hand() -> None:
    # 40 schools of 60 pupils, ICC .15: 2.876 √((.15 + .85/60) / (¼ × 40)).
    assert power.minimum_detectable_effect_of_clusters(40, 60, 0.15) == pytest.approx(
        (2.0244 + 0.8512) * (0.0164167) ** 0.5, abs=0.0005
    )


def test_clusters_of_one_pupil_are_pupils() -> None:
    assert power.minimum_detectable_effect_of_clusters(200, 1, 0.3) == pytest.approx(
        power.minimum_detectable_effect(200)
    )


def test_a_trial_finds_its_minimum_detectable_effect_four_times_in_five() -> None:
    clusters, size, icc = 24, 20, 0.15
    effect = power.minimum_detectable_effect_of_clusters(clusters, size, icc)
    generator = np.random.default_rng(5)
    school_sd = (icc + (1 - icc) / size) ** 0.5
    means = generator.normal(0, school_sd, (20_000, clusters))
    means[:, : clusters // 2] += effect
    p_values = stats.ttest_ind(means[:, : clusters // 2], means[:, clusters // 2 :], axis=1).pvalue
    assert np.mean(p_values < 0.05) == pytest.approx(0.80, abs=0.02)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.floats(0.08, 2), st.integers(1, 200), st.floats(0, 1), st.integers(0, 3))
def test_the_clusters_needed_are_the_fewest(
    effect: float, size: int, icc: float, covariates: int
) -> None:
    needed = power.clusters_needed(effect, size, icc, covariates=covariates)
    detectable = power.minimum_detectable_effect_of_clusters
    assert detectable(needed, size, icc, covariates=covariates) <= effect
    if needed > covariates + 3:
        assert detectable(needed - 1, size, icc, covariates=covariates) > effect


def test_more_pupils_in_the_same_schools_help_less_than_more_schools() -> None:
    base = power.minimum_detectable_effect_of_clusters(20, 25, 0.2)
    fuller = power.minimum_detectable_effect_of_clusters(20, 50, 0.2)
    more = power.minimum_detectable_effect_of_clusters(40, 25, 0.2)
    assert more < fuller < base


def test_a_pretest_of_schools_needs_fewer_of_them() -> None:
    assert power.clusters_needed(
        0.25, 60, 0.2, r2_between=0.7, covariates=1
    ) < power.clusters_needed(0.25, 60, 0.2)


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: power.minimum_detectable_effect(2), "pupils"),
        (lambda: power.minimum_detectable_effect(float("nan")), "pupils"),
        (lambda: power.minimum_detectable_effect(100, r2=1), "r2"),
        (lambda: power.minimum_detectable_effect(100, share_treated=1), "share_treated"),
        (lambda: power.minimum_detectable_effect(100, covariates=-1), "covariates"),
        (lambda: power.SignificanceTest(alpha=0), "alpha"),
        (lambda: power.SignificanceTest(power=1.5), "power"),
        (lambda: power.minimum_detectable_effect_of_clusters(2, 20, 0.1), "clusters"),
        (lambda: power.minimum_detectable_effect_of_clusters(20, 0, 0.1), "cluster_size"),
        (lambda: power.minimum_detectable_effect_of_clusters(20, 20, 1.1), "icc"),
        (lambda: power.clusters_needed(0, 20, 0.1), "effect"),
        (lambda: power.clusters_needed(1e-6, 20, 0.1), "effect"),
    ],
)
def test_refuses_what_cannot_be_planned(call: Callable[[], object], argument: str) -> None:
    with pytest.raises(errors.RefusedInput) as caught:
        call()
    assert caught.value.argument == argument
