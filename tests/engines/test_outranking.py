"""PROMETHEE II by sorting equals PROMETHEE II by pairs, the published example, and its identities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.engines.test_ranking import PHONES
from youcheng.engines.errors import BadWeights, NotANumber, OutOfRange, ShapeMismatch
from youcheng.engines.outranking import Preference, Shape, promethee

EVERY = (
    Preference(Shape.USUAL),
    Preference(Shape.U, q=0.2),
    Preference(Shape.V, p=0.3),
    Preference(Shape.LEVEL, q=0.1, p=0.4),
    Preference(Shape.LINEAR, q=0.1, p=0.4),
    Preference(Shape.LINEAR, q=0, p=0.5, lower=True),
    Preference(Shape.V, p=1.5, lower=True),
    Preference(Shape.USUAL, lower=True),
)


def by_pairs(figures: np.ndarray, weights: np.ndarray, preferences: tuple[Preference, ...]) -> np.ndarray:
    """The definition: every candidate against every other."""
    net = np.zeros(len(figures))
    for j, (share, preference) in enumerate(zip(weights / weights.sum(), preferences, strict=True)):
        column = -figures[:, j] if preference.lower else figures[:, j]
        preferred = preference.of(np.nan_to_num(column[:, None] - column[None, :]))
        net += share * (preferred.sum(axis=1) - preferred.sum(axis=0))
    return net / max(len(figures) - 1, 1)


def test_published_example() -> None:
    """methods.md §4: usual preference, equal weights, the first column a cost."""
    usual = [Preference(lower=True), Preference(), Preference(), Preference()]
    result = promethee(PHONES, [1, 1, 1, 1], usual)
    np.testing.assert_allclose(result.scores, [0.125, -0.1875, 0.1875, -0.0625, -0.0625], atol=1e-15)
    assert result.ranks.tolist() == [2, 5, 1, 3, 3]


def test_equals_the_pairs_on_two_thousand() -> None:
    figures = np.random.default_rng(5).normal(size=(2000, 8))
    weights = np.arange(1.0, 9)
    result = promethee(figures, weights, EVERY)
    np.testing.assert_allclose(result.scores, by_pairs(figures, weights, EVERY), atol=1e-13)
    np.testing.assert_allclose(result.scores, result.positive - result.negative, atol=1e-15)


@given(arrays(np.float64, st.tuples(st.integers(1, 30), st.just(8)), elements=st.integers(0, 12)))
def test_equals_the_pairs_where_differences_meet_the_thresholds(steps: np.ndarray) -> None:
    """Tenths are not exact in binary: 0.3 − 0.1 is not above 0.2, whichever way it is asked."""
    figures = steps / 10
    weights = np.ones(8)
    result = promethee(figures, weights, EVERY)
    np.testing.assert_allclose(result.scores, by_pairs(figures, weights, EVERY), atol=1e-13)


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(2, 12), st.just(8)),
        elements=st.one_of(st.floats(-1e6, 1e6), st.just(np.nan)),
    )
)
def test_net_flows_sum_to_zero_and_missing_figures_prefer_nobody(figures: np.ndarray) -> None:
    result = promethee(figures, np.ones(8), EVERY)
    assert abs(result.scores.sum()) < 1e-9
    assert (np.abs(result.scores) <= 1 + 1e-12).all()
    np.testing.assert_allclose(result.scores, by_pairs(figures, np.ones(8), EVERY), atol=1e-7)


@given(arrays(np.float64, (6, 8), elements=st.floats(0, 1)), st.permutations(range(6)))
def test_the_order_of_the_list_does_not_matter(figures: np.ndarray, mixed: list[int]) -> None:
    one, other = promethee(figures, np.ones(8), EVERY), promethee(figures[mixed], np.ones(8), EVERY)
    np.testing.assert_allclose(one.scores[mixed], other.scores, atol=1e-14)


@given(arrays(np.float64, (5, 2), elements=st.floats(0, 1)))
def test_who_is_everywhere_best_comes_first(figures: np.ndarray) -> None:
    figures[2] = figures.max(axis=0)
    result = promethee(figures, [1, 2], [Preference(), Preference(Shape.V, p=0.1)])
    assert result.ranks[2] == 1


def test_one_candidate_alone_and_none() -> None:
    assert promethee([[1.0]], [1], [Preference()]).scores.tolist() == [0]
    assert promethee(np.empty((0, 1)), [1], [Preference()]).ranks.tolist() == []
    unknown = promethee([[np.nan], [np.nan]], [1], [Preference()])
    assert unknown.scores.tolist() == [0, 0]
    assert unknown.known.tolist() == [0, 0]


def test_bad_use_is_refused() -> None:
    with pytest.raises(OutOfRange, match="'linear'"):
        Preference(Shape.LINEAR, q=2, p=1)
    with pytest.raises(OutOfRange):
        Preference(Shape.USUAL, q=1)
    with pytest.raises(OutOfRange):
        Preference(Shape.V)
    with pytest.raises(OutOfRange):
        Preference(Shape.U, q=float("nan"))
    with pytest.raises(ShapeMismatch):
        promethee([[1.0, 2]], [1], [Preference()])
    with pytest.raises(NotANumber):
        promethee([[np.inf]], [1], [Preference()])
    with pytest.raises(BadWeights):
        promethee([[1.0]], [0], [Preference()])
