"""The sums that the estimators of tau² are made from, against their definition with matrices."""

import numpy as np
import pytest

from methods.heterogeneity import Model, Studies
from methods.moderators import Line

GENERATOR = np.random.default_rng(12)
EFFECTS = GENERATOR.normal(0.2, 0.5, 9)
VARIANCES = GENERATOR.uniform(0.01, 0.3, 9)
MODERATOR = GENERATOR.normal(0, 1, 9)
MODELS: list[tuple[Model, np.ndarray]] = [
    (Studies(EFFECTS, VARIANCES), np.ones((9, 1))),
    (Line(EFFECTS, VARIANCES, MODERATOR), np.column_stack([np.ones(9), MODERATOR])),
]


@pytest.mark.parametrize(("model", "design"), MODELS)
@pytest.mark.parametrize("tau2", [0.0, 0.03, 2.0])
def test_moments(model: Model, design: np.ndarray, tau2: float) -> None:
    precision = np.diag(1 / (VARIANCES + tau2))
    information = design.T @ precision @ design
    p = precision - precision @ design @ np.linalg.inv(information) @ design.T @ precision
    moments = model.at(tau2)
    assert moments.q == pytest.approx(EFFECTS @ p @ EFFECTS)
    assert moments.slope == pytest.approx(EFFECTS @ p @ p @ EFFECTS)
    assert moments.curvature == pytest.approx(EFFECTS @ p @ p @ p @ EFFECTS)
    assert moments.trace == pytest.approx(np.trace(p))
    assert moments.trace_squared == pytest.approx(np.trace(p @ p))
    likelihood = -0.5 * (
        np.log(VARIANCES + tau2).sum() + np.linalg.slogdet(information)[1] + EFFECTS @ p @ EFFECTS
    )
    assert model.restricted_log_likelihood(tau2) == pytest.approx(likelihood)
