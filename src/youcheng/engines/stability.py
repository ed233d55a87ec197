"""How far may one weight move before a candidate leaves the first k? Exact intervals, from crossing points.

One criterion's share of weight t runs from 0 to 1 and the others keep their proportions. A candidate's value is then
N(t)/D(t), both linear (D is the weight known to it), so two candidates change places only at the roots of a quadratic,
and enter or leave the ranking at one share each: the intervals are found from those points, nothing is sampled.
Formula: Mareschal 1988 (weight stability intervals) carried over to additive value with missing figures.
Called by `strategy`; it answers for one weight at a time, not for several that move together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.errors import OutOfRange, UnknownCode
from youcheng.engines.ranking import SCREENING, Criterion, Floats, known_share, shares_of
from youcheng.engines.results import Result

Interval = tuple[float, float]


@dataclass(frozen=True, eq=False, kw_only=True)
class Stability(Result):
    """Where a candidate is among the first `k` as the share of one criterion runs from 0 to 1.

    `intervals` are closed, rising and apart, of shares 0–1; `now` is the criterion's present share.
    """

    criterion: str
    k: int
    now: float
    intervals: tuple[Interval, ...]

    @property
    def holds(self) -> bool:
        """Whether the candidate is among the first `k` at the present share."""
        return self.around is not None

    @property
    def around(self) -> Interval | None:
        """The interval the present share lies in, or None."""
        return next((span for span in self.intervals if span[0] - 1e-12 <= self.now <= span[1] + 1e-12), None)


def weight_stability(
    criteria: Sequence[Criterion],
    normalised: Floats,
    candidate: int,
    criterion: str,
    k: int,
    *,
    weights: ArrayLike | None = None,
    screening: float = SCREENING,
) -> Stability:
    """Return the shares of one criterion's weight at which a candidate (its row) is among the first `k`.

    `normalised` is n × m on 0–100, NaN where missing. Fewer than k others must be strictly better; single points where
    the candidate only draws level are not listed. Where the criterion holds all weight now, the others count equally.
    """
    codes = [c.code for c in criteria]
    if criterion not in codes:
        raise UnknownCode(
            f"No criterion {criterion}", where="criterion", remedy=f"Use one of {', '.join(codes)}."
        )
    if not 0 <= candidate < len(normalised) or k < 1:
        raise OutOfRange(
            f"Row {candidate} of {len(normalised)}, first {k}",
            where="candidate, k",
            remedy="Give a row of the table and k of 1 or more.",
        )
    shares = shares_of([c.weight for c in criteria] if weights is None else weights, len(criteria))
    known_share(normalised, shares, screening)  # refuses a screening that cannot be
    column = codes.index(criterion)
    lines = _Lines(normalised, shares, column)
    begins, ends = lines.better_than(candidate, screening)
    own = lines.active(screening)[candidate]
    return Stability(
        method="weight_stability",
        parameters={"criterion": criterion, "k": k, "screening": screening},
        criterion=criterion,
        k=k,
        now=float(shares[column]),
        intervals=_fewer_than(k, begins, ends, (float(own[0]), float(own[1]))),
    )


class _Lines:
    """Numerators and denominators of all candidates as linear functions of t: (value at 0, value at 1)."""

    def __init__(self, normalised: Floats, shares: Floats, column: int) -> None:
        others = shares.copy()
        others[column] = 0.0
        if not others.sum() > 0:
            others = np.ones_like(shares)
            others[column] = 0.0
        others = others / others.sum() if others.sum() > 0 else others
        known = ~np.isnan(normalised)
        filled = np.where(known, normalised, 0.0)
        count = len(normalised)
        self.n0, self.d0 = np.zeros(count), np.zeros(count)
        for j, share in enumerate(others):  # column by column: equal rows give equal sums
            self.n0 += share * filled[:, j]
            self.d0 += share * known[:, j]
        self.n1, self.d1 = filled[:, column], known[:, column].astype(np.float64)

    def active(self, screening: float) -> Floats:
        """For each candidate the span (n × 2) of t at which enough is known; an empty span is (1, 0)."""
        need = screening - 1e-9
        step = self.d1 - self.d0
        cut = np.divide(need - self.d0, step, out=np.zeros_like(step), where=step != 0)
        low = np.where(step > 0, np.clip(cut, 0, 1), 0.0)
        high = np.where(step < 0, np.clip(cut, 0, 1), 1.0)
        never = np.maximum(self.d0, self.d1) < need
        return np.column_stack([np.where(never, 1.0, low), np.where(never, 0.0, high)])

    def better_than(self, a: int, screening: float) -> tuple[Floats, Floats]:
        """The spans of t, over all other candidates, in which one is ranked and strictly better than `a`."""
        c0 = self.n0 * self.d0[a] - self.n0[a] * self.d0
        c2 = self.n1 * self.d1[a] - self.n1[a] * self.d1
        # Each bracket is exactly zero for an equal candidate, whatever the rounding.
        c1 = (self.n0 * self.d1[a] - self.n0[a] * self.d1) + (self.n1 * self.d0[a] - self.n1[a] * self.d0)
        # In Bernstein form: f(t) = c0 (1−t)² + c1 t (1−t) + c2 t², the sign of value_b − value_a.
        span = self.active(screening)
        low, high = span[:, 0], span[:, 1]
        roots = _roots(c0 - c1 + c2, c1 - 2 * c0, c0)
        cuts = np.sort(np.column_stack([low, np.clip(roots, low[:, None], high[:, None]), high]), axis=1)
        begin, end = cuts[:, :-1], cuts[:, 1:]
        middle = (begin + end) / 2
        value = (
            c0[:, None] * (1 - middle) ** 2 + c1[:, None] * middle * (1 - middle) + c2[:, None] * middle**2
        )
        better = (value > 0) & (end > begin) & (low < high)[:, None]
        return begin[better], end[better]


def _roots(a: Floats, b: Floats, c: Floats) -> Floats:
    """Real roots (n × 2) of a t² + b t + c, without cancelling; 0 where there is none or every t is one."""
    inside = b * b - 4 * a * c
    q = -(b + np.copysign(np.sqrt(np.maximum(inside, 0)), b)) / 2
    first = np.divide(q, a, out=np.zeros_like(q), where=(a != 0) & (inside >= 0))
    second = np.divide(c, q, out=np.zeros_like(q), where=(q != 0) & (inside >= 0))
    roots = np.column_stack([first, second])
    return np.where(np.isfinite(roots), roots, 0.0)


def _fewer_than(k: int, begins: Floats, ends: Floats, within: Interval) -> tuple[Interval, ...]:
    """The parts of `within` covered by fewer than k of the spans, neighbours joined."""
    if within[0] > within[1]:
        return ()
    at = np.concatenate([begins, ends])
    change = np.concatenate([np.ones(len(begins), np.int64), -np.ones(len(ends), np.int64)])
    points, place = np.unique(np.concatenate([at, within]), return_inverse=True)
    steps = np.zeros(len(points), np.int64)
    np.add.at(steps, place[: len(at)], change)
    covered = np.cumsum(steps)  # between points[i] and points[i + 1]
    free = _runs(covered[:-1] < k)
    found = ((max(points[i], within[0]), min(points[j], within[1])) for i, j in free)
    return tuple((float(low), float(high)) for low, high in found if high > low)


def _runs(holds: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last-plus-one of each unbroken run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], holds, [False]]).astype(np.int8)))
    return [(int(i), int(j)) for i, j in zip(edges[::2], edges[1::2], strict=True)]
