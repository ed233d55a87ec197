"""Which of many candidates come first under several criteria, and why? Additive value and TOPSIS.

Figures of n candidates × m criteria are set on goalposts fixed beforehand to 0–100 (100 = best), so that adding a
candidate changes nobody's score; the score is their weighted mean. A missing figure (NaN) is never zero: the other
weights are scaled up and the cell is named, and below the screening share of weight a candidate is not ranked at all.
Assumes that a good criterion may offset a bad one; a constraint is an exclusion, never a score. Second opinions:
`topsis`, `outranking` (pairwise preference); how far the order hangs on one weight: `stability`. Called by `strategy`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.errors import BadFramework, BadWeights, NotANumber, OutOfRange, ShapeMismatch
from youcheng.engines.framework import Direction
from youcheng.engines.results import Caveat, Result, Value, caveat, listed

Floats = NDArray[np.float64]
Ranks = NDArray[np.int64]

SCREENING = 0.65
"""The share of weight whose figures must be known, as in `composite`."""


class Scale(StrEnum):
    """How a figure runs between its goalposts: evenly, or evenly in its ratio (populations, distances)."""

    LINEAR = "linear"
    LOG = "log"


@dataclass(frozen=True)
class Criterion:
    """One criterion: fixed goalposts `low` < `high` in its own unit, and which end is best.

    `target` only with that direction, between the two; a log scale needs goalposts above zero. `weight` ≥ 0 is the
    default, in any unit: only the share in the total counts.
    """

    code: str
    low: float
    high: float
    direction: Direction = Direction.HIGHER
    target: float | None = None
    scale: Scale = Scale.LINEAR
    weight: float = 1.0

    def __post_init__(self) -> None:
        """Refuse goalposts, targets and weights that cannot be."""
        where = f"criterion {self.code}"
        _need(
            isfinite(self.low) and isfinite(self.high) and self.low < self.high, "goalposts must rise", where
        )
        _need(self.scale is Scale.LINEAR or self.low > 0, "a log scale needs goalposts above zero", where)
        _need(isfinite(self.weight) and self.weight >= 0, "the weight must be 0 or more", where)
        inside = self.target is not None and self.low < self.target < self.high
        fits = inside if self.direction is Direction.TARGET else self.target is None
        _need(fits, "a target inside the goalposts goes with the direction 'target', and only with it", where)

    def scores(self, figures: ArrayLike) -> Floats:
        """Return 0–100 for figures in the criterion's unit, cut off at the goalposts; NaN stays NaN."""
        value = self._along(np.asarray(figures, dtype=np.float64))
        low, high = (float(self._along(np.array(post))) for post in (self.low, self.high))
        if self.target is not None:
            best = float(self._along(np.array(self.target)))
            share = np.minimum((value - low) / (best - low), (high - value) / (high - best))
        else:
            share = (value - low) / (high - low)
            if self.direction is Direction.LOWER:
                share = 1 - share
        return np.asarray(100 * np.clip(share, 0, 1))

    def _along(self, value: Floats) -> Floats:
        """The position along the scale; on a log scale nothing lies below the lower goalpost."""
        return np.log(np.maximum(value, self.low)) if self.scale is Scale.LOG else value


@dataclass(frozen=True, eq=False, kw_only=True)
class Ranking(Result):
    """Scores of the candidates in the order given, and their ranks.

    `scores` are NaN and `ranks` 0 where not enough is known; equal scores share the better rank. `known` is the share
    of weight (0–1) whose figures are known.
    """

    scores: Floats
    known: Floats
    ranks: Ranks

    @property
    def ranked(self) -> int:
        """How many candidates have a rank."""
        return int((self.ranks > 0).sum())

    def order(self) -> NDArray[np.intp]:
        """Return the positions of the ranked, best first; equal scores in the order given."""
        best_first = np.argsort(-np.nan_to_num(self.scores, nan=-np.inf), kind="stable")
        return best_first[: self.ranked]


@dataclass(frozen=True, eq=False, kw_only=True)
class Valued(Ranking):
    """Additive value: 0–100, with the parts that add up to each score.

    `parts` are n × m contributions in points (NaN where the figure is missing), `normalised` the cells on 0–100.
    """

    normalised: Floats
    parts: Floats


def shares_of(weights: ArrayLike, count: int) -> Floats:
    """Return weights as shares that sum to 1. BadWeights where one is negative or no number, or all are zero."""
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (count,):
        raise ShapeMismatch(
            f"{given.size} weights for {count} criteria",
            where="weights",
            remedy="Give one weight for each criterion.",
        )
    if not np.isfinite(given).all() or (given < 0).any() or not given.sum() > 0:
        raise BadWeights(
            "Weights must be numbers of 0 or more, and not all zero",
            where="weights",
            remedy="Raise at least one weight above zero.",
        )
    return np.asarray(given / given.sum())


def on_goalposts(criteria: Sequence[Criterion], figures: ArrayLike) -> Floats:
    """Return n × m scores 0–100 for n × m figures; NaN where a figure is missing, refusing infinite ones."""
    cells = _table(figures, len(criteria))
    columns = [criterion.scores(cells[:, j]) for j, criterion in enumerate(criteria)]
    return np.column_stack(columns) if columns else np.empty(cells.shape)


def value(
    criteria: Sequence[Criterion],
    figures: ArrayLike,
    weights: ArrayLike | None = None,
    screening: float = SCREENING,
) -> Valued:
    """Rank by additive value: Σ_j w_j · v_j(x_j) over what is known, its weights scaled to sum to 1.

    `figures` is n × m in the criteria's units, NaN where missing; `weights` (default: the criteria's own) in any unit.
    """
    return value_of(criteria, on_goalposts(criteria, figures), weights, screening)


def value_of(
    criteria: Sequence[Criterion],
    normalised: Floats,
    weights: ArrayLike | None = None,
    screening: float = SCREENING,
) -> Valued:
    """As `value` for cells already on goalposts: what a change of weights alone needs."""
    shares = _weights(criteria, weights)
    known, enough = known_share(normalised, shares, screening)
    scale = np.divide(1.0, known, out=np.full(len(known), np.nan), where=enough)
    parts = normalised * shares * scale[:, None]
    scores = np.where(enough, _across(parts), np.nan)
    return Valued(
        method="additive_value",
        parameters=_parameters(criteria, shares, screening),
        caveats=_reservations(criteria, normalised, shares, enough),
        scores=scores,
        known=known,
        ranks=ranks_of(scores),
        normalised=normalised,
        parts=parts,
    )


def topsis(
    criteria: Sequence[Criterion],
    normalised: Floats,
    weights: ArrayLike | None = None,
    screening: float = SCREENING,
) -> Ranking:
    """Rank by closeness (0–1) to a city with 100 everywhere, against one with 0 everywhere: TOPSIS on fixed goalposts.

    D⁻ / (D⁺ + D⁻) with weighted Euclidean distances over the criteria known; the ideal is fixed, so adding a candidate
    changes nobody's closeness.
    """
    shares = _weights(criteria, weights)
    known, enough = known_share(normalised, shares, screening)
    weighted = np.square(shares)
    far = np.sqrt(_across(weighted * np.square(normalised)))
    near = np.sqrt(_across(weighted * np.square(100 - normalised)))
    total = np.where(enough, far + near, np.nan)
    # Zero distance to both ends happens only where all weight lies on what is missing, and that is screened out.
    scores = np.divide(far, total, out=np.full(len(far), np.nan), where=total > 0)
    return Ranking(
        method="topsis",
        parameters=_parameters(criteria, shares, screening),
        caveats=_reservations(criteria, normalised, shares, enough),
        scores=scores,
        known=known,
        ranks=ranks_of(scores),
    )


def topsis_classical(figures: ArrayLike, weights: ArrayLike, lower: Sequence[bool]) -> Ranking:
    """Rank by closeness (0–1) after Hwang and Yoon: columns divided by their length, ideal taken from the set itself.

    `lower` says for each criterion whether less is better. Every figure must be known, and a further candidate changes
    all scores: for comparison with other programs; `topsis` is the one to use.
    """
    cells = _table(figures, len(lower))
    if np.isnan(cells).any():
        raise NotANumber(
            "A figure is missing",
            where="figures",
            remedy="Leave the candidate out, or use the fixed goalposts.",
        )
    shares = shares_of(weights, len(lower))
    length = np.sqrt(np.square(cells).sum(axis=0))
    weighted = np.divide(cells, length, out=np.zeros_like(cells), where=length > 0) * shares
    weighted = np.where(np.asarray(lower), -weighted, weighted)
    if not len(cells):
        near = far = np.empty(0)
    else:
        near = np.sqrt(_across(np.square(weighted - weighted.max(axis=0))))
        far = np.sqrt(_across(np.square(weighted - weighted.min(axis=0))))
    # Where all candidates are alike nobody is nearer to the best than to the worst.
    scores = np.divide(far, far + near, out=np.full(len(cells), 0.5), where=far + near > 0)
    return Ranking(
        method="topsis_classical",
        parameters={"criteria": len(lower)},
        caveats=(caveat("depends_on_the_set"),),
        scores=scores,
        known=np.ones(len(cells)),
        ranks=ranks_of(scores),
    )


def ranks_of(scores: Floats) -> Ranks:
    """Return ranks from 1, the highest score first; equal scores share the better rank, NaN has rank 0."""
    have = ~np.isnan(scores)
    rising = np.sort(scores[have])
    ranks = np.zeros(len(scores), dtype=np.int64)
    ranks[have] = 1 + len(rising) - np.searchsorted(rising, scores[have], side="right")
    return ranks


def known_share(
    normalised: Floats, shares: Floats, screening: float = SCREENING
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return for each candidate the share of weight known and whether that is enough to be ranked."""
    if not 0 < screening <= 1:
        raise OutOfRange(
            f"Screening is {screening}", where="screening", remedy="Give a share above 0, at most 1."
        )
    known = _across(np.where(np.isnan(normalised), 0.0, shares))
    # The tolerance keeps thirteen of twenty equal weights at 65 %.
    return known, known >= screening - 1e-9


def _across(cells: Floats) -> Floats:
    """Sum each row, missing cells left out, column by column: equal rows give equal sums wherever they stand."""
    total = np.zeros(len(cells))
    for column in np.nan_to_num(cells, nan=0.0).T:
        total += column
    return total


def _table(figures: ArrayLike, count: int) -> Floats:
    cells = np.asarray(figures, dtype=np.float64)
    if cells.ndim != 2 or cells.shape[1] != count:
        raise ShapeMismatch(
            f"figures are {cells.shape}, {count} criteria were given",
            where="figures",
            remedy="Give one row for each candidate and one column for each criterion.",
        )
    if np.isinf(cells).any():
        row, column = np.argwhere(np.isinf(cells))[0]
        raise NotANumber(
            "A figure is infinite",
            where=f"row {row}, column {column}",
            remedy="Write a missing figure as NaN.",
        )
    return cells


def _weights(criteria: Sequence[Criterion], weights: ArrayLike | None) -> Floats:
    given = [criterion.weight for criterion in criteria] if weights is None else weights
    return shares_of(given, len(criteria))


def _parameters(criteria: Sequence[Criterion], shares: Floats, screening: float) -> Mapping[str, Value]:
    weighed = {f"weight_{c.code}": float(share) for c, share in zip(criteria, shares, strict=True)}
    return {"screening": screening, **weighed}


def _reservations(
    criteria: Sequence[Criterion], normalised: Floats, shares: Floats, enough: NDArray[np.bool_]
) -> tuple[Caveat, ...]:
    notes = []
    empty = tuple(
        c.code for j, c in enumerate(criteria) if shares[j] > 0 and np.isnan(normalised[:, j]).all()
    )
    if empty:
        notes.append(caveat("criteria_unknown", criteria=listed(empty)))
    if not enough.all():
        notes.append(caveat("not_ranked", count=int((~enough).sum()), of=len(enough)))
    return tuple(notes)


def _need(holds: bool, what: str, where: str) -> None:
    if not holds:
        raise BadFramework(what, where=where, remedy="Correct the criteria.")
