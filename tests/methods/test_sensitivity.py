"""Leave-one-out and Egger's test: published values, and agreement with statsmodels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.api import WLS, add_constant

from methods import errors, synthesis
from methods.sensitivity import egger_test, leave_one_out
from tests.methods import published


def bcg() -> tuple[np.ndarray, np.ndarray]:
    effect = published.bcg_log_risk_ratios()
    return np.asarray(effect.estimate), np.asarray(effect.variance)


def test_bcg_without_its_first_trial() -> None:
    # Metafor, test_misc_influence; it stops its search for tau² at a step of 0.00001.
    first, *others = leave_one_out(*bcg(), interval="normal")
    assert len(others) == 12
    assert first.estimate == pytest.approx(-0.707083788031436, abs=1e-6)
    assert first.standard_error == pytest.approx(0.189961024702717, abs=1e-6)
    assert first.q == pytest.approx(151.582572747109)
    assert first.tau2 == pytest.approx(0.336156745300306, abs=1e-6)
    assert first.i2 == pytest.approx(93.2259349111223, abs=1e-5)
    assert first.h2 == pytest.approx(14.762184698253, abs=1e-4)


def test_each_pool_leaves_out_its_own_study() -> None:
    effects, variances = [0.1, 0.2, 0.9], [0.01, 0.02, 0.03]
    pools = leave_one_out(effects, variances, tau2="dl")
    assert pools[1] == synthesis.random_effects([0.1, 0.9], [0.01, 0.03], tau2="dl")


def test_leave_one_out_needs_three_studies() -> None:
    with pytest.raises(errors.TooFewEstimates):
        leave_one_out([0.1, 0.2], [0.1, 0.1])


def test_egger_of_bcg() -> None:
    # Metafor's documentation of regtest.
    test = egger_test(*bcg())
    assert test.t == pytest.approx(-1.4013, abs=5e-5)
    assert test.df == 11
    assert test.p_value == pytest.approx(0.1887, abs=5e-5)
    assert test.limit == pytest.approx(-0.1909, abs=5e-5)
    assert test.limit_ci == pytest.approx((-0.6753, 0.2935), abs=5e-5)
    assert test.enough


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(0.01, 5)), min_size=4, max_size=15, unique=True)
)
def test_egger_agrees_with_statsmodels(studies: list[tuple[float, float]]) -> None:
    effects, variances = (np.array(column) for column in zip(*studies, strict=True))
    errors_of = np.sqrt(variances)
    if np.ptp(errors_of) < 0.01 or np.ptp(effects) < 0.01:
        return
    fit = WLS(effects, add_constant(errors_of), weights=1 / variances).fit()
    test = egger_test(effects, variances)
    assert test.slope == pytest.approx(fit.params[1], rel=1e-6, abs=1e-6)
    assert test.standard_error == pytest.approx(fit.bse[1], rel=1e-6, abs=1e-9)
    assert test.p_value == pytest.approx(fit.pvalues[1], rel=1e-4, abs=1e-9)
    assert test.limit_ci == pytest.approx(tuple(fit.conf_int()[0]), rel=1e-5, abs=1e-5)


def test_egger_finds_a_funnel_that_was_cut() -> None:
    generator = np.random.default_rng(8)
    variances = generator.uniform(0.005, 0.3, 400)
    effects = generator.normal(0.1, np.sqrt(variances))
    significant = effects / np.sqrt(variances) > 1
    assert egger_test(effects, variances).p_value > 0.05
    cut = egger_test(effects[significant], variances[significant])
    assert cut.p_value < 0.001
    assert cut.slope > 0


def test_egger_says_when_there_are_too_few_studies_to_trust_it() -> None:
    assert not egger_test([0.1, 0.2, 0.4, 0.3], [0.01, 0.02, 0.09, 0.04]).enough


def test_egger_of_effects_exactly_on_a_line() -> None:
    test = egger_test([1.0, 1.0, 1.0, 1.0], [0.01, 0.04, 0.09, 0.16])
    assert test.limit == pytest.approx(1)
    assert test.slope == pytest.approx(0, abs=1e-9)


def test_egger_refuses() -> None:
    with pytest.raises(errors.TooFewEstimates):
        egger_test([0.1, 0.2], [0.1, 0.2])
    with pytest.raises(errors.NoVariation):
        egger_test([0.1, 0.2, 0.3], [0.1, 0.1, 0.1])
