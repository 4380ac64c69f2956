"""Subgroups and meta-regression: published values, properties and refusals."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.api import WLS, add_constant

from methods import errors, moderators, synthesis
from tests.methods import published


def bcg() -> tuple[np.ndarray, np.ndarray]:
    effect = published.bcg_log_risk_ratios()
    return np.asarray(effect.estimate), np.asarray(effect.variance)


def test_bcg_by_latitude() -> None:
    # Metafor's documentation of rma.uni.
    line = moderators.meta_regression(*bcg(), published.BCG_LATITUDE, interval="normal")
    assert line.tau2 == pytest.approx(0.0764, abs=6e-5)
    assert line.intercept.estimate == pytest.approx(0.2515, abs=5e-5)
    assert line.intercept.standard_error == pytest.approx(0.2491, abs=5e-5)
    assert line.slope.estimate == pytest.approx(-0.0291, abs=5e-5)
    assert line.slope.standard_error == pytest.approx(0.0072, abs=5e-5)
    assert line.slope.ci == pytest.approx((-0.0432, -0.0150), abs=5e-5)
    assert line.q_residual == pytest.approx(30.7331, abs=5e-5)
    assert line.i2 == pytest.approx(68.39, abs=0.01)
    assert line.r2 == pytest.approx(75.62, abs=0.01)


def test_raudenbush_by_weeks_of_acquaintance() -> None:
    weeks = np.minimum(published.RAUDENBUSH_WEEKS, 3)
    line = moderators.meta_regression(
        published.RAUDENBUSH_EFFECTS, published.RAUDENBUSH_VARIANCES, weeks, interval="normal"
    )
    # Raudenbush (2009), table 16.2.
    assert line.tau2 == pytest.approx(0, abs=5e-4)
    assert line.intercept.estimate == pytest.approx(0.407, abs=5e-4)
    assert line.slope.estimate == pytest.approx(-0.157, abs=5e-4)
    assert line.q_residual == pytest.approx(16.57, abs=0.005)
    assert line.slope.estimate / line.slope.standard_error == pytest.approx(-4.39, abs=0.005)


def test_without_tau2_it_is_weighted_least_squares() -> None:
    effects, variances = published.RAUDENBUSH_EFFECTS, published.RAUDENBUSH_VARIANCES
    weeks = np.minimum(published.RAUDENBUSH_WEEKS, 3)
    fit = WLS(effects, add_constant(weeks), weights=1 / np.array(variances)).fit()
    line = moderators.meta_regression(effects, variances, weeks)
    assert line.slope.estimate == pytest.approx(fit.params[1])
    # Residuals scatter less than by chance here, so that the guard takes the place of their variance.
    assert fit.scale < 1
    assert line.slope.standard_error == pytest.approx(fit.bse[1] / fit.scale**0.5)
    assert line.slope.ci[1] > line.slope.estimate + 1.96 * line.slope.standard_error


def test_knapp_and_hartung_follow_the_scatter_that_is_left() -> None:
    normal = moderators.meta_regression(*bcg(), published.BCG_LATITUDE, interval="normal")
    knapp = moderators.meta_regression(*bcg(), published.BCG_LATITUDE)
    y, v = bcg()
    weights = 1 / (v + knapp.tau2)
    fit = WLS(y, add_constant(np.array(published.BCG_LATITUDE, float)), weights=weights).fit()
    assert fit.scale > 1
    assert knapp.slope.standard_error == pytest.approx(fit.bse[1], rel=1e-6)
    assert knapp.slope.p_value == pytest.approx(fit.pvalues[1], rel=1e-6)
    assert knapp.slope.p_value > normal.slope.p_value


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.floats(-3, 3), st.floats(0.01, 5), st.integers(-20, 20)),
        min_size=4,
        max_size=12,
    ).filter(lambda studies: len({study[2] for study in studies}) > 1),
    st.floats(0.1, 10),
    st.floats(-50, 50),
)
def test_units_and_zero_point_of_the_moderator_do_not_matter(
    studies: list[tuple[float, float, int]], unit: float, zero: float
) -> None:
    y, v, x = (np.array(column, float) for column in zip(*studies, strict=True))
    first = moderators.meta_regression(y, v, x)
    other = moderators.meta_regression(y, v, x * unit + zero)
    assert first.tau2 >= 0
    assert other.tau2 == pytest.approx(first.tau2, rel=1e-5, abs=1e-7)
    assert other.slope.estimate * unit == pytest.approx(first.slope.estimate, rel=1e-5, abs=1e-6)
    assert other.slope.standard_error * unit == pytest.approx(first.slope.standard_error, rel=1e-5)
    at_zero = other.intercept.estimate + other.slope.estimate * zero
    assert at_zero == pytest.approx(first.intercept.estimate, rel=1e-4, abs=1e-4)


def test_a_slope_is_found_where_there_is_one() -> None:
    generator = np.random.default_rng(7)
    covered = []
    for _ in range(400):
        x, v = generator.uniform(0, 4, 15), generator.uniform(0.02, 0.1, 15)
        y = generator.normal(0.1 + 0.2 * x, np.sqrt(v + 0.05))
        low, high = moderators.meta_regression(y, v, x).slope.ci
        covered.append(low <= 0.2 <= high)
    assert 0.925 <= np.mean(covered) <= 0.985


def test_subgroups_of_bcg_by_allocation() -> None:
    result = moderators.subgroup_analysis(*bcg(), published.BCG_DRAWN_BY_LOT, interval="normal")
    drawn, other = result.pools[True], result.pools[False]
    # Metafor's example of comparing the estimates of independent subgroups, z = -1.3952; its search
    # for tau² stops a little before the peak.
    assert drawn.estimate == pytest.approx(-0.9710, abs=5e-5)
    assert drawn.standard_error == pytest.approx(0.2760, abs=5e-5)
    assert other.estimate == pytest.approx(-0.4812, abs=1e-4)
    assert other.standard_error == pytest.approx(0.2169, abs=1e-4)
    assert result.q_between == pytest.approx(1.3952**2, abs=1e-3)
    assert result.df == 1
    assert result.p_value == pytest.approx(0.1630, abs=5e-5)


def test_each_subgroup_is_the_pool_of_its_own_studies() -> None:
    y, v = [0.1, 0.5, 0.2, 0.9, 0.7], [0.01, 0.02, 0.03, 0.02, 0.01]
    result = moderators.subgroup_analysis(y, v, ["po", "vo", "po", "vo", "so"])
    assert result.pools["po"] == synthesis.random_effects([0.1, 0.2], [0.01, 0.03])
    assert result.left_out == ("so",)


def test_alike_subgroups_differ_by_nothing() -> None:
    result = moderators.subgroup_analysis([0.1, 0.3] * 2, [0.01, 0.02] * 2, [1, 1, 2, 2])
    assert result.q_between == pytest.approx(0)
    assert result.p_value == pytest.approx(1)


@pytest.mark.parametrize(
    ("effects", "moderator", "refusal"),
    [
        ([0.1, 0.2], [1, 2], errors.TooFewEstimates),
        ([0.1, 0.2, 0.3], [1, 2], errors.UnequalLengths),
        ([0.1, 0.2, 0.3], [2, 2, 2], errors.NoVariation),
        ([0.1, 0.2, 0.3], [1, 2, float("nan")], errors.NotANumber),
        ([0.1, 0.2, 0.3], ["a", "b", "c"], errors.NotANumber),
    ],
)
def test_meta_regression_refuses(
    effects: list[float], moderator: Any, refusal: type[errors.RefusedInput]
) -> None:
    with pytest.raises(refusal):
        moderators.meta_regression(effects, [0.1] * len(effects), moderator)


@pytest.mark.parametrize(
    ("groups", "refusal"),
    [
        (["a", "a", "b"], errors.UnequalLengths),
        (["a", "a", "a", "a"], errors.TooFewGroups),
        (["a", "a", "b", "c"], errors.TooFewGroups),
    ],
)
def test_subgroup_analysis_refuses(groups: list[str], refusal: type[errors.RefusedInput]) -> None:
    with pytest.raises(refusal):
        moderators.subgroup_analysis([0.1, 0.2, 0.3, 0.4], [0.1] * 4, groups)
