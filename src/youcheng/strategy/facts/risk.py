"""How risky a partner's country is, scored once for all countries of a batch.

`RiskBook` takes the published series, reads them as the framework file says, scores every country and draws the intervals
once; `of` answers for one country with comparators and red lines. A country without figures is not scored, never zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, stdev
from typing import NamedTuple

import numpy as np

from youcheng.engines.composite import (
    Assessment,
    Comparison,
    Observation,
    Observations,
    RedLine,
    alike,
    is_scored,
    score,
    told_apart,
)
from youcheng.engines.framework import OVERALL, Framework
from youcheng.engines.uncertainty import Interval, Intervals, intervals
from youcheng.evidence.queries import Provenance
from youcheng.strategy.framework import RedLines
from youcheng.strategy.framework_files import RiskFramework, Series


class Point(NamedTuple):
    """One published figure of a year with its standard error, if any."""

    year: int
    value: float
    standard_error: float | None = None


Table = Mapping[str, Mapping[str, Sequence[Point]]]
"""country → series → points, oldest first."""


@dataclass(frozen=True)
class Source:
    """One shape's figures: the table and where it stands in the store."""

    table: Table
    provenance: Provenance

    @cached_property
    def newest(self) -> int:
        """The newest year in the whole table; a series is old or fresh against this, not against the calendar."""
        return max(
            (p.year for series in self.table.values() for points in series.values() for p in points),
            default=0,
        )


@dataclass(frozen=True)
class Rival:
    """Another partner's country to compare with: its interval and whether the two can be told apart, by dimension."""

    country: str
    intervals: Mapping[str, Interval]
    comparisons: Mapping[str, Comparison]


@dataclass(frozen=True)
class RiskFacts:
    """Risk of one country on the day: intervals by dimension (those scored), trend, comparators, red lines.

    `trend` maps a governance series to its points, oldest first; `rows` says for each shape where its figures stand.
    """

    country: str
    assessment: Assessment
    intervals: Mapping[str, Interval]
    drawn: Intervals | None
    trend: Mapping[str, Sequence[Point]]
    rivals: tuple[Rival, ...]
    red_lines: tuple[RedLine, ...]
    red_line_grades: Mapping[str, str]
    red_lines_as_of: dt.date
    rows: Mapping[str, Provenance]
    framework: RiskFramework


Draw = Callable[[Framework, Mapping[str, Observations]], Intervals]
"""Draws the intervals of all countries, or remembers them."""


class RiskBook:
    """Scores and intervals of all countries under one framework, drawn once when first asked for."""

    def __init__(
        self,
        framework: RiskFramework,
        lines: RedLines,
        sources: Mapping[str, Source],
        draw: Draw = intervals,
        key: tuple[str, ...] = (),
    ) -> None:
        """`key` holds the checksums of all that went in; answers made from the book may be remembered under it."""
        self.framework, self.lines, self.sources, self.key = framework, lines, sources, key
        self._draw = draw

    @cached_property
    def observations(self) -> dict[str, dict[str, Observation]]:
        """Every country's figures, read as the framework says."""
        found: dict[str, dict[str, Observation]] = {}
        for code, series in self.framework.series.items():
            source = self.sources.get(series.shape)
            if source is None:
                continue
            for country, table in source.table.items():
                read = read_series(series, table.get(series.series, ()), source.newest)
                if read is not None:
                    found.setdefault(country, {})[code] = read
        return found

    @cached_property
    def drawn(self) -> Intervals | None:
        """The Monte Carlo intervals of all countries, None where no figure is loaded at all."""
        if not self.observations:
            return None
        return self._draw(self.framework.engine, self.observations)

    def of(self, country: str, at: dt.date, rivals: Iterable[str] = ()) -> RiskFacts:
        """What is known about one country on a day, compared with the countries named."""
        own = self._intervals(country)
        return RiskFacts(
            country=country,
            assessment=score(
                self.framework.engine, country, self.observations.get(country, {}), self.lines.lines, at
            ),
            intervals=own,
            drawn=self.drawn,
            trend=self._trend(country),
            rivals=tuple(self._rival(own, other) for other in dict.fromkeys(rivals) if other != country),
            red_lines=self.lines.of(country, at),
            red_line_grades=self.lines.grades,
            red_lines_as_of=self.lines.as_of,
            rows={
                shape: source.provenance.narrowed(0, iso3=country) for shape, source in self.sources.items()
            },
            framework=self.framework,
        )

    def interval(self, country: str, dimension: str = OVERALL) -> Interval | None:
        """One score with its uncertainty, None where it is not given."""
        if self.drawn is None or country not in self.observations:
            return None
        return self.drawn.of(country, dimension)

    def lacking(self, country: str, dimension: str = OVERALL) -> tuple[str, ...]:
        """The indicators a dimension lacks for one country; of `overall`, the dimensions that are not scored."""
        engine, figures = self.framework.engine, self.observations.get(country, {})
        if dimension == OVERALL:
            return tuple(code for code in engine.dimension_codes if not is_scored(engine, code, figures))
        return tuple(each.code for each in engine.of_dimension(dimension) if each.code not in figures)

    def alike(self, dimension: str, among: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """For every country of `among` that is scored: the others it cannot be told apart from, the safest first."""
        found = {code: one for code in among if (one := self.interval(code, dimension)) is not None}
        codes = sorted(found, key=lambda code: (-found[code].median, code))
        matrix = alike([found[code] for code in codes])
        return {
            code: tuple(codes[other] for other in np.flatnonzero(matrix[place]) if other != place)
            for place, code in enumerate(codes)
        }

    def _intervals(self, country: str) -> dict[str, Interval]:
        if self.drawn is None or country not in self.observations:
            return {}
        codes = self.framework.engine.dimension_codes
        return {code: found for code in codes if (found := self.drawn.of(country, code)) is not None}

    def _rival(self, own: Mapping[str, Interval], other: str) -> Rival:
        theirs = self._intervals(other)
        return Rival(
            other,
            theirs,
            {code: told_apart(own[code], theirs[code]) for code in own if code in theirs},
        )

    def _trend(self, country: str) -> dict[str, Sequence[Point]]:
        source = self.sources.get("governance")
        if source is None:
            return {}
        table = source.table.get(country, {})
        wanted = [s.series for s in self.framework.series.values() if s.shape == "governance"]
        return {
            series: [p for p in table[series] if p.year > source.newest - 11]
            for series in wanted
            if series in table
        }


def read_series(series: Series, points: Sequence[Point], newest: int) -> Observation | None:
    """One figure from a series of years, or None where it is absent, too old or too short for a spread.

    A mean carries the standard error of the latest year where the publisher gives one, because the errors of
    neighbouring years share their sources and do not average out.
    """
    fresh = [p for p in points if p.year <= newest]
    if not fresh or fresh[-1].year < newest - series.oldest:
        return None
    last = fresh[-1]
    if series.read == "latest":
        return Observation(last.value, last.standard_error, last.year)
    window = [p.value for p in fresh if p.year > last.year - series.years]
    if series.read == "mean":
        return (
            Observation(fmean(window), last.standard_error, last.year)
            if len(window) * 2 > series.years
            else None
        )
    return Observation(stdev(window), None, last.year) if len(window) * 2 > max(series.years, 3) else None
