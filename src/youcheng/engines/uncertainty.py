"""How sure is a composite score? Intervals and rank bands.

Monte Carlo over the indicators' published standard errors, Dirichlet weights around the defaults, goalposts
moved by a tenth, and the mean across dimensions (Saisana, Saltelli and Tarantola 2005). Errors of different
indicators are taken as independent, which makes intervals too narrow where sources are shared. The same
seed gives the same answer, and adding a country changes no other's interval. Called by `strategy`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.composite import Floats, Observations
from youcheng.engines.drawing import Choices, Plan, uniform
from youcheng.engines.errors import NotANumber, UnknownCode
from youcheng.engines.framework import OVERALL, Framework
from youcheng.engines.results import Result

__all__ = ["OVERALL", "Choices", "Interval", "Intervals", "intervals", "ranks"]

PARTS = 16


@dataclass(frozen=True)
class Interval:
    """One score with its uncertainty, in points 0–100, and the band of ranks it may hold (1 = safest)."""

    median: float
    p05: float
    p95: float
    standard_error: float
    rank_low: int
    rank_high: int

    @property
    def value(self) -> float:
        """The median, so that an interval can be handed to `told_apart`."""
        return self.median


@dataclass(frozen=True, eq=False, kw_only=True)
class Intervals(Result):
    """Intervals by country and dimension (or `overall`); what is not scored is not in the mapping.

    `ranked` counts, for each dimension and overall, the countries the rank bands are among.
    """

    countries: tuple[str, ...]
    intervals: Mapping[tuple[str, str], Interval]
    ranked: Mapping[str, int]

    def of(self, country: str, dimension: str = OVERALL) -> Interval | None:
        """Return an interval, None where not scored; UnknownCode for a country that was not asked for."""
        if country not in self.countries:
            raise UnknownCode(
                f"{country} was not among the countries", where="intervals", remedy="Ask for it too."
            )
        return self.intervals.get((country, dimension))


def intervals(
    framework: Framework, observations: Mapping[str, Observations], choices: Choices | None = None
) -> Intervals:
    """Return the intervals of all countries given, in every dimension and overall.

    A country with no observation is there without intervals. Ranks are among the countries given, drawn with
    the same weights and choices at once; the error of each country is its own.
    """
    chosen = choices or Choices()
    plan = Plan(framework, observations, chosen)
    shared = plan.share(uniform(chosen.seed, "weights and choices", (chosen.draws, plan.shared_width)))
    draws: dict[str, dict[str, Floats]] = {name: {} for name in (*framework.dimension_codes, OVERALL)}
    for country, figures in observations.items():
        noise = uniform(chosen.seed, country, (chosen.draws, len(framework.indicators)))
        for name, values in plan.simulate(figures, noise, shared).items():
            draws[name][country] = values
    found: dict[tuple[str, str], Interval] = {}
    for name, by_country in draws.items():
        found |= {(country, name): interval for country, interval in _summarised(by_country).items()}
    return Intervals(
        method="composite_interval",
        parameters=_described(framework, chosen),
        caveats=plan.reservations(),
        countries=tuple(observations),
        intervals=found,
        ranked={name: len(by_country) for name, by_country in draws.items()},
    )


def _summarised(by_country: Mapping[str, Floats]) -> dict[str, Interval]:
    if not by_country:
        return {}
    scores = np.stack(list(by_country.values()), axis=1)
    if not np.isfinite(scores).all():
        raise NotANumber(
            "A drawn score is not a number", where="intervals", remedy="Check the standard errors."
        )
    # A few rows at a time: ranking takes several times the memory of what is ranked.
    placed = np.concatenate([ranks(part) for part in np.array_split(scores, PARTS)])
    low, median, high = np.percentile(scores, [5, 50, 95], axis=0)
    best, worst = np.percentile(placed, [5, 95], axis=0, method="nearest")
    spread = scores.std(axis=0, ddof=1)
    return {
        country: Interval(
            median=float(median[i]),
            p05=float(low[i]),
            p95=float(high[i]),
            standard_error=float(spread[i]),
            rank_low=int(best[i]),
            rank_high=int(worst[i]),
        )
        for i, country in enumerate(by_country)
    }


def ranks(scores: Floats) -> NDArray[np.intp]:
    """Return each row's ranks, 1 for the highest; equals share the better rank."""
    order = np.argsort(-scores, axis=1, kind="stable")
    descending = np.take_along_axis(scores, order, axis=1)
    places = np.arange(1, scores.shape[1] + 1)
    begins = np.ones(scores.shape, dtype=bool)
    begins[:, 1:] = descending[:, 1:] != descending[:, :-1]
    ranks = np.empty(scores.shape, dtype=np.intp)
    np.put_along_axis(ranks, order, np.maximum.accumulate(np.where(begins, places, 0), axis=1), axis=1)
    return ranks


def _described(framework: Framework, choices: Choices) -> dict[str, str | int | float]:
    return {
        "framework": framework.code,
        "framework_version": framework.version,
        "screening": framework.screening,
        "draws": choices.draws,
        "concentration": choices.concentration,
        "normalisations": ", ".join(choices.normalisations),
        "aggregations": ", ".join(choices.aggregations),
        "seed": choices.seed,
    }
