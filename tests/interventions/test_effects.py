"""What follows from the figures of a finding, against published values and by its rules."""

from typing import Any

import pytest

from interventions.choices import Design
from interventions.effects import Computed, effect_of
from interventions.models import EvaluationPage, Finding, Outcome

pytestmark = pytest.mark.django_db

MEANS: dict[str, Any] = {
    "data": "means", "n_t": 155, "mean_t": 55, "sd_t": 47, "n_c": 156, "mean_c": 75, "sd_c": 64,
}  # fmt: skip
EVENTS: dict[str, Any] = {"data": "events", "events_t": 135, "n_t": 150, "events_c": 40, "n_c": 50}
EFFECT: dict[str, Any] = {"data": "effect", "reported_metric": "smd", "reported_effect": 0.3}
P_VALUE: dict[str, Any] = {
    "data": "p-value",
    "p_value": 0.04,
    "n_t": 60,
    "n_c": 60,
    "higher_group": "treated",
}


def computed(study: dict[str, Any] | None = None, **fields: Any) -> Computed:
    evaluation = EvaluationPage(**{"design": Design.RCT_INDIVIDUAL, **(study or {})})
    outcome = Outcome(pk=1, name="Plaatsing")
    finding = Finding(**{"direction": "higher", "outcome": outcome, **fields})
    finding.evaluation = evaluation
    return effect_of(finding)


def test_means_give_the_published_hedges_g() -> None:
    """Normand (1999), as metafor gives it: g -.3552, variance .0131."""
    found = computed(**MEANS)
    assert found.estimate == pytest.approx(-0.3552, abs=5e-5)
    assert found.standard_error is not None
    assert found.standard_error**2 == pytest.approx(0.0131, abs=5e-5)
    assert (found.metric, found.origin) == ("smd", "computed")


def test_counts_give_the_published_cox_index() -> None:
    """What Works Clearinghouse: 135 of 150 against 40 of 50, .4915 with SE .2704."""
    found = computed(**EVENTS)
    assert found.estimate == pytest.approx(0.4915, abs=5e-5)
    assert found.standard_error == pytest.approx(0.2704, abs=5e-5)
    assert found.log_odds_ratio == pytest.approx(0.8109, abs=5e-5)


@pytest.mark.parametrize("figures", [MEANS, EVENTS, P_VALUE, {**EFFECT, "reported_se": 0.1}])
def test_above_zero_is_better_whatever_is_measured(figures: dict[str, Any]) -> None:
    higher, lower = (computed(**{**figures, "direction": way}) for way in ("higher", "lower"))
    assert higher.estimate is not None
    assert lower.estimate == pytest.approx(-higher.estimate)
    assert lower.standard_error == higher.standard_error
    assert lower.estimate is not None
    assert lower.ci is not None
    assert lower.ci[0] < lower.estimate < lower.ci[1]


def test_a_reported_ratio_is_stored_as_its_logarithm_and_stays_a_ratio() -> None:
    found = computed(
        data="effect", reported_metric="odds-ratio", reported_effect=2.0, ci_lower=1.0, ci_upper=4.0
    )
    assert found.estimate == pytest.approx(0.6931, abs=5e-5)
    assert found.standard_error == pytest.approx(0.6931 / 1.96, abs=5e-4)
    assert (found.metric, found.origin) == ("log-odds-ratio", "reported")


def test_pupils_of_one_school_count_for_less_than_pupils_drawn_one_by_one() -> None:
    groups = {"clusters_t": 10, "clusters_c": 10, "icc": 0.1}
    alone = computed(groups, **MEANS, clustering="not-clustered")
    together = computed(groups, **MEANS, clustering="ignored")
    imputed = computed({**groups, "icc": None}, **MEANS, clustering="ignored")
    assert alone.standard_error is not None
    assert together.standard_error is not None
    assert alone.estimate is not None
    assert together.standard_error > 1.4 * alone.standard_error
    assert together.estimate is not None
    assert abs(together.estimate) < abs(alone.estimate)
    assert (together.imputed_icc, imputed.imputed_icc) == (None, 0.1)
    assert imputed.standard_error == pytest.approx(together.standard_error)


@pytest.mark.parametrize(
    ("figures", "because"),
    [
        ({"data": "before-after", "share_before": 57.0, "share_after": 68.0}, "no-comparison"),
        ({"data": "none"}, "no-figures"),
        ({**MEANS, "sd_c": None}, "incomplete"),
        ({**MEANS, "direction": ""}, "no-direction"),
        ({**EVENTS, "events_t": 151}, "inconsistent"),
    ],
)
def test_where_no_effect_follows_it_says_why(figures: dict[str, Any], because: str) -> None:
    found = computed(**figures)
    assert (found.estimate, found.ci, found.metric) == (None, None, "")
    assert found.because == because


def test_it_names_the_figure_that_is_missing() -> None:
    assert computed(**{**MEANS, "sd_c": None}).missing == ("sd_c",)
    assert computed(**EFFECT).missing == ("ci_lower", "ci_upper")
    assert computed(**MEANS, clustering="ignored").missing == ("clusters_t", "clusters_c")


def test_a_trial_of_schools_must_say_what_was_done_with_them() -> None:
    study = {"design": Design.RCT_CLUSTER}
    assert computed(study, **MEANS).because == "no-clustering"


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        ({**EVENTS, "events_c": 51}, "events_c"),
        ({"data": "events", "events_t": 3, "n_t": 2}, "events_t"),
        ({**EVENTS, "events_t": 150, "events_c": 50}, "events_t"),
        ({**MEANS, "n_t": 1}, "n_t"),
        ({**MEANS, "sd_t": 0.0}, "sd_t"),
        ({**MEANS, "direction": ""}, "direction"),
        ({**P_VALUE, "p_value": 0.0}, "p_value"),
        ({**EFFECT, "reported_se": 0.0}, "reported_se"),
        ({**EFFECT, "reported_se": 0.1, "ci_lower": 0.2, "ci_upper": 0.4}, "ci_upper"),
        ({**EFFECT, "ci_lower": 0.4, "ci_upper": 0.6}, "ci_upper"),
        ({**EFFECT, "ci_lower": 0.4, "ci_upper": 0.2}, "ci_upper"),
        ({**EFFECT, "reported_metric": "odds-ratio", "reported_effect": -2.0}, "reported_effect"),
        ({"data": "regression", "coefficient_se": 0.0}, "coefficient_se"),
    ],
)
def test_figures_that_contradict_each_other_are_refused_at_their_field(
    figures: dict[str, Any], field: str
) -> None:
    assert list(computed(**figures).problems) == [field]


@pytest.mark.parametrize(
    ("effect", "error", "lower", "upper"),
    [
        (0.05, 0.02, 0.00, 0.09),  # rounded to two decimals
        (0.30, 0.10, 0.10, 0.50),
        (0.41, 0.15, 0.06, 0.76),  # by the t distribution with eight degrees of freedom
        (0.123, 0.045, 0.035, 0.211),
    ],
)
def test_rounding_and_small_studies_are_no_contradiction(
    effect: float, error: float, lower: float, upper: float
) -> None:
    found = computed(
        data="effect", reported_metric="smd", reported_effect=effect, reported_se=error,
        ci_lower=lower, ci_upper=upper,
    )  # fmt: skip
    assert found.problems == {}
    assert found.estimate == effect
