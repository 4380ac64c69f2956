"""Corrections for clustering: published values, and what they come down to without clusters."""

from collections.abc import Callable

import numpy as np
import pytest

from methods import clusters, effect_sizes, errors


def test_published_values() -> None:
    # 100 pupils in classes of 5, ICC .1.
    assert clusters.cluster_df(100, 5, 0.1) == pytest.approx(94.40, abs=0.005)
    assert clusters.cluster_gamma(100, 5, 0.1) == pytest.approx(0.99184, abs=5e-6)
    assert np.sqrt(clusters.cluster_gamma(100, 5, 0.1)) == pytest.approx(0.99591, abs=5e-6)
    assert clusters.design_effect(5, 0.1) == pytest.approx(1.4)


def test_default_icc() -> None:
    assert clusters.default_icc("attainment") == 0.20
    assert clusters.default_icc("contact") == 0.10


@pytest.mark.parametrize(("size", "icc"), [(1, 0.3), (25, 0.0)])
def test_without_clustering_nothing_is_corrected(size: float, icc: float) -> None:
    assert clusters.cluster_df(100, size, icc) == pytest.approx(98)
    assert clusters.cluster_gamma(100, size, icc) == 1
    assert clusters.design_effect(size, icc) == 1


def test_correction_by_hand() -> None:
    g = effect_sizes.hedges_g(12, 3, 50, 11, 3, 50)
    ignored = clusters.correct_for_clusters(
        g, 50, 50, cluster_size=5, icc=0.1, clustering_ignored=True
    )
    expected = float(g.estimate) * 0.995910
    assert ignored.estimate == pytest.approx(expected, rel=1e-6)
    assert ignored.variance == pytest.approx((1 / 50 + 1 / 50) * 1.4 + expected**2 / (2 * 94.40288))
    heeded = clusters.correct_for_clusters(
        g, 50, 50, cluster_size=5, icc=0.1, clustering_ignored=False
    )
    assert heeded.estimate == ignored.estimate
    assert heeded.variance == pytest.approx(1 / 50 + 1 / 50 + expected**2 / (2 * 94.40288))


def test_many_studies_at_once() -> None:
    g = effect_sizes.hedges_g([12, 12], 3, 50, 11, 3, 50)
    corrected = clusters.correct_for_clusters(
        g, 50, 50, cluster_size=[1, 25], icc=0.2, clustering_ignored=True
    )
    variances = np.asarray(corrected.variance)
    assert variances[1] > 5 * variances[0]


def test_the_corrected_interval_covers_as_often_as_it_says() -> None:
    # Ten schools of 20 in each group; taking pupils as independent covers far too seldom.
    generator = np.random.default_rng(6)
    schools = generator.normal(0, 0.2**0.5, (1500, 2, 10, 1))
    scores = schools + generator.normal(0, 0.8**0.5, (1500, 2, 10, 20))
    scores[:, 0] += 0.3
    pupils = scores.reshape(1500, 2, 200)
    mean, sd = pupils.mean(axis=2), pupils.std(axis=2, ddof=1)
    naive = effect_sizes.hedges_g(mean[:, 0], sd[:, 0], 200, mean[:, 1], sd[:, 1], 200)
    corrected = clusters.correct_for_clusters(
        naive, 200, 200, cluster_size=20, icc=0.2, clustering_ignored=True
    )
    assert _covering(naive, 0.3) < 0.75
    assert 0.92 <= _covering(corrected, 0.3) <= 0.97


def _covering(effect: effect_sizes.Effect, truth: float) -> float:
    low, high = effect.ci()
    return float(np.mean((np.asarray(low) <= truth) & (np.asarray(high) >= truth)))


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: clusters.design_effect(0.5, 0.1), "cluster_size"),
        (lambda: clusters.design_effect(5, -0.1), "icc"),
        (lambda: clusters.design_effect(5, 1.1), "icc"),
        (lambda: clusters.cluster_gamma(10, 5, 0.1), "size"),
        (lambda: clusters.cluster_df(100, 5, float("nan")), "icc"),
        (
            lambda: clusters.correct_for_clusters(
                effect_sizes.from_standard_error(2.0, 0.01),
                *(50, 50),
                cluster_size=5,
                icc=0.1,
                clustering_ignored=True,
            ),
            "effect",
        ),
    ],
)
def test_refusals(call: Callable[[], object], argument: str) -> None:
    with pytest.raises(errors.RefusedInput) as caught:
        call()
    assert caught.value.argument == argument
