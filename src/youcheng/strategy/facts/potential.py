"""How promising a city is as a partner, 0–100 with its parts, for ties that stand and for cities that may come.

`potential_of(cities, as_of) -> {city key: Scored}` is the interface for batches and portfolios; it uses the same figures,
goalposts and default weights as the candidates' page, and an exclusion does not change the score. A city of which too
little is known has no score (None), never a low one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from youcheng.engines.ranking import value_of
from youcheng.network.models import City
from youcheng.strategy.facts.candidates import World, world


@dataclass(frozen=True)
class Part:
    """One criterion's share in a score: the figure in its unit, on goalposts (0–100), its weight, and what it adds.

    `asked` is the weight's share (0–1) among all, `weight` that after scaling to what is known: 0 where the figure is
    missing, and figure, points and contribution are then None.
    """

    code: str
    figure: float | None
    normalised: float | None
    asked: float
    weight: float
    contribution: float | None

    @property
    def is_missing(self) -> bool:
        """Whether a figure that counts is lacking."""
        return self.figure is None and self.asked > 0


@dataclass(frozen=True)
class Scored:
    """The value score (0–100) of one city with its parts; None where not enough is known.

    `low` and `high` are the score with the risk at its bounds (5 and 95 %); `known` the share of weight known.
    """

    score: float | None
    low: float | None
    high: float | None
    known: float
    parts: tuple[Part, ...]


def potential_of(cities: Iterable[City | int], as_of: dt.date) -> Mapping[int, Scored]:
    """The value score of each city (or city key) on a day, by the city's key; unknown keys are absent."""
    whole = world(as_of)
    keys = [city if isinstance(city, int) else city.pk for city in cities]
    rows = [whole.cities.rows[key] for key in keys if key in whole.cities.rows]
    return {
        int(whole.cities.keys[row]): scored
        for row, scored in zip(rows, scored_rows(whole, rows), strict=True)
    }


def scored_rows(whole: World, rows: list[int], weights: ArrayLike | None = None) -> list[Scored]:
    """Some rows of the world scored with their parts, in the order given. BadWeights for weights that weigh nothing."""
    chosen = whole.criteria
    middle, low, high = (
        value_of(chosen.engine, cells[rows], weights, chosen.screening)
        for cells in (whole.normalised, whole.low, whole.high)
    )
    given = np.asarray(chosen.weights if weights is None else weights, dtype=np.float64)
    shares = (given / given.sum()).tolist()
    # Lists once, not a cell of an array at a time: a sheet of all cities has half a million cells.
    cells = zip(whole.figures[rows].tolist(), middle.normalised.tolist(), middle.parts.tolist(), strict=True)
    parts = [
        tuple(map(partial(_part, known), chosen.codes, shares, *row))
        for known, row in zip(middle.known.tolist(), cells, strict=True)
    ]
    ends = (middle.scores, low.scores, high.scores, middle.known)
    return [
        Scored(_known(score), _known(lowest), _known(highest), known, own)
        for score, lowest, highest, known, own in zip(*(end.tolist() for end in ends), parts, strict=True)
    ]


def _part(known: float, code: str, share: float, figure: float, points: float, adds: float) -> Part:
    weight = share / known if known and points == points else 0.0
    return Part(code, _known(figure), _known(points), share, weight, _known(adds))


def _known(value: float) -> float | None:
    """The number, None where it is not one: only NaN differs from itself."""
    return value if value == value else None
