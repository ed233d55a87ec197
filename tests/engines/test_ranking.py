"""Additive value and TOPSIS: by hand, against the published table, and the properties a ranking must have."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from youcheng.engines.errors import BadFramework, BadWeights, NotANumber, OutOfRange, ShapeMismatch
from youcheng.engines.framework import Direction
from youcheng.engines.ranking import (
    Criterion,
    Scale,
    on_goalposts,
    ranks_of,
    shares_of,
    topsis,
    topsis_classical,
    value,
)

THREE = (
    Criterion("near", 0, 10_000, Direction.LOWER),
    Criterion("similar", 0.01, 1, scale=Scale.LOG, weight=2),
    Criterion("tied", 0, 10, Direction.TARGET, target=4),
)
PHONES = np.array([[250, 16, 12, 5], [200, 16, 8, 3], [300, 32, 16, 4], [275, 32, 8, 4], [225, 16, 16, 2]])
"""The worked example named in methods.md §4: the first column is a price."""

CELLS = arrays(
    np.float64,
    st.tuples(st.integers(2, 12), st.just(3)),
    elements=st.one_of(st.integers(-3, 13).map(float), st.just(np.nan)),
)


def test_value_by_hand() -> None:
    result = value(THREE, [[2500, 0.1, 4], [10_000, 1, 7], [0, np.nan, 0], [np.nan, np.nan, 4]])
    np.testing.assert_allclose(result.normalised[:2], [[75, 50, 100], [0, 100, 50]])
    np.testing.assert_allclose(result.scores[:2], [(75 + 2 * 50 + 100) / 4, (0 + 2 * 100 + 50) / 4])
    np.testing.assert_allclose(result.parts[0], [18.75, 25, 25])
    assert result.known.tolist() == [1, 1, 0.5, 0.25]
    assert np.isnan(result.scores[2:]).all()
    assert result.ranks.tolist() == [1, 2, 0, 0]
    assert result.order().tolist() == [0, 1]
    assert [note.code for note in result.caveats] == ["not_ranked"]


def test_a_missing_figure_scales_the_other_weights() -> None:
    result = value(THREE, [[0, np.nan, 9], [5000, 0.1, 7]], [1, 1, 1])
    np.testing.assert_allclose(result.scores, [(100 + 100 / 6) / 2, 50], rtol=1e-12)
    assert np.isnan(result.parts[0, 1])
    np.testing.assert_allclose(result.parts[0, [0, 2]].sum(), result.scores[0])


def test_a_criterion_without_weight_neither_counts_nor_is_missed() -> None:
    result = value(THREE, [[0, np.nan, 4]], [1, 0, 1])
    assert result.scores.tolist() == [100]
    assert result.known.tolist() == [1]
    assert not result.caveats


def test_a_criterion_nobody_has_a_figure_for_is_named() -> None:
    result = value(THREE, [[0, np.nan, 4], [0, np.nan, 5]], [1, 1, 1])
    assert "similar" in str(result.caveats[0])


def test_equal_scores_share_the_better_rank() -> None:
    assert ranks_of(np.array([5.0, 7, 5, np.nan, 1])).tolist() == [2, 1, 2, 0, 4]
    assert ranks_of(np.array([])).tolist() == []


def test_published_topsis() -> None:
    """methods.md §4: equal weights give .5343 .3084 .6916 .5347 .4010."""
    result = topsis_classical(PHONES, [1, 1, 1, 1], [True, False, False, False])
    np.testing.assert_allclose(result.scores, [0.5343, 0.3084, 0.6916, 0.5347, 0.4010], atol=5e-5)
    assert result.ranks.tolist() == [3, 5, 1, 2, 4]
    assert [note.code for note in result.caveats] == ["depends_on_the_set"]


def test_topsis_on_goalposts_by_hand() -> None:
    criteria = (Criterion("a", 0, 1), Criterion("b", 0, 1))
    result = topsis(criteria, on_goalposts(criteria, [[1, 1], [0, 0], [1, 0], [0.5, 0.5]]), [3, 1])
    far, near = 0.75, 0.25
    np.testing.assert_allclose(result.scores, [1, 0, far / (far + near), 0.5])


def test_candidates_that_are_all_alike_stand_in_the_middle() -> None:
    assert topsis_classical([[1, 0], [1, 0]], [1, 1], [False, True]).scores.tolist() == [0.5, 0.5]
    assert topsis_classical(np.empty((0, 2)), [1, 1], [False, True]).ranks.tolist() == []


@given(CELLS, st.integers(-3, 13))
def test_adding_a_candidate_changes_nobodys_score(figures: np.ndarray, more: int) -> None:
    wider = np.vstack([figures, [[more, more, more]]])
    before, after = value(THREE, figures), value(THREE, wider)
    np.testing.assert_array_equal(before.scores, after.scores[:-1])
    fixed, fixed_after = topsis(THREE, before.normalised), topsis(THREE, after.normalised)
    np.testing.assert_array_equal(fixed.scores, fixed_after.scores[:-1])


@given(CELLS, st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(figures: np.ndarray, chance: object) -> None:
    mixed = list(range(len(figures)))
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = value(THREE, figures), value(THREE, figures[mixed])
    np.testing.assert_array_equal(one.scores[mixed], other.scores)
    np.testing.assert_array_equal(one.ranks[mixed], other.ranks)


@given(
    arrays(np.float64, (4, 3), elements=st.floats(0, 10_000)),
    arrays(np.float64, 3, elements=st.floats(0.01, 9)),
)
def test_who_is_nowhere_worse_is_not_ranked_below(figures: np.ndarray, weights: np.ndarray) -> None:
    criteria = [Criterion(c.code, c.low, c.high, scale=c.scale) for c in THREE]
    figures[0] = figures[1:].max(axis=0)
    result = value(criteria, figures, weights)
    assert result.ranks[0] == 1
    assert topsis(criteria, result.normalised, weights).ranks[0] == 1


@pytest.mark.parametrize("weights", [[0, 0, 0], [1, -1, 1], [1, np.nan, 1], [1, np.inf, 1]])
def test_weights_that_weigh_nothing_are_refused(weights: list[float]) -> None:
    with pytest.raises(BadWeights, match="not all zero"):
        value(THREE, [[1, 1, 1]], weights)
    with pytest.raises(BadWeights):
        topsis(THREE, np.ones((1, 3)), weights)


def test_bad_use_is_refused() -> None:
    with pytest.raises(ShapeMismatch):
        shares_of([1, 2], 3)
    with pytest.raises(ShapeMismatch):
        value(THREE, [[1, 2]])
    with pytest.raises(NotANumber, match="row 0, column 1"):
        value(THREE, [[1, np.inf, 2]])
    with pytest.raises(NotANumber):
        topsis_classical([[1, np.nan]], [1, 1], [False, False])
    with pytest.raises(OutOfRange):
        value(THREE, [[1, 1, 1]], screening=0)
    for wrong in (
        {"low": 1, "high": 1},
        {"low": 0, "high": 1, "scale": Scale.LOG},
        {"low": 0, "high": 1, "weight": -1},
        {"low": 0, "high": 1, "target": 0.5},
        {"low": 0, "high": 1, "target": 1, "direction": Direction.TARGET},
    ):
        with pytest.raises(BadFramework, match="criterion x"):
            Criterion("x", **wrong)  # type: ignore[arg-type]
