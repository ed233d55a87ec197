"""One cell of the heat map opened: what a country's score in a dimension is made of, and how it stood over ten years.

Called by the pages of risk. Each indicator comes with its raw figure, year, data set, goalposts, weight and the rows it
was read from; one that is missing is listed as missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from youcheng.engines.composite import Assessment, Observation, RedLine
from youcheng.engines.framework import OVERALL, Direction, Indicator
from youcheng.engines.uncertainty import Interval
from youcheng.evidence.queries import Provenance, address
from youcheng.strategy.facts import risk_years
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.facts.risk_years import Year
from youcheng.strategy.framework_files import Series
from youcheng.strategy.queries.risk import Cell, cells_of

Z_90 = 1.645


@dataclass(frozen=True)
class Part:
    """One indicator of one country: the raw figure or None, its score, weights, and where it stands.

    `weight` is its share of the dimension as the framework has it, `counts` what it counts here, with missing ones left out.
    """

    indicator: Indicator
    series: Series
    observation: Observation | None
    score: float | None
    weight: float
    counts: float | None
    beyond: bool
    place: Provenance | None

    @property
    def margin(self) -> float | None:
        """Half of the 90 % interval of the raw figure, in its own unit; None where its publisher gives no error."""
        error = self.observation.standard_error if self.observation else None
        return None if error is None else Z_90 * error

    @property
    def rows_url(self) -> str:
        """The page with the very rows; "" where the figure is not in a data set."""
        return address(self.place) if self.place and self.place.file else ""

    @property
    def is_target(self) -> bool:
        return self.indicator.direction is Direction.TARGET


@dataclass(frozen=True)
class Opened:
    """A country in one dimension (or overall): its cell, what it is made of, its ten years, and red lines."""

    iso3: str
    dimension: str
    cell: Cell
    others: dict[str, Cell]
    assessment: Assessment
    parts: tuple[Part, ...]
    years: Sequence[Year]
    gaps: Sequence[int]
    series: dict[str, Sequence[Year]]
    red_lines: tuple[RedLine, ...]

    @property
    def interval(self) -> Interval | None:
        return self.cell.interval


def opened(book: RiskBook, iso3: str, dimension: str, at: dt.date) -> Opened:
    """Everything about one cell; who it can't be told apart from is asked among all countries scored."""
    everyone = sorted({iso3, *book.observations})
    cells = cells_of(book, everyone)[iso3]
    facts = book.of(iso3, at)
    engine = book.framework.engine
    inside = engine.indicators if dimension == OVERALL else engine.of_dimension(dimension)
    years = risk_years.scored(book, iso3, dimension)
    return Opened(
        iso3=iso3,
        dimension=dimension,
        cell=cells[dimension],
        others=cells,
        assessment=facts.assessment,
        parts=tuple(_part(book, facts.assessment, iso3, each) for each in inside),
        years=years,
        gaps=risk_years.gaps(years),
        series=_series(book, iso3, dimension),
        red_lines=facts.red_lines,
    )


def _part(book: RiskBook, assessment: Assessment, iso3: str, indicator: Indicator) -> Part:
    series = book.framework.series[indicator.code]
    of_dimension = book.framework.engine.of_dimension(indicator.dimension)
    cells = assessment.dimension(indicator.dimension).cells
    cell = next((each for each in cells if each.indicator.code == indicator.code), None)
    source = book.sources.get(series.shape)
    return Part(
        indicator=indicator,
        series=series,
        observation=cell.observation if cell else None,
        score=cell.score if cell else None,
        weight=indicator.weight / sum(each.weight for each in of_dimension),
        counts=cell.weight if cell else None,
        beyond=cell.beyond if cell else False,
        place=source.provenance.narrowed(0, iso3=iso3, indicator=series.series) if source else None,
    )


def _series(book: RiskBook, iso3: str, dimension: str) -> dict[str, Sequence[Year]]:
    """The small lines beside the score: a dimension's indicators, or overall its dimensions."""
    engine = book.framework.engine
    if dimension == OVERALL:
        return {code: risk_years.scored(book, iso3, code) for code in engine.dimension_codes}
    return {each.code: risk_years.observed(book, iso3, each.code) for each in engine.of_dimension(dimension)}
