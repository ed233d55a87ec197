"""Sensitivity indices against the Ishigami function's exact values, a peer's implementation, and simple models."""

import numpy as np
import pytest
from scipy import stats

from youcheng.engines.errors import NotANumber, OutOfRange
from youcheng.engines.sobol import sobol_indices


def ishigami(points: np.ndarray) -> np.ndarray:
    x, y, z = (2 * np.pi * points - np.pi).T
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def test_ishigami() -> None:
    result = sobol_indices(ishigami, {"x": 1, "y": 1, "z": 1}, samples=16384)
    np.testing.assert_allclose(result.first, [0.3139, 0.4424, 0], atol=0.005)
    np.testing.assert_allclose(result.total, [0.5576, 0.4424, 0.2437], atol=0.005)
    assert result.mean == pytest.approx(3.5, abs=0.01)
    assert result.variance == pytest.approx(13.8446, rel=0.01)
    assert [name for name, _ in result.ranking()] == ["x", "y", "z"]


def test_agrees_with_the_scientific_library() -> None:
    peer = stats.sobol_indices(
        func=lambda x: ishigami((x.T + np.pi) / (2 * np.pi)),
        n=16384,
        dists=[stats.uniform(loc=-np.pi, scale=2 * np.pi)] * 3,
        rng=np.random.default_rng(1),
    )
    ours = sobol_indices(ishigami, {"x": 1, "y": 1, "z": 1}, samples=16384)
    np.testing.assert_allclose(ours.first, peer.first_order, atol=0.01)
    np.testing.assert_allclose(ours.total, peer.total_order, atol=0.01)


def test_a_sum_has_no_interactions_and_groups_add_up() -> None:
    def model(points: np.ndarray) -> np.ndarray:
        return points @ np.array([1.0, 2.0, 3.0])

    result = sobol_indices(model, {"small": 2, "large": 1}, samples=4096)
    np.testing.assert_allclose(result.first, [5 / 14, 9 / 14], atol=0.005)
    np.testing.assert_allclose(result.total, [5 / 14, 9 / 14], atol=0.005)


def test_what_does_not_vary_has_no_indices() -> None:
    result = sobol_indices(lambda points: np.full(len(points), 3.0), {"x": 1, "y": 2}, samples=64)
    np.testing.assert_array_equal(result.first, 0)
    np.testing.assert_array_equal(result.total, 0)


def test_bad_use_is_refused() -> None:
    with pytest.raises(OutOfRange, match="power of two"):
        sobol_indices(ishigami, {"x": 3}, samples=1000)
    with pytest.raises(NotANumber):
        sobol_indices(lambda points: points[:, 0] * np.nan, {"x": 1}, samples=64)
