"""Pooling: published values, extreme input and refusals."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from methods import errors, synthesis
from methods.effect_sizes import log_odds_ratio
from methods.heterogeneity import Estimator, MeanMoments, Studies, tau2_by
from tests.methods import published

ESTIMATORS: tuple[Estimator, ...] = ("reml", "pm", "dl")


@pytest.fixture(scope="module")
def bcg() -> tuple[np.ndarray, np.ndarray]:
    effect = published.bcg_log_risk_ratios()
    return np.asarray(effect.estimate), np.asarray(effect.variance)


def rounded(value: Any, places: int) -> Any:
    """Compare with a value, or several, published with this many decimals."""
    return pytest.approx(value, rel=0, abs=0.5001 * 10**-places)


def test_fixed_effect_of_lipsey_and_wilson() -> None:
    pool = synthesis.fixed_effect(published.LIPSEY_EFFECTS, published.LIPSEY_VARIANCES)
    assert pool.estimate == rounded(0.1549, 4)
    assert pool.standard_error == rounded(0.0609, 4)
    assert pool.q == rounded(14.7640, 4)
    assert pool.tau2 == 0
    assert pool.prediction_interval is None
    assert pool.k == 10


def test_random_effects_of_lipsey_and_wilson() -> None:
    pool = synthesis.random_effects(
        published.LIPSEY_EFFECTS, published.LIPSEY_VARIANCES, tau2="dl", interval="normal"
    )
    assert pool.tau2 == rounded(0.025955, 6)
    assert pool.estimate == rounded(0.1534, 4)
    assert pool.standard_error == rounded(0.0858, 4)
    assert pool.ci == rounded((-0.0146, 0.3215), 4)


def test_fixed_effect_of_bcg(bcg: tuple[np.ndarray, np.ndarray]) -> None:
    pool = synthesis.fixed_effect(*bcg)
    assert pool.estimate == rounded(-0.4303, 4)
    assert pool.ci == rounded((-0.5097, -0.3509), 4)
    assert pool.estimate / pool.standard_error == rounded(-10.6247, 4)
    assert pool.q == rounded(152.2330, 4)
    assert pool.q_p_value < 0.0001


@pytest.mark.parametrize(
    ("tau2", "expected", "estimate", "ci", "i2"),
    [
        ("dl", 0.3088, -0.7141, (-1.0644, -0.3638), 92.12),
        ("reml", 0.3132, -0.7145, (-1.0669, -0.3622), 92.22),
        ("pm", 0.3181, -0.7150, (-1.0695, -0.3604), 92.33),
    ],
)
def test_random_effects_of_bcg(
    bcg: tuple[np.ndarray, np.ndarray],
    tau2: Estimator,
    expected: float,
    estimate: float,
    ci: tuple[float, float],
    i2: float,
) -> None:
    pool = synthesis.random_effects(*bcg, tau2=tau2, interval="normal")
    assert pool.tau2 == rounded(expected, 4)
    assert pool.estimate == rounded(estimate, 4)
    assert pool.ci == rounded(ci, 4)
    assert pool.i2 == rounded(i2, 2)


def test_reml_of_bcg_in_the_digits_of_metafor(bcg: tuple[np.ndarray, np.ndarray]) -> None:
    pool = synthesis.random_effects(*bcg, interval="normal")
    # metafor, test_misc_influence; it stops its search at a step of 0.00001.
    assert pool.tau2 == pytest.approx(0.313243325980895, abs=1e-6)
    assert pool.standard_error == rounded(0.1798, 4)
    assert pool.h2 == rounded(12.86, 2)


def test_hartung_knapp_is_the_default_interval_and_reml_the_default_estimator(
    bcg: tuple[np.ndarray, np.ndarray],
) -> None:
    pool = synthesis.random_effects(*bcg)
    assert (pool.method, pool.interval) == ("reml", "hartung-knapp")
    assert pool.standard_error == rounded(0.1808, 4)
    assert pool.ci == rounded((-1.1084, -0.3206), 4)


def test_interval_of_tau2_of_bcg_by_the_q_profile(bcg: tuple[np.ndarray, np.ndarray]) -> None:
    pool = synthesis.random_effects(*bcg, tau2="dl")
    assert pool.tau2_ci == rounded((0.1197, 1.1115), 4)


def test_interval_of_tau2_of_bcg_log_odds_ratios() -> None:
    effect = published.bcg_log_odds_ratios()
    pool = synthesis.random_effects(effect.estimate, effect.variance, tau2="dl", interval="normal")
    assert pool.tau2 == rounded(0.3663, 4)
    assert pool.ci == rounded((-1.1242, -0.3706), 4)
    assert pool.i2 == rounded(92.6455, 4)
    # Metafor's reproduction of van Houwelingen, Arends & Stijnen (2002).
    assert pool.tau2_ci == rounded((0.130, 1.181), 3)


def test_prediction_interval_of_bcg(bcg: tuple[np.ndarray, np.ndarray]) -> None:
    # By hand from the published mean, standard error and tau²; 2.201 is t(11) at .975.
    margin = 2.200985 * np.sqrt(0.1798**2 + 0.3132433)
    pool = synthesis.random_effects(*bcg, interval="normal")
    assert pool.prediction_interval == pytest.approx((-0.7145 - margin, -0.7145 + margin), abs=1e-4)
    assert "k - 2" in synthesis.PREDICTION_INTERVAL


def test_prediction_interval_has_no_freedom_left_with_two_studies() -> None:
    assert synthesis.random_effects([0.1, 0.9], [0.01, 0.02]).prediction_interval is None
    assert synthesis.random_effects([0.1, 0.9, 0.4], [0.01, 0.02, 0.03]).prediction_interval


@pytest.mark.parametrize(
    ("tau2", "expected", "i2", "h2"), [("dl", 0.277, 80.44, 5.11), ("reml", 0.223, 76.84, 4.32)]
)
def test_example_of_viechtbauer(tau2: Estimator, expected: float, i2: float, h2: float) -> None:
    pool = synthesis.random_effects(
        published.VIECHTBAUER_EFFECTS, published.VIECHTBAUER_VARIANCES, tau2=tau2
    )
    assert pool.tau2 == rounded(expected, 3)
    assert pool.i2 == rounded(i2, 2)
    assert pool.h2 == rounded(h2, 2)


@pytest.mark.parametrize(
    ("tau2", "tau", "estimate", "standard_error"),
    [
        ("pm", 0.3681, -0.3811, 0.2060),
        ("dl", 0.2323, -0.3240, 0.1540),
        ("reml", 0.1843, -0.2980, 0.1343),
    ],
)
def test_clasp_of_dersimonian_and_kacker(
    tau2: Estimator, tau: float, estimate: float, standard_error: float
) -> None:
    events_t, n_t, events_c, n_c = published.CLASP
    effect = log_odds_ratio(events_t, n_t, events_c, n_c)
    pool = synthesis.random_effects(effect.estimate, effect.variance, tau2=tau2, interval="normal")
    assert pool.tau2**0.5 == rounded(tau, 4)
    assert pool.estimate == rounded(estimate, 4)
    assert pool.standard_error == rounded(standard_error, 4)


def test_raudenbush_with_hartung_and_knapp() -> None:
    effects, variances = published.RAUDENBUSH_EFFECTS, published.RAUDENBUSH_VARIANCES
    assert synthesis.fixed_effect(effects, variances).q == rounded(35.83, 2)
    pool = synthesis.random_effects(effects, variances)
    # Raudenbush (2009), table 16.3, in the reproduction by metafor.
    assert pool.tau2 == rounded(0.019, 3)
    assert pool.estimate == rounded(0.084, 3)
    assert pool.standard_error == rounded(0.062, 3)
    assert pool.ci == rounded((-0.046, 0.213), 3)


def test_tau2_never_falls_below_zero() -> None:
    # statsmodels gives -.095 here.
    for tau2 in ESTIMATORS:
        pool = synthesis.random_effects([0.5, 0.6], [0.1, 0.1], tau2=tau2)
        assert pool.tau2 == 0
        assert pool.i2 == 0
        assert pool.tau2_ci[0] == 0


def test_studies_that_agree_more_than_chance_would_have_it_do_not_narrow_the_interval() -> None:
    effects, variances = [0.30, 0.31, 0.32], [0.04, 0.05, 0.06]
    pool = synthesis.random_effects(effects, variances)
    normal = synthesis.random_effects(effects, variances, interval="normal")
    assert pool.standard_error == pytest.approx(normal.standard_error)
    assert pool.ci[0] < normal.ci[0]
    assert pool.ci[1] > normal.ci[1]


def test_the_higher_of_two_peaks_of_the_likelihood_is_taken() -> None:
    effects, variances = np.array([0.5, -1.1, -1.3]), np.array([0.5, 0.01, 0.05])
    likelihood = Studies(effects, variances).restricted_log_likelihood
    # A peak beyond 0, which a search from there would stop at; that at 0 is higher.
    assert likelihood(0.353) > max(likelihood(0.2), likelihood(0.6))
    assert likelihood(0.0) > likelihood(0.353)
    assert synthesis.random_effects(effects, variances).tau2 == 0


class CountedStudies(Studies):
    """Studies that count how often sums are taken over them."""

    looks = 0

    def at(self, tau2: float) -> MeanMoments:
        self.looks += 1
        return super().at(tau2)


def test_searches_take_a_handful_of_looks() -> None:
    # Variances that say nothing of the spread of the effects: expected information misleads here.
    generator = np.random.default_rng(1)
    effects, variances = generator.normal(0.2, 0.3, 1000), generator.uniform(0.01, 0.2, 1000)
    for estimator in ESTIMATORS:
        studies = CountedStudies(effects, variances)
        tau2_by(estimator, studies)
        assert studies.looks <= 8


@pytest.mark.parametrize("tau2", ESTIMATORS)
def test_equal_variances_have_a_closed_form(tau2: Estimator) -> None:
    effects = np.array([0.1, 0.4, 0.9, 1.3])
    pool = synthesis.random_effects(effects, np.full(4, 0.02), tau2=tau2)
    assert pool.tau2 == pytest.approx(effects.var(ddof=1) - 0.02)
    assert pool.estimate == pytest.approx(effects.mean())
    # Then the interval of Hartung and Knapp is that of a plain mean.
    assert pool.standard_error == pytest.approx(effects.std(ddof=1) / 2)


@pytest.mark.parametrize("tau2", ESTIMATORS)
@pytest.mark.parametrize("scale", [1e-12, 1e12])
def test_variances_of_any_size(
    bcg: tuple[np.ndarray, np.ndarray], tau2: Estimator, scale: float
) -> None:
    effects, variances = bcg
    plain = synthesis.random_effects(effects, variances, tau2=tau2)
    scaled = synthesis.random_effects(effects * scale**0.5, variances * scale, tau2=tau2)
    assert scaled.tau2 == pytest.approx(plain.tau2 * scale)
    assert scaled.estimate == pytest.approx(plain.estimate * scale**0.5)
    assert scaled.i2 == pytest.approx(plain.i2)


@pytest.mark.parametrize("tau2", ESTIMATORS)
def test_one_study_far_more_precise_than_the_others_sets_the_mean(tau2: Estimator) -> None:
    pool = synthesis.random_effects([7.0, 7.5, 7.8], [1e-12, 1e6, 1e6], tau2=tau2)
    assert pool.tau2 == 0
    assert pool.estimate == pytest.approx(7)
    assert pool.standard_error == pytest.approx(1e-6)
    # (0.5² + 0.8²)/10^6; sums of 10^12 would have swallowed it.
    assert pool.q == pytest.approx(8.9e-7)


@pytest.mark.parametrize("tau2", ESTIMATORS)
def test_identical_effects(tau2: Estimator) -> None:
    pool = synthesis.random_effects([0.3] * 5, [0.1, 0.2, 0.3, 0.4, 0.5], tau2=tau2)
    assert pool.estimate == 0.3
    assert (pool.tau2, pool.q, pool.i2, pool.h2) == (0, 0, 0, 1)
    assert pool.tau2_ci == (0, 0)


@pytest.mark.parametrize("tau2", ESTIMATORS)
def test_a_hundred_thousand_studies(tau2: Estimator) -> None:
    generator = np.random.default_rng(1)
    variances = generator.uniform(0.01, 0.2, 100_000)
    effects = generator.normal(0.2, np.sqrt(0.05 + variances))
    pool = synthesis.random_effects(effects, variances, tau2=tau2)
    assert pool.tau2 == pytest.approx(0.05, abs=0.002)
    assert pool.ci[0] < 0.2 < pool.ci[1]
    assert pool.weights.sum() == pytest.approx(100)


def test_pools_of_the_same_numbers_are_equal() -> None:
    pool = synthesis.random_effects([0.1, 0.4, 0.2], [0.01, 0.02, 0.03])
    assert pool == synthesis.random_effects([0.1, 0.4, 0.2], [0.01, 0.02, 0.03])
    assert "effects" not in repr(pool)


def test_level_of_the_intervals() -> None:
    narrow = synthesis.random_effects([0.1, 0.4, 0.2], [0.01, 0.02, 0.03], level=0.8)
    wide = synthesis.random_effects([0.1, 0.4, 0.2], [0.01, 0.02, 0.03], level=0.99)
    assert wide.ci[0] < narrow.ci[0] < narrow.ci[1] < wide.ci[1]
    assert wide.tau2_ci[1] > narrow.tau2_ci[1]


@pytest.mark.parametrize("pooled", [synthesis.fixed_effect, synthesis.random_effects])
@pytest.mark.parametrize(
    ("effects", "variances", "refusal"),
    [
        ([], [], errors.TooFewEstimates),
        ([0.1], [0.1], errors.TooFewEstimates),
        ([0.1, 0.2], [0.1], errors.UnequalLengths),
        ([[0.1, 0.2]], [[0.1, 0.2]], errors.UnequalLengths),
        (0.1, 0.1, errors.UnequalLengths),
        ([0.1, float("nan")], [0.1, 0.1], errors.NotANumber),
        ([0.1, float("inf")], [0.1, 0.1], errors.NotANumber),
        ([0.1, 0.2], [0.1, float("nan")], errors.NotANumber),
        ([0.1, 0.2], [0.1, float("inf")], errors.NotANumber),
        ([0.1, None], [0.1, 0.1], errors.NotANumber),
        ([0.1, "much"], [0.1, 0.1], errors.NotANumber),
        ([[0.1], [0.1, 0.2]], [0.1, 0.1], errors.NotANumber),
        ([0.1, 0.2], [0.1, 0.0], errors.VarianceNotPositive),
        ([0.1, 0.2], [0.1, -1.0], errors.VarianceNotPositive),
        ([0.1, 1e60], [0.1, 0.1], errors.OutOfRange),
        ([0.1, 0.2], [0.1, 1e-300], errors.OutOfRange),
        ([0.1, 0.2], [0.1, 1e300], errors.OutOfRange),
    ],
)
def test_refuses_what_cannot_be_pooled(
    pooled: Callable[..., synthesis.Pool],
    effects: object,
    variances: object,
    refusal: type[errors.RefusedInput],
) -> None:
    with pytest.raises(refusal):
        pooled(effects, variances)
    assert issubclass(refusal, ValueError)


@pytest.mark.parametrize(
    ("choice", "refusal", "argument"),
    [
        ({"tau2": "ml"}, errors.UnknownChoice, "tau2"),
        ({"interval": "student"}, errors.UnknownChoice, "interval"),
        ({"level": 95}, errors.OutOfRange, "level"),
        ({"level": 0}, errors.OutOfRange, "level"),
        ({"level": float("nan")}, errors.OutOfRange, "level"),
    ],
)
def test_refuses_choices_that_it_does_not_know(
    choice: dict[str, Any], refusal: type[errors.RefusedInput], argument: str
) -> None:
    with pytest.raises(refusal) as caught:
        synthesis.random_effects([0.1, 0.2], [0.1, 0.1], **choice)
    assert caught.value.argument == argument
