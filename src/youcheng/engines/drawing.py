"""Draws composite scores from uniform numbers: noise of the figures, weights, goalposts and means.

The plan turns each row of numbers in (0, 1) into one possible score, so that Monte Carlo and sensitivity
share one model. Called by `uncertainty` alone; summaries and results are made there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.composite import Floats, Observations, check_codes, geometric, is_scored, on_goalposts
from youcheng.engines.errors import OutOfRange
from youcheng.engines.framework import OVERALL, Direction, Framework, Indicator
from youcheng.engines.results import Caveat, caveat, listed

NORMALISATIONS = ("goalposts", "goalposts_wide", "goalposts_narrow", "min_max")
AGGREGATIONS = ("geometric", "arithmetic")
_MOVED = 0.1
_OPEN = 1e-12


@dataclass(frozen=True)
class Choices:
    """What is varied: how many draws, how far the weights move, and which normalisations and means.

    `concentration` of the Dirichlet: a weight w strays by about √(w(1 − w) / (concentration + 1)). The
    default normalisations do not depend on who else is compared; `min_max` does, and says so.
    """

    draws: int = 2000
    concentration: float = 30.0
    normalisations: tuple[str, ...] = ("goalposts", "goalposts_wide", "goalposts_narrow")
    aggregations: tuple[str, ...] = AGGREGATIONS
    seed: int = 20260101

    def __post_init__(self) -> None:
        """Refuse choices that are not on offer."""
        bad = [name for name in self.normalisations if name not in NORMALISATIONS]
        bad += [name for name in self.aggregations if name not in AGGREGATIONS]
        if bad or not self.normalisations or not self.aggregations:
            raise OutOfRange(
                f"Unknown or empty choice {', '.join(bad)}",
                where="choices",
                remedy=f"Choose among {', '.join(NORMALISATIONS)}; {', '.join(AGGREGATIONS)}.",
            )
        if self.draws < 100 or not self.concentration > 0:
            raise OutOfRange(
                f"{self.draws} draws, concentration {self.concentration}",
                where="choices",
                remedy="Give at least 100 draws and a concentration above 0.",
            )


@dataclass(frozen=True, eq=False)
class Shared:
    """What all countries have in common in each draw: weights, goalposts by indicator, and the mean across."""

    inside: Floats
    across: Floats
    posts: Floats
    aggregation: NDArray[np.intp]


class Plan:
    """Turns uniform numbers into scores: first the noise by indicator, then what all countries share."""

    def __init__(self, framework: Framework, everyone: Mapping[str, Observations], choices: Choices) -> None:
        self.framework, self.choices, self.everyone = framework, choices, everyone
        for figures in everyone.values():
            check_codes(framework, figures)
        self.place = {code: column for column, code in enumerate(framework.codes)}
        self.shared_width = len(framework.indicators) + len(framework.dimensions) + 2
        posts = [[self._posts(i, name) for i in framework.indicators] for name in choices.normalisations]
        self.posts = np.array(posts, dtype=np.float64)

    def _posts(self, indicator: Indicator, normalisation: str) -> tuple[float, float]:
        """Return the goalposts of one indicator under one normalisation."""
        low, high = indicator.low, indicator.high
        if normalisation == "min_max":
            return self._observed_range(indicator)
        move = {"goalposts": 0.0, "goalposts_wide": _MOVED, "goalposts_narrow": -_MOVED}[normalisation]
        down = up = high - low
        if indicator.target is not None:
            down, up = indicator.target - low, high - indicator.target
        return low - move * down, high + move * up

    def _observed_range(self, indicator: Indicator) -> tuple[float, float]:
        values = [
            figures[indicator.code].value for figures in self.everyone.values() if indicator.code in figures
        ]
        low, high = (min(values), max(values)) if values else (indicator.low, indicator.high)
        if indicator.direction is Direction.TARGET:
            assert indicator.target is not None
            low = low if low < indicator.target else indicator.low
            high = high if high > indicator.target else indicator.high
        return (low, high) if low < high else (indicator.low, indicator.high)

    def share(self, uniform: Floats) -> "Shared":
        """Turn the numbers all countries share into weights and choices, once for all of them."""
        count = len(self.framework.indicators)
        totals = {
            code: sum(i.weight for i in self.framework.of_dimension(code))
            for code in self.framework.dimension_codes
        }
        all_weight = sum(d.weight for d in self.framework.dimensions)
        inside = [i.weight / totals[i.dimension] for i in self.framework.indicators]
        across = self.gammas([d.weight / all_weight for d in self.framework.dimensions], uniform[:, count:-2])
        return Shared(
            inside=self.gammas(inside, uniform[:, :count]),
            across=across / across.sum(axis=1, keepdims=True),
            posts=self.posts[_picked(uniform[:, -2], len(self.choices.normalisations))],
            aggregation=_picked(uniform[:, -1], len(self.choices.aggregations)),
        )

    def gammas(self, shares: Sequence[float], uniform: Floats) -> Floats:
        """Return gamma numbers; divided by their sum they are Dirichlet weights around `shares`."""
        # SciPy is slow and large to import; whoever only shows stored intervals does without.
        from scipy.special import gammaincinv

        return np.asarray(
            np.maximum(gammaincinv(self.choices.concentration * np.asarray(shares), uniform), _OPEN)
        )

    def simulate(self, figures: Observations, noise: Floats, shared: "Shared") -> dict[str, Floats]:
        """Return the drawn scores of one country by dimension and overall, without those not scored."""
        drawn: dict[str, Floats] = {}
        for code in self.framework.dimension_codes:
            if is_scored(self.framework, code, figures):
                drawn[code] = self._dimension(code, figures, noise, shared)
        if len(drawn) == len(self.framework.dimensions):
            drawn[OVERALL] = self._overall(np.stack(list(drawn.values()), axis=-1), shared)
        return drawn

    def _dimension(self, code: str, figures: Observations, noise: Floats, shared: "Shared") -> Floats:
        from scipy.special import ndtri

        weighted, weights = np.zeros(len(noise)), np.zeros(len(noise))
        for indicator in self.framework.of_dimension(code):
            if indicator.code not in figures:
                continue
            figure, column = figures[indicator.code], self.place[indicator.code]
            values = figure.value + (figure.standard_error or 0.0) * ndtri(noise[:, column])
            posts = shared.posts[:, column]
            weight = shared.inside[:, column]
            weighted += weight * on_goalposts(indicator, values, posts[:, 0], posts[:, 1])
            weights += weight
        return np.asarray(weighted / weights)

    def _overall(self, scores: Floats, shared: "Shared") -> Floats:
        means = {
            "geometric": geometric(scores, shared.across, self.framework.floor),
            "arithmetic": (scores * shared.across).sum(axis=1),
        }
        offered = np.stack([means[name] for name in self.choices.aggregations])
        return np.asarray(offered[shared.aggregation, np.arange(len(scores))])

    def reservations(self) -> tuple[Caveat, ...]:
        """Name the indicators without a standard error and a normalisation that depends on the set."""
        figures = [(code, figure) for each in self.everyone.values() for code, figure in each.items()]
        bare = tuple(sorted({code for code, figure in figures if figure.standard_error is None}))
        notes = [caveat("no_standard_error", indicators=listed(bare))] if bare else []
        if "min_max" in self.choices.normalisations:
            notes.append(caveat("set_dependent"))
        return tuple(notes)


def uniform(seed: int, name: str, shape: tuple[int, int]) -> Floats:
    """Return numbers in (0, 1) that depend on the seed and the name alone, not on who else is drawn."""
    numbers = np.random.default_rng([seed, crc32(name.encode())]).random(shape)
    return np.clip(numbers, _OPEN, 1 - _OPEN)


def _picked(uniform: Floats, options: int) -> NDArray[np.intp]:
    return np.minimum((uniform * options).astype(np.intp), options - 1)
