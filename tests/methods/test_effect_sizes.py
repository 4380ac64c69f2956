"""Effect sizes: published values, properties and refusals."""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.meta_analysis import effectsize_smd

from methods import effect_sizes, errors

any_property = settings(max_examples=100, deadline=None, derandomize=True)
means = st.floats(-100, 100)
sds = st.floats(0.1, 50)
sizes = st.integers(2, 5000)


@pytest.mark.parametrize(
    ("groups", "g", "variance"),
    [
        ((55, 47, 155, 75, 64, 156), -0.3552, 0.0131),
        ((27, 7, 31, 29, 4, 32), -0.3479, 0.0645),
    ],
)
@pytest.mark.parametrize("correction", ["approximate", "exact"])
def test_hedges_g_of_normand(
    groups: tuple[float, ...], g: float, variance: float, correction: effect_sizes.Correction
) -> None:
    effect = effect_sizes.hedges_g(*groups, correction=correction)
    assert effect.estimate == pytest.approx(g, abs=6e-5)
    assert effect.variance == pytest.approx(variance, abs=5e-5)


def test_the_approximate_correction_is_the_default() -> None:
    groups = (27, 7, 31, 29, 4, 32)
    uncorrected = effect_sizes.hedges_g(*groups, correction="none").estimate
    assert effect_sizes.hedges_g(*groups).estimate == pytest.approx(
        uncorrected * (1 - 3 / (4 * 63 - 9))
    )


def test_the_exact_correction_of_hedges() -> None:
    # Hedges (1981), table 1: c(m) for m = N - 2 of 2, 10 and 50.
    exact = effect_sizes.small_sample_correction([4, 12, 52], "exact")
    assert exact == pytest.approx([0.5642, 0.9228, 0.9849], abs=6e-5)


def test_cox_and_log_odds_ratio_of_135_of_150_against_40_of_50() -> None:
    assert effect_sizes.log_odds_ratio(135, 150, 40, 50).estimate == pytest.approx(0.8109, abs=5e-5)
    index = effect_sizes.cox(135, 150, 40, 50)
    assert index.estimate == pytest.approx(0.4915, abs=5e-5)
    assert index.standard_error == pytest.approx(0.2704, abs=5e-5)


def test_the_small_sample_correction_of_cox_is_asked_for() -> None:
    index = effect_sizes.cox(135, 150, 40, 50)
    corrected = effect_sizes.cox(135, 150, 40, 50, correction="approximate")
    w = 1 - 3 / (4 * 200 - 9)
    assert corrected.estimate == pytest.approx(w * index.estimate)
    assert corrected.standard_error == pytest.approx(w * index.standard_error)


def test_log_risk_ratio_of_the_first_bcg_trial() -> None:
    # Metafor's documentation of escalc: -0.8893 and 0.3256.
    effect = effect_sizes.log_risk_ratio(4, 123, 11, 139)
    assert effect.estimate == pytest.approx(-0.8893, abs=5e-5)
    assert effect.variance == pytest.approx(0.3256, abs=5e-5)


def test_an_empty_cell_adds_a_half_to_the_cells_of_that_study_alone() -> None:
    odds = effect_sizes.log_odds_ratio([0, 4], [10, 123], [3, 11], [12, 139])
    estimates, variances = np.asarray(odds.estimate), np.asarray(odds.variance)
    assert estimates[0] == pytest.approx(np.log((0.5 * 9.5) / (10.5 * 3.5)))
    assert variances[0] == pytest.approx(1 / 0.5 + 1 / 10.5 + 1 / 3.5 + 1 / 9.5)
    assert estimates[1] == effect_sizes.log_odds_ratio(4, 123, 11, 139).estimate
    risk = effect_sizes.log_risk_ratio(0, 10, 3, 12)
    assert risk.estimate == pytest.approx(np.log((0.5 / 11) / (3.5 / 13)))
    assert risk.variance == pytest.approx(1 / 0.5 - 1 / 11 + 1 / 3.5 - 1 / 13)


def test_a_regression_on_treatment_alone_gives_the_g_of_the_means() -> None:
    groups = (12.0, 3.0, 40, 10.5, 2.5, 44)
    direct = effect_sizes.hedges_g(*groups)
    sd = float(effect_sizes.pooled_sd(3.0, 40, 2.5, 44))
    error = sd * (1 / 40 + 1 / 44) ** 0.5
    effect = effect_sizes.from_regression(1.5, error, sd, 40, 44)
    assert effect.estimate == pytest.approx(direct.estimate)
    # g²/(2 df) in place of g²/(2N).
    assert effect.variance == pytest.approx(1 / 40 + 1 / 44 + direct.estimate**2 / (2 * 82))


def test_covariates_of_a_regression_take_degrees_of_freedom() -> None:
    effect = effect_sizes.from_regression(1.5, 0.6, 2.75, 40, 44, df=80)
    assert effect.variance == pytest.approx((0.6 / 2.75) ** 2 + effect.estimate**2 / 160)


def test_a_p_value_gives_back_the_g_that_it_came_from() -> None:
    t, p = stats.ttest_ind_from_stats(10.5, 2.5, 44, 12.0, 3.0, 40)
    assert t < 0
    effect = effect_sizes.from_p_value(p, 44, 40, direction=-1)
    direct = effect_sizes.hedges_g(10.5, 2.5, 44, 12.0, 3.0, 40)
    assert effect.estimate == pytest.approx(direct.estimate)
    assert effect.variance == pytest.approx(direct.variance)
    assert effect_sizes.from_p_value(1, 44, 40, direction=1).estimate == pytest.approx(0)


def test_a_p_value_too_small_for_one_minus_it() -> None:
    # t of 20.66 with 98 degrees of freedom; 1 - p/2 would be 1, and its t infinite.
    p = 2 * stats.t.sf(20.66, 98)
    assert p < 1e-30
    uncorrected = effect_sizes.from_p_value(p, 50, 50, direction=1, correction="none")
    assert uncorrected.estimate == pytest.approx(20.66 * (2 / 50) ** 0.5, rel=1e-6)


def test_an_interval_gives_back_the_standard_error() -> None:
    effect = effect_sizes.from_confidence_interval(-0.0960, 0.2960)
    assert effect.estimate == pytest.approx(0.1)
    assert effect.standard_error == pytest.approx(0.1, abs=1e-4)
    wider = effect_sizes.from_confidence_interval(-0.0960, 0.2960, level=0.99)
    assert wider.standard_error < effect.standard_error
    low, high = wider.ci(0.99)
    assert (low, high) == pytest.approx((-0.0960, 0.2960))


def test_an_effect_with_its_standard_error_is_taken_as_it_is() -> None:
    effect = effect_sizes.from_standard_error([0.2, 0.3], 0.1)
    assert np.asarray(effect.estimate).tolist() == [0.2, 0.3]
    assert effect.variance == pytest.approx([0.01, 0.01])


@pytest.mark.parametrize(
    ("reported", "agrees"),
    [
        ((0.10, 0.05, 0.00, 0.20), True),  # rounded to two decimals
        ((0.25, 0.08, 0.09, 0.41), True),
        ((0.25, 0.08, 0.17, 0.33), False),  # the estimate ± one standard error
        ((0.25, 0.16, 0.09, 0.41), False),
        ((0.40, 0.08, 0.09, 0.41), False),  # not in the middle
        ((1.30, 0.15, 0.97, 1.74), False),  # a ratio that was not taken the logarithm of
    ],
)
def test_what_is_reported_must_belong_together(reported: tuple[float, ...], agrees: bool) -> None:
    assert effect_sizes.interval_agrees(*reported) is agrees


def test_agreement_of_many_reports_at_once() -> None:
    agrees = effect_sizes.interval_agrees([0.25, 0.25], 0.08, [0.09, 0.17], [0.41, 0.33])
    assert np.asarray(agrees).tolist() == [True, False]


@any_property
@given(means, sds, sizes, means, sds, sizes)
def test_g_agrees_with_statsmodels(
    mean_t: float, sd_t: float, n_t: int, mean_c: float, sd_c: float, n_c: int
) -> None:
    # Its correction is 1 - 3/(4N - 9) too; its variance divides g² by N - 3.94.
    theirs, _ = effectsize_smd(mean_t, sd_t, n_t, mean_c, sd_c, n_c)
    effect = effect_sizes.hedges_g(mean_t, sd_t, n_t, mean_c, sd_c, n_c)
    assert effect.estimate == pytest.approx(theirs, rel=1e-9, abs=1e-12)


@any_property
@given(means, sds, sizes, means, sds, sizes, st.floats(0.1, 100), means)
def test_g_knows_no_units_and_turns_with_its_groups(
    mean_t: float,
    sd_t: float,
    n_t: int,
    mean_c: float,
    sd_c: float,
    n_c: int,
    unit: float,
    zero: float,
) -> None:
    effect = effect_sizes.hedges_g(mean_t, sd_t, n_t, mean_c, sd_c, n_c)
    other = effect_sizes.hedges_g(
        mean_t * unit + zero, sd_t * unit, n_t, mean_c * unit + zero, sd_c * unit, n_c
    )
    assert other.estimate == pytest.approx(effect.estimate, rel=1e-6, abs=1e-6)
    turned = effect_sizes.hedges_g(mean_c, sd_c, n_c, mean_t, sd_t, n_t)
    assert turned.estimate == pytest.approx(-effect.estimate)
    assert turned.variance == pytest.approx(effect.variance)


@any_property
@given(st.integers(2, 500), st.integers(2, 500), st.data())
def test_ratios_turn_with_their_groups(n_t: int, n_c: int, data: st.DataObject) -> None:
    events_t = data.draw(st.integers(0, n_t))
    events_c = data.draw(st.integers(0, n_c))
    for ratio in (effect_sizes.log_odds_ratio, effect_sizes.log_risk_ratio, effect_sizes.cox):
        if events_t == events_c == 0 or (events_t == n_t and events_c == n_c):
            with pytest.raises(errors.NoContrast):
                ratio(events_t, n_t, events_c, n_c)
            continue
        effect = ratio(events_t, n_t, events_c, n_c)
        turned = ratio(events_c, n_c, events_t, n_t)
        assert turned.estimate == pytest.approx(-effect.estimate, abs=1e-12)
        assert turned.variance == pytest.approx(effect.variance)
        assert effect.variance > 0


def test_the_largest_and_smallest_numbers_that_are_taken() -> None:
    effect = effect_sizes.hedges_g(1e50, 1e-50, 2, -1e50, 1e-50, 2)
    assert np.isfinite(effect.estimate)
    assert np.isfinite(effect.variance)


def test_numbers_give_numbers_and_lists_give_arrays() -> None:
    effect = effect_sizes.hedges_g(12, 3, 40, 10, 3, 40)
    assert type(effect.estimate) is float
    assert type(effect.standard_error) is float
    many = effect_sizes.hedges_g([12, 13], 3, 40, 10, 3, 40)
    for numbers in (many.estimate, many.variance, many.standard_error):
        assert np.shape(numbers) == (2,)
    assert np.asarray(many.estimate)[0] == effect.estimate
    low, high = many.ci()
    assert np.shape(low) == np.shape(high) == (2,)


def test_the_interval_of_g_covers_as_often_as_it_says() -> None:
    generator = np.random.default_rng(3)
    treated = generator.normal(0.4, 1, (4000, 30))
    control = generator.normal(0.0, 1, (4000, 25))
    effect = effect_sizes.hedges_g(
        *(treated.mean(axis=1), treated.std(axis=1, ddof=1), 30),
        *(control.mean(axis=1), control.std(axis=1, ddof=1), 25),
    )
    assert np.mean(effect.estimate) == pytest.approx(0.4, abs=0.02)
    low, high = effect.ci()
    assert 0.94 <= np.mean((low <= 0.4) & (high >= 0.4)) <= 0.965


@pytest.mark.parametrize(
    ("call", "refusal", "argument"),
    [
        (
            lambda: effect_sizes.hedges_g(1, 0, 9, 1, 1, 9),
            errors.StandardDeviationNotPositive,
            "sd_t",
        ),
        (
            lambda: effect_sizes.hedges_g(1, 1, 9, 1, -1, 9),
            errors.StandardDeviationNotPositive,
            "sd_c",
        ),
        (lambda: effect_sizes.hedges_g(1, 1, 1, 1, 1, 9), errors.SampleTooSmall, "n_t"),
        (lambda: effect_sizes.hedges_g(1, 1, 9, 1, 1, [9, 0]), errors.SampleTooSmall, "n_c"),
        (lambda: effect_sizes.hedges_g(float("nan"), 1, 9, 1, 1, 9), errors.NotANumber, "mean_t"),
        (lambda: effect_sizes.hedges_g(1, 1, 9, "high", 1, 9), errors.NotANumber, "mean_c"),
        (lambda: effect_sizes.hedges_g(1e60, 1, 9, 1, 1, 9), errors.OutOfRange, "mean_t"),
        (lambda: effect_sizes.hedges_g(1, 1e-300, 9, 1, 1, 9), errors.OutOfRange, "sd_t"),
        (lambda: effect_sizes.from_standard_error(1, 1e-200), errors.OutOfRange, "standard_error"),
        (lambda: effect_sizes.cox(11, 10, 3, 10), errors.EventsAboveSample, "events_t"),
        (lambda: effect_sizes.cox(1, 10, 30, 10), errors.EventsAboveSample, "events_c"),
        (lambda: effect_sizes.log_odds_ratio(-1, 10, 3, 10), errors.NegativeEvents, "events_t"),
        (lambda: effect_sizes.log_risk_ratio(0, 10, 0, 10), errors.NoContrast, "events_t"),
        (lambda: effect_sizes.log_risk_ratio(10, 10, 9, 9), errors.NoContrast, "events_t"),
        (lambda: effect_sizes.log_risk_ratio(1, 1, 0, 10), errors.SampleTooSmall, "n_t"),
        (
            lambda: effect_sizes.from_regression(1, 0, 1, 9, 9),
            errors.VarianceNotPositive,
            "standard_error",
        ),
        (
            lambda: effect_sizes.from_regression(1, 1, 0, 9, 9),
            errors.StandardDeviationNotPositive,
            "pooled_sd",
        ),
        (lambda: effect_sizes.from_regression(1, 1, 1, 9, 9, df=0), errors.OutOfRange, "df"),
        (lambda: effect_sizes.from_p_value(0, 9, 9, direction=1), errors.OutOfRange, "p_value"),
        (lambda: effect_sizes.from_p_value(1.2, 9, 9, direction=1), errors.OutOfRange, "p_value"),
        (
            lambda: effect_sizes.from_p_value(0.04, 9, 9, direction=None),
            errors.DirectionMissing,
            "direction",
        ),
        (
            lambda: effect_sizes.from_p_value(0.04, 9, 9, direction=0),
            errors.DirectionMissing,
            "direction",
        ),
        (
            lambda: effect_sizes.from_standard_error(0.2, -0.1),
            errors.VarianceNotPositive,
            "standard_error",
        ),
        (
            lambda: effect_sizes.from_confidence_interval(0.4, 0.1),
            errors.IntervalReversed,
            "lower",
        ),
        (
            lambda: effect_sizes.from_confidence_interval(0.1, 0.5, estimate=0.45),
            errors.IntervalDisagrees,
            "estimate",
        ),
        (
            lambda: effect_sizes.from_confidence_interval(0.1, 0.5, level=95),
            errors.OutOfRange,
            "level",
        ),
    ],
)
def test_refuses_by_name_and_tells_which_number_is_wrong(
    call: Callable[[], object], refusal: type[errors.RefusedInput], argument: str
) -> None:
    with pytest.raises(refusal) as caught:
        call()
    assert isinstance(caught.value, ValueError)
    assert caught.value.argument == argument


def test_refuses_a_correction_that_it_does_not_know() -> None:
    with pytest.raises(errors.UnknownChoice):
        effect_sizes.small_sample_correction(20, cast(Any, "some"))
