"""The order of proposals by their marks: identities, hand-worked examples, and what can't be told apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youcheng.strategy.topics.ranking import Marks, mark_of, ranking

D = Decimal


def review(*points: str) -> Marks:
    """Weights 30, 20 and 10 in this order."""
    return [(D(weight), D(p)) for weight, p in zip((30, 20, 10), points, strict=True)]


def test_a_mark_is_the_weighted_mean() -> None:
    assert mark_of(review("9", "6", "3")) == pytest.approx((270 + 120 + 30) / 60)


def test_mean_spread_and_number_by_hand() -> None:
    """Marks 6, 8 and 10: mean 8, sample standard deviation 2."""
    [one] = ranking({1: [review("6", "6", "6"), review("8", "8", "8"), review("10", "10", "10")]})
    assert (one.rank, one.mean, one.spread, one.reviews) == (1, 8.0, 2.0, 3)


def test_what_nobody_reviewed_is_unranked_and_not_zero() -> None:
    found = ranking({1: [], 2: [review("0", "0", "0")]})
    assert [(one.key, one.rank, one.mean) for one in found] == [(2, 1, 0.0), (1, None, None)]


def test_two_are_not_told_apart_within_the_spread_or_with_one_review() -> None:
    near = ranking({
        1: [review("7", "7", "7"), review("9", "9", "9")],
        2: [review("7", "7", "7"), review("8", "8", "8")],
    })  # fmt: skip
    assert [one.like_next for one in near] == [True, False]
    far = ranking({
        1: [review("9", "9", "9"), review("9.2", "9.2", "9.2")],
        2: [review("5", "5", "5"), review("5.2", "5.2", "5.2")],
    })  # fmt: skip
    assert not far[0].like_next
    single = ranking({1: [review("9", "9", "9")], 2: [review("1", "1", "1")]})
    assert single[0].like_next


def test_equal_means_share_a_rank() -> None:
    same = [review("7", "7", "7"), review("7", "7", "7")]
    found = ranking({1: same, 2: same, 3: [review("5", "5", "5"), review("5", "5", "5")]})
    assert [one.rank for one in found] == [1, 1, 3]
    assert [one.like_next for one in found] == [True, False, False]


marks = st.lists(
    st.lists(st.decimals(0, 10, places=1), min_size=3, max_size=3).map(lambda p: review(*map(str, p))),
    max_size=5,
)


@given(st.dictionaries(st.integers(1, 20), marks, max_size=8))
def test_every_proposal_is_there_once_in_the_order_of_its_mean(given_marks: dict[int, list[Marks]]) -> None:
    found = ranking(given_marks)
    assert sorted(one.key for one in found) == sorted(given_marks)
    means = [one.mean for one in found if one.mean is not None]
    assert means == sorted(means, reverse=True)
    assert all(0 <= mean <= 10 for mean in means)
    assert all(one.mean is not None for one in found[: len(means)])
