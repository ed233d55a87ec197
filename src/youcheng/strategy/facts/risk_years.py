"""Ten years of a country's risk: every year scored under today's framework from the figures of that year alone.

Called by `queries.risk_cells`. A year without its own figure stays without one: nothing is carried over from the year
before and nothing is drawn between two years, so a line has a gap where the publisher has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from youcheng.engines.catalogue import METHODS
from youcheng.engines.composite import Observation
from youcheng.engines.framework import OVERALL
from youcheng.engines.uncertainty import Choices, Interval, Intervals, intervals
from youcheng.foundation.remembering import remembered
from youcheng.strategy.facts.risk import Point, RiskBook
from youcheng.strategy.framework_files import Series

YEARS = 10
Z_90 = 1.645


@dataclass(frozen=True)
class Year:
    """One year: value and bounds, None where there is none; `missing` says what was lacking."""

    year: int
    value: float | None
    low: float | None
    high: float | None
    missing: tuple[str, ...] = ()


def years_of(book: RiskBook) -> range:
    """The ten years up to the newest of any figure the framework reads; empty where nothing is loaded."""
    newest = max((source.newest for source in book.sources.values()), default=0)
    return range(newest - YEARS + 1, newest + 1) if newest else range(0)


def scored(book: RiskBook, country: str, dimension: str) -> list[Year]:
    """The score of a dimension, or overall, in each of the ten years."""
    drawn = _drawn(book, country)
    found = []
    for year in years_of(book):
        interval = drawn.intervals.get((str(year), dimension))
        missing = _lacking(book, country, dimension, year)
        found.append(_year(year, interval, missing))
    return found


def observed(book: RiskBook, country: str, indicator: str) -> list[Year]:
    """An indicator's own figure in each of the ten years, with 90 % bounds where its publisher gives an error."""
    series = book.framework.series[indicator]
    found = []
    for year in years_of(book):
        figure = read_in_year(series, _points(book, country, series), year)
        if figure is None:
            found.append(Year(year, None, None, None, (indicator,)))
            continue
        margin = None if figure.standard_error is None else Z_90 * figure.standard_error
        low, high = (None, None) if margin is None else (figure.value - margin, figure.value + margin)
        found.append(Year(year, figure.value, low, high))
    return found


def read_in_year(series: Series, points: Sequence[Point], year: int) -> Observation | None:
    """The figure of that very year: its own point, or a mean or spread of years that ends with it."""
    last = next((point for point in points if point.year == year), None)
    if last is None:
        return None
    if series.read == "latest":
        return Observation(last.value, last.standard_error, year)
    window = [point.value for point in points if year - series.years < point.year <= year]
    if series.read == "mean":
        enough = len(window) * 2 > series.years
        return Observation(fmean(window), last.standard_error, year) if enough else None
    return Observation(stdev(window), None, year) if len(window) * 2 > max(series.years, 3) else None


def gaps(years: Sequence[Year]) -> list[int]:
    """The years without a value that have one before and one after: the gaps in the line."""
    held = [each.year for each in years if each.value is not None]
    return [each.year for each in years if each.value is None and held and held[0] < each.year < held[-1]]


def _points(book: RiskBook, country: str, series: Series) -> Sequence[Point]:
    source = book.sources.get(series.shape)
    return source.table.get(country, {}).get(series.series, ()) if source else ()


def _of_year(book: RiskBook, country: str, year: int) -> dict[str, Observation]:
    read = {
        code: read_in_year(series, _points(book, country, series), year)
        for code, series in book.framework.series.items()
    }
    return {code: figure for code, figure in read.items() if figure is not None}


def _drawn(book: RiskBook, country: str) -> Intervals:
    """All ten years drawn at once; the draws of one year do not depend on the others."""
    made_from = (METHODS["composite_interval"].version, Choices(), book.key, country, years_of(book))

    def draw() -> Intervals:
        figures = {str(year): _of_year(book, country, year) for year in years_of(book)}
        return intervals(book.framework.engine, figures)

    return remembered("risk-years", made_from, draw) if book.key else draw()


def _lacking(book: RiskBook, country: str, dimension: str, year: int) -> tuple[str, ...]:
    held = _of_year(book, country, year)
    engine = book.framework.engine
    wanted = engine.indicators if dimension == OVERALL else engine.of_dimension(dimension)
    return tuple(each.code for each in wanted if each.code not in held)


def _year(year: int, interval: Interval | None, missing: tuple[str, ...]) -> Year:
    if interval is None:
        return Year(year, None, None, None, missing)
    return Year(year, interval.median, interval.p05, interval.p95, missing)
