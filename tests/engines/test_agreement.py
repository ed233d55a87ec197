"""Kendall's tau-b against its definition and SciPy, and shifts of places."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from youcheng.engines.agreement import kendall, shifts
from youcheng.engines.errors import NotANumber, OutOfRange, ShapeMismatch

SCORES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=20)


def test_one_pair_turned_round_among_four() -> None:
    # Kendall 1938: of n(n − 1)/2 = 6 pairs one is discordant, so τ = (5 − 1) / 6.
    found = kendall([1, 2, 3, 4], [1, 2, 4, 3])
    assert (found.alike, found.opposite, found.pairs) == (5, 1, 6)
    assert found.tau == pytest.approx(4 / 6)


def test_the_example_with_ties_of_scipy_s_manual() -> None:
    assert kendall([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]).tau == pytest.approx(-0.47140452079103173)


@given(SCORES)
def test_ties_are_counted_as_scipy_counts_them(pairs: list[tuple[int, int]]) -> None:
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    ours = kendall(first, second).tau
    theirs = float(kendalltau(first, second).statistic)
    if ours is None:
        assert np.isnan(theirs)
    else:
        assert ours == pytest.approx(theirs, abs=1e-12)


def test_a_ranking_that_ties_everything_has_no_tau() -> None:
    assert kendall([1, 1, 1], [1, 2, 3]).tau is None


def test_shifts_count_places_up_as_positive() -> None:
    assert shifts([90, 80, 70], [70, 80, 90]).tolist() == [-2, 0, 2]
    assert shifts([90, 90, 70], [90, 80, 70]).tolist() == [0, -1, 0]


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(ShapeMismatch):
        kendall([1, 2], [1, 2, 3])
    with pytest.raises(OutOfRange):
        kendall([1], [1])
    with pytest.raises(NotANumber):
        kendall([1, float("nan")], [1, 2])
