"""Which candidates are preferred when each is compared with every other? PROMETHEE II net flows, by sorting.

For each criterion a preference function turns a difference d into 0–1; the net flow of a candidate is the mean over all
others of how far it is preferred to them less how far they are preferred to it: φ(a) = Σ_j w_j Σ_b [P_j(a_j − b_j) −
P_j(b_j − a_j)] / (n − 1), between −1 and 1, summing to 0. Every function here is made of steps and straight pieces, so
that counts and sums of a sorted column give the same as all pairs do: n log n time, memory for one column. The Gaussian
function has no such form and is not offered. Source: Brans and Vincke 1985. A candidate more changes all flows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.errors import NotANumber, OutOfRange, ShapeMismatch
from youcheng.engines.ranking import Floats, Ranking, ranks_of, shares_of
from youcheng.engines.results import caveat

Places = NDArray[np.intp]


class Shape(StrEnum):
    """The preference functions of Brans and Vincke that are made of steps and straight pieces."""

    USUAL = "usual"
    U = "u"
    V = "v"
    LEVEL = "level"
    LINEAR = "linear"


_ASKS = {
    Shape.USUAL: (False, False),
    Shape.U: (True, False),
    Shape.V: (False, True),
    Shape.LEVEL: (True, True),
    Shape.LINEAR: (True, True),
}
"""Whether a shape asks for an indifference `q` and for a preference threshold `p`."""


@dataclass(frozen=True)
class Preference:
    """A preference function of a difference d > 0, in the figures' unit; 0 for every d ≤ 0.

    usual: 1. u: 1 beyond `q`. v: d/p, 1 beyond `p`. level: ½ beyond `q`, 1 beyond `p`. linear: (d−q)/(p−q) between the
    two, 1 beyond. 0 ≤ q, 0 < p, q < p; a threshold the shape does not ask for must stay 0. `lower`: less is better.
    """

    shape: Shape = Shape.USUAL
    q: float = 0.0
    p: float = 0.0
    lower: bool = False

    def __post_init__(self) -> None:
        """Refuse thresholds that contradict the shape."""
        asks_q, asks_p = _ASKS[self.shape]
        fits = isfinite(self.q) and isfinite(self.p) and self.q >= 0
        fits = fits and (asks_q or self.q == 0) and ((self.p > self.q) if asks_p else self.p == 0)
        if not fits:
            raise OutOfRange(
                f"q = {self.q:g} and p = {self.p:g} do not go with the shape '{self.shape}'",
                where="preference",
                remedy="Give 0 ≤ q < p, and only what the shape asks for.",
            )

    def of(self, differences: ArrayLike) -> Floats:
        """Return the preference 0–1 for differences: the definition, which the sorted way must equal."""
        d = np.asarray(differences, dtype=np.float64)
        if self.shape in (Shape.USUAL, Shape.U):
            return np.where(d > self.q, 1.0, 0.0)
        if self.shape is Shape.LEVEL:
            return np.where(d > self.p, 1.0, np.where(d > self.q, 0.5, 0.0))
        return np.where(d > self.p, 1.0, np.where(d > self.q, (d - self.q) / (self.p - self.q), 0.0))


@dataclass(frozen=True, eq=False, kw_only=True)
class Flows(Ranking):
    """PROMETHEE flows: `scores` are the net flows (−1 to 1), `positive` and `negative` (0 to 1) what they are made of."""

    positive: Floats
    negative: Floats


def promethee(figures: ArrayLike, weights: ArrayLike, preferences: Sequence[Preference]) -> Flows:
    """Rank n candidates × m criteria by net flow.

    A missing figure (NaN) prefers nobody and is preferred by nobody on that criterion. Floating point aside the result
    equals that of all n² pairs: comparisons with a threshold are made on the very differences a pair has.
    """
    cells = np.asarray(figures, dtype=np.float64)
    if cells.ndim != 2 or cells.shape[1] != len(preferences):
        raise ShapeMismatch(
            f"figures are {cells.shape}, {len(preferences)} preference functions were given",
            where="figures",
            remedy="Give one column and one preference function for each criterion.",
        )
    if np.isinf(cells).any():
        raise NotANumber("A figure is infinite", where="figures", remedy="Write a missing figure as NaN.")
    shares = shares_of(weights, len(preferences))
    positive, negative = np.zeros(len(cells)), np.zeros(len(cells))
    for j, (share, preference) in enumerate(zip(shares, preferences, strict=True)):
        if share > 0:
            above, below = _flows_of(cells[:, j], preference)
            positive += share * above
            negative += share * below
    others = max(len(cells) - 1, 1)
    net = (positive - negative) / others
    return Flows(
        method="promethee",
        parameters={"candidates": len(cells), "shapes": ",".join(p.shape for p in preferences)},
        caveats=(caveat("depends_on_the_set"),),
        scores=net,
        known=np.where(np.isnan(cells), 0.0, shares).sum(axis=1),
        ranks=ranks_of(net),
        positive=positive / others,
        negative=negative / others,
    )


def _flows_of(column: Floats, preference: Preference) -> tuple[Floats, Floats]:
    """Sums over all others of the preference for and against each candidate on one criterion."""
    above, below = np.zeros(len(column)), np.zeros(len(column))
    have = ~np.isnan(column)
    values, place, counts = np.unique(column[have], return_inverse=True, return_counts=True)
    if not len(values):
        return above, below
    up, down = _Sorted(values, counts).sums(preference), _Sorted(-values[::-1], counts[::-1]).sums(preference)
    better, worse = up[place], down[::-1][place]
    above[have], below[have] = (worse, better) if preference.lower else (better, worse)
    return above, below


class _Sorted:
    """A column's distinct values rising, with how often each occurs and the running sums."""

    def __init__(self, values: Floats, counts: NDArray[np.integer]) -> None:
        self.values = values
        # Sums are of distances from the middle and in the widest float there is: little is lost by cancelling.
        self.centred = values - values[len(values) // 2]
        self.number = np.concatenate([[0], np.cumsum(counts)])
        weighted = self.centred.astype(np.longdouble) * counts
        self.total = np.concatenate([np.zeros(1, np.longdouble), np.cumsum(weighted)])

    def sums(self, preference: Preference) -> Floats:
        """For each value the sum of its preference to all values below it."""
        beyond_q = self.before(preference.q)
        if preference.shape in (Shape.USUAL, Shape.U):
            return self.number[beyond_q].astype(np.float64)
        beyond_p = self.before(preference.p)
        if preference.shape is Shape.LEVEL:
            return np.asarray((self.number[beyond_q] + self.number[beyond_p]) / 2.0)
        between = (self.number[beyond_q] - self.number[beyond_p]).astype(np.longdouble)
        drop = (self.centred.astype(np.longdouble) - preference.q) * between
        drop -= self.total[beyond_q] - self.total[beyond_p]
        return np.asarray(self.number[beyond_p] + drop / (preference.p - preference.q), dtype=np.float64)

    def before(self, threshold: float) -> Places:
        """For each value a: how many distinct values b have a − b > threshold, judged on that very difference.

        a − b falls as b rises, also in floating point; so the place found by a − threshold is at most a few off.
        """
        last = len(self.values)
        place: Places = np.searchsorted(self.values, self.values - threshold, side="left")
        while True:
            more = (place < last) & (self.values - self.values[np.minimum(place, last - 1)] > threshold)
            less = (place > 0) & ~(self.values - self.values[np.maximum(place - 1, 0)] > threshold)
            if not (more.any() or less.any()):
                return place
            place = place + more - (less & ~more)
