"""Weight stability: by hand, and the exact intervals against the ranking itself at many weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from youcheng.engines.errors import BadWeights, OutOfRange, UnknownCode
from youcheng.engines.ranking import Criterion, value_of
from youcheng.engines.stability import Stability, weight_stability

TWO = (Criterion("x", 0, 1), Criterion("y", 0, 1))
THREE = (*TWO, Criterion("z", 0, 1))


def stable(cells: list[list[float]], k: int, row: int = 0, **more: object) -> Stability:
    table = np.array(cells, dtype=np.float64)
    criteria = TWO if table.shape[1] == 2 else THREE
    return weight_stability(criteria, table, row, "x", k, **more)  # type: ignore[arg-type]


def test_crossing_points_by_hand() -> None:
    """a = 60 throughout; b = 100 t overtakes at 0.6, c = 90 (1 − t) is better below a third."""
    cells = [[60, 60], [100, 0], [0, 90]]
    first = stable(cells, 1)
    np.testing.assert_allclose(first.intervals, [(1 / 3, 0.6)])
    assert (first.now, first.holds) == (0.5, True)
    assert stable(cells, 2).intervals == ((0.0, 1.0),)
    np.testing.assert_allclose(stable(cells, 1, row=1).intervals, [(0.6, 1)])
    assert stable(cells, 1, row=2).around is None


def test_a_place_is_lost_and_won_back() -> None:
    """Where a's y is missing its value is 90 − 160 t / (1 + t) against 85 − 80 t: the same at 80 t² − 75 t + 5 = 0."""
    found = stable([[10, np.nan, 90], [5, 85, 85]], 1, weights=[1, 1, 1], screening=0.1)
    low, high = (75 - 4025**0.5) / 160, (75 + 4025**0.5) / 160
    np.testing.assert_allclose(found.intervals, [(0, low), (high, 1)])
    assert not found.holds


def test_a_candidate_too_little_is_known_of_holds_no_place() -> None:
    """With x missing, a is ranked only while the others weigh 65 % or more."""
    found = stable([[np.nan, 90, 90], [10, 10, 10]], 1)
    np.testing.assert_allclose(found.intervals, [(0, 0.35)])
    assert not stable([[np.nan, np.nan, 90], [10, 10, 10]], 1).intervals


def test_equal_candidates_do_not_push_each_other_out() -> None:
    assert stable([[50, 70], [50, 70], [50, 70]], 1, row=2).intervals == ((0.0, 1.0),)


def test_all_weight_on_one_criterion_lets_the_others_count_equally() -> None:
    found = stable([[0, 100, 80], [90, 0, 0]], 1, weights=[1, 0, 0])
    np.testing.assert_allclose(found.intervals, [(0, 0.5)])
    assert found.now == 1
    assert not found.holds


def rank_at(cells: np.ndarray, t: float, row: int, others: list[float], screening: float) -> float:
    """The rank of a candidate when x weighs t and the others keep their proportions; infinite where it has none."""
    rest = np.array(others, dtype=np.float64)
    rest[0] = 0
    weights = rest / rest.sum() * (1 - t)
    weights[0] = t
    rank = int(value_of(THREE, cells, weights, screening).ranks[row])
    return rank or np.inf


def inside(found: Stability, t: float) -> bool:
    return any(low <= t <= high for low, high in found.intervals)


@settings(max_examples=60)
@given(
    arrays(
        np.float64,
        st.tuples(st.integers(2, 9), st.just(3)),
        elements=st.one_of(st.floats(0, 100), st.just(np.nan)),
    ),
    st.integers(1, 3),
    st.tuples(st.floats(0.1, 5), st.floats(0.1, 5)),
)
def test_the_intervals_are_those_of_the_ranking(
    cells: np.ndarray, k: int, others: tuple[float, float]
) -> None:
    weights = [1.0, *others]
    found = weight_stability(THREE, cells, 0, "x", k, weights=weights)
    ends = np.array([0, 1, *(end for span in found.intervals for end in span)])
    for t in np.linspace(0.013, 0.987, 40):
        if np.abs(ends - t).min() > 1e-6 and not level(cells, t, weights):
            assert inside(found, t) == (rank_at(cells, t, 0, weights, 0.65) <= k)


def level(cells: np.ndarray, t: float, weights: list[float]) -> bool:
    """Whether another candidate is level with the first up to rounding, so that either order is right."""
    rest = np.array([0, *weights[1:]])
    shares = rest / rest.sum() * (1 - t)
    shares[0] = t
    scores = value_of(THREE, cells, shares).scores
    return bool((np.abs(scores[1:] - scores[0]) < 1e-9).any())


def test_bad_use_is_refused() -> None:
    with pytest.raises(UnknownCode, match="No criterion w"):
        weight_stability(TWO, np.ones((2, 2)), 0, "w", 1)
    with pytest.raises(OutOfRange):
        weight_stability(TWO, np.ones((2, 2)), 2, "x", 1)
    with pytest.raises(OutOfRange):
        weight_stability(TWO, np.ones((2, 2)), 0, "x", 0)
    with pytest.raises(BadWeights):
        weight_stability(TWO, np.ones((2, 2)), 0, "x", 1, weights=[0, 0])
