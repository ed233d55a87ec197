"""What each criterion is measured by: one column of figures for each, and where it comes from.

Called by `candidates`. What holds for a country is computed once for each country and spread over its cities; NaN means
not known, never zero. Weights, goalposts and exclusions are not known here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from youcheng.engines import geo, trade
from youcheng.engines.errors import NothingTraded
from youcheng.engines.framework import OVERALL
from youcheng.engines.ranking import Floats
from youcheng.engines.tables import TradeTable
from youcheng.evidence.queries import NoData, Provenance, pairs_by_country
from youcheng.foundation import countries
from youcheng.network.models import City
from youcheng.strategy.criteria import Criteria, Flight
from youcheng.strategy.facts.city_goods import chapters_of, industries_of
from youcheng.strategy.facts.gazetteer import Cities
from youcheng.strategy.facts.profiles import counted_twice
from youcheng.strategy.facts.register import GAZETTEER
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.facts.trade import Sheet, TradeBook
from youcheng.strategy.models import CityIndustry

REGISTER = "register"
OURSELVES = "home city"
"""The row of the home city beside the countries of a table."""
Codes = NDArray[np.str_]
"""The alpha-3 code of each country of the cities, in their order; "" where there is none."""


class Origin(NamedTuple):
    """Where a criterion's figures come from: a data set with its rows, or a source by its name, and the year or day.

    `missing` says why nobody has a figure.
    """

    source: str
    vintage: str = ""
    rows: Provenance | None = None
    missing: str = ""


@dataclass(frozen=True, eq=False)
class Column:
    """One criterion's figures for every city, and for risk the bounds (5 and 95 %) of each."""

    figures: Floats
    origin: Origin
    low: Floats | None = None
    high: Floats | None = None


@dataclass(frozen=True)
class Home:
    """The home city and what the register says about its network on the day.

    `ties` holds the partners by key with their country (alpha-2), those in force; `zones` and `groups` are by country;
    `industries` is the newest of its own industry tables, empty where none was brought in.
    """

    city: City
    as_of: dt.date
    ties: Mapping[int, str]
    zones: Mapping[str, str]
    groups: Mapping[str, frozenset[str]]
    industries: Sequence[CityIndustry] = ()


def columns(
    criteria: Criteria, home: Home, held: Cities, book: TradeBook, risk: RiskBook
) -> dict[str, Column]:
    """The columns of the criteria in force, in their order."""
    codes = np.array([countries.iso3(code) or "" for code in held.countries], dtype=str)
    distance = _distance(home.city, held)
    makers: dict[str, Callable[[], Column]] = {
        "size": lambda: _size(home.city, held),
        "distance": lambda: Column(distance, Origin(GAZETTEER)),
        "flight": lambda: Column(flight_hours(distance, criteria.flight), Origin(GAZETTEER)),
        "zone": lambda: _spread(held, _zone(criteria, home, held), Origin(REGISTER, home.as_of.isoformat())),
        "memberships": lambda: _spread(held, _shared(home, held), Origin(REGISTER, home.as_of.isoformat())),
        "coverage": lambda: _coverage(home, held),
        "national_ties": lambda: _national(home, held, codes),
        "sells": lambda: _complementarity(home, held, codes, book, sells=True),
        "makes": lambda: _makes(home, held, codes, book),
        "buys": lambda: _complementarity(home, held, codes, book, sells=False),
        "relatedness": lambda: _relatedness(home, held, codes, book),
        "risk": lambda: _risk(held, codes, risk),
    }
    return {code: makers[code]() for code in criteria.codes}


def flight_hours(kilometres: Floats, flight: Flight) -> Floats:
    """Hours of a direct flight as a proxy: the great circle at cruising speed and a fixed time on and near the ground."""
    return flight.ground + kilometres / flight.speed


def home_sheet(book: TradeBook, home: str) -> Sheet | None:
    """The table complementarity is read from: of those with imports that hold the home country, the one with most others.

    One table for all: values from two classifications cannot be compared.
    """
    fitting = [sheet for sheet in book.sheets if home in sheet.table]
    return max(fitting, key=lambda sheet: len(sheet.table.countries), default=None)


def _spread(held: Cities, by_country: Floats, origin: Origin) -> Column:
    return Column(by_country[held.country] if len(held.country) else np.empty(0), origin)


def _each(codes: Codes, figure: Callable[[str], float | None]) -> Floats:
    """One figure for each country; NaN where there is none."""
    found = (figure(str(code)) for code in codes)
    return np.array([np.nan if value is None else value for value in found], dtype=np.float64)


def _size(home: City, held: Cities) -> Column:
    """The smaller number of inhabitants over the larger: 1 for equals."""
    ours = float(home.population or np.nan)
    theirs = np.where(held.population > 0, held.population, np.nan)
    return Column(np.minimum(theirs / ours, ours / theirs), Origin(GAZETTEER))


def _distance(home: City, held: Cities) -> Floats:
    known = ~(np.isnan(held.latitude) | np.isnan(held.longitude))
    found = np.full(len(known), np.nan)
    if home.latitude is not None and home.longitude is not None:
        found[known] = geo.distance_km(
            home.latitude, home.longitude, held.latitude[known], held.longitude[known]
        )
    return found


def _zone(criteria: Criteria, home: Home, held: Cities) -> Floats:
    return np.array([criteria.zones[home.zones.get(code, "other")] for code in held.countries])


def _shared(home: Home, held: Cities) -> Floats:
    ours = home.groups.get(home.city.country_id, frozenset())
    return np.array([float(len(ours & home.groups.get(code, frozenset()))) for code in held.countries])


def _coverage(home: Home, held: Cities) -> Column:
    """Partners of ours in the country on the day, the city itself left out."""
    count = dict.fromkeys(held.countries, 0.0)
    for country in home.ties.values():
        count[country] = count.get(country, 0.0) + 1
    column = _spread(
        held, np.array([count[code] for code in held.countries]), Origin(REGISTER, home.as_of.isoformat())
    )
    for key in home.ties:
        if key in held.rows:
            column.figures[held.rows[key]] -= 1
    return column


def _national(home: Home, held: Cities, codes: Codes) -> Column:
    try:
        pairs, rows = pairs_by_country(home.city.country.iso3)
    except NoData as error:
        return Column(np.full(len(held.keys), np.nan), Origin("", missing=str(error)))
    # The set lists the world's pairs: a country it does not link with ours has none.
    return _spread(
        held,
        _each(codes, lambda code: float(pairs.get(code, 0))),
        Origin(rows.dataset, rows.version, rows),
    )


def _complementarity(
    home: Home,
    held: Cities,
    codes: Codes,
    book: TradeBook,
    *,
    sells: bool,
) -> Column:
    """TCI of the two countries: what ours sells of what theirs buys, or the other way round."""
    ours = home.city.country.iso3
    sheet = home_sheet(book, ours)
    if sheet is None:
        return Column(np.full(len(held.keys), np.nan), Origin("", missing="trade"))
    table = sheet.table

    def figure(code: str) -> float | None:
        if code == ours or code not in table:
            return None
        try:
            return trade.tci(table, *((ours, code) if sells else (code, ours))).value
        except NothingTraded:
            return None

    origin = Origin(sheet.dataset, sheet.period, sheet.provenance)
    return _spread(held, _each(codes, figure), origin)


def _makes(home: Home, held: Cities, codes: Codes, book: TradeBook) -> Column:
    """TCI of what the home city itself makes, by its own table, with what their country imports."""
    sheet = home_sheet(book, home.city.country.iso3)
    nowhere = np.full(len(held.keys), np.nan)
    if sheet is None or not home.industries or counted_twice(row.industry for row in home.industries):
        return Column(nowhere, Origin("", missing="profile" if sheet else "trade"))
    table = sheet.table
    made = (
        chapters_of(home.industries) if sheet.scheme == "hs" else industries_of(home.industries, table.goods)
    )
    output = np.array([[made.values.get(good, 0.0) for good in table.goods]])
    if not output.sum() > 0:
        return Column(nowhere, Origin("", missing="profile"))
    beside = TradeTable(
        (OURSELVES, *table.countries),
        table.goods,
        np.concatenate([output, np.zeros_like(table.exports)]),
        np.concatenate([np.zeros_like(output), table.required_imports()]),
    )

    def figure(code: str) -> float | None:
        if code == home.city.country.iso3 or code not in table:
            return None
        try:
            return trade.tci(beside, OURSELVES, code).value
        except NothingTraded:
            return None

    first = home.industries[0]
    origin = Origin(f"{first.source} {first.year} × {sheet.dataset}", sheet.period, sheet.provenance)
    return _spread(held, _each(codes, figure), origin)


def _relatedness(home: Home, held: Cities, codes: Codes, book: TradeBook) -> Column:
    """Mean density of their country around the goods ours is specialised in: how much of what is near they make."""
    ours, sheet = home.city.country.iso3, book.goods
    if sheet is None or ours not in sheet.table:
        return Column(np.full(len(held.keys), np.nan), Origin("", missing="goods"))
    table = sheet.table
    special = trade.specialised(table)[table.row(ours)]
    around = trade.density(table).values[:, special]
    known = ~np.isnan(around)
    total = np.where(known, around, 0.0).sum(axis=1)
    mean = np.divide(total, known.sum(axis=1), out=np.full(len(around), np.nan), where=known.any(axis=1))
    exports = table.exports.sum(axis=1)

    def figure(code: str) -> float | None:
        if code not in table or not exports[table.row(code)] > 0:
            return None
        return float(mean[table.row(code)])

    return _spread(held, _each(codes, figure), Origin(sheet.dataset, sheet.period, sheet.provenance))


def _risk(held: Cities, codes: Codes, risk: RiskBook) -> Column:
    """The composite score's median with its bounds; a country not scored in every dimension has none."""
    drawn = risk.drawn
    nowhere = np.full(len(held.keys), np.nan)
    if drawn is None:
        return Column(nowhere, Origin("", missing="risk"), nowhere, nowhere)
    found = {code: drawn.intervals.get((code, OVERALL)) for code in map(str, codes)}

    def spread(name: str) -> Floats:
        by_country = _each(codes, lambda code: getattr(found[code], name, None))
        return _spread(held, by_country, Origin("")).figures

    datasets = " + ".join(source.provenance.dataset for source in risk.sources.values())
    newest = max((source.newest for source in risk.sources.values()), default=0)
    origin = Origin(datasets, str(newest))
    return Column(spread("median"), origin, spread("p05"), spread("p95"))
