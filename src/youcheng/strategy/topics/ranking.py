"""How the proposals of a topic stand: the weighted mark of each review, its mean and spread, and what can't be told apart.

Called by queries. A review's mark is sum(w·p) / sum(w) over its criteria, 0 to 10. The mean is over the reviews handed in,
the spread is their sample standard deviation (unknown below two reviews). Plain values in and out; nothing is read here.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Marks = Sequence[tuple[Decimal, Decimal]]
"""(weight, points) of each criterion of one review."""


@dataclass(frozen=True)
class Ranked:
    """One proposal's place. `rank` and `mean` are None where no review was handed in: it is unranked, not last.

    `like_next` says that it can't be told apart from the one that follows.
    """

    key: int
    rank: int | None
    mean: float | None
    spread: float | None
    reviews: int
    like_next: bool = False


def mark_of(marks: Marks) -> float:
    """The weighted mark of one review. Weights are above zero; `marks` is not empty."""
    total = sum(weight for weight, _points in marks)
    return float(sum(weight * points for weight, points in marks) / total)


def ranking(reviews: Mapping[int, Iterable[Marks]]) -> list[Ranked]:
    """The proposals by mean, best first, equal means sharing a rank; those without a review come unranked behind."""
    found = [_one(key, [mark_of(marks) for marks in given]) for key, given in reviews.items()]
    ranked = sorted((one for one in found if one.mean is not None), key=lambda one: -(one.mean or 0.0))
    placed: list[Ranked] = []
    for at, one in enumerate(ranked):
        is_equal = bool(placed) and placed[-1].mean == one.mean
        rank = placed[-1].rank if is_equal else at + 1
        like = at + 1 < len(ranked) and not told_apart(one, ranked[at + 1])
        placed.append(Ranked(one.key, rank, one.mean, one.spread, one.reviews, like))
    return [*placed, *(one for one in found if one.mean is None)]


def told_apart(one: Ranked, other: Ranked) -> bool:
    """Whether the difference of two means is at least the larger of their spreads; never where a spread is unknown."""
    if one.mean is None or other.mean is None or one.spread is None or other.spread is None:
        return False
    difference = abs(one.mean - other.mean)
    return difference > 0 and difference >= max(one.spread, other.spread)


def _one(key: int, marks: list[float]) -> Ranked:
    mean = statistics.fmean(marks) if marks else None
    spread = statistics.stdev(marks) if len(marks) > 1 else None
    return Ranked(key, None, mean, spread, len(marks))
