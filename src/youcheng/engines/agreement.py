"""Do two rankings of the same places agree? Kendall's tau-b, and how far each place shifts.

τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂)), C and D the pairs ordered alike and oppositely, n₀ = n(n − 1)/2, n₁ and n₂ the pairs tied
in either ranking (Kendall 1945); range −1 to 1, 0 for no agreement. Not defined where one ranking ties everything. Compares
orders only: scores of two frameworks have different scales and must not be subtracted. Called by `strategy`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.errors import NotANumber, OutOfRange, ShapeMismatch
from youcheng.engines.ranking import ranks_of
from youcheng.engines.results import Result

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Agreement(Result):
    """How far two rankings agree: tau (−1 to 1, None where not defined) and the pairs it was counted from."""

    tau: float | None
    alike: int
    opposite: int
    pairs: int


def kendall(first: ArrayLike, second: ArrayLike) -> Agreement:
    """Return Kendall's tau-b of two lists of scores of the same places, in the same order.

    Raises ShapeMismatch for lists of different lengths, OutOfRange for fewer than two places, NotANumber for NaN.
    """
    a, b = (np.asarray(each, dtype=np.float64) for each in (first, second))
    if a.shape != b.shape or a.ndim != 1:
        raise ShapeMismatch(
            f"{a.shape} and {b.shape} scores",
            where="kendall",
            remedy="Give one score a place in both rankings.",
        )
    if len(a) < 2:
        raise OutOfRange("fewer than two places", where="kendall", remedy="Compare at least two.")
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        raise NotANumber("A score is not a number", where="kendall", remedy="Leave the place out.")
    upper = np.triu_indices(len(a), 1)
    signs_a = np.sign(a[:, None] - a[None, :])[upper]
    signs_b = np.sign(b[:, None] - b[None, :])[upper]
    product = signs_a * signs_b
    alike, opposite = int((product > 0).sum()), int((product < 0).sum())
    untied = float(np.count_nonzero(signs_a)) * float(np.count_nonzero(signs_b))
    return Agreement(
        method="kendall",
        parameters={"places": len(a)},
        tau=(alike - opposite) / untied**0.5 if untied else None,
        alike=alike,
        opposite=opposite,
        pairs=len(signs_a),
    )


def shifts(first: ArrayLike, second: ArrayLike) -> NDArray[np.intp]:
    """Return how many places each one rises (above 0) or falls from the first ranking to the second; equals share the better."""
    return ranks_of(np.asarray(first, dtype=np.float64)) - ranks_of(np.asarray(second, dtype=np.float64))
