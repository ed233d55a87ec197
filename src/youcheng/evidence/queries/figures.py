"""The figures as the engines take them: trade tables, flows, governance estimates, series and scores.

Called by strategy and the command line. A country a table lacks is `Missing` or raises; it is never a zero. Results are
kept in memory by the file they were read from: a stored file never changes under its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from youcheng.engines.tables import Floats, TradeTable
from youcheng.evidence.enums import Shape
from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import arrays, backend
from youcheng.evidence.queries.catalogue import NoData, find
from youcheng.evidence.queries.provenance import Provenance, provenance_of

Source = Dataset | str | None


@dataclass(frozen=True)
class Missing:
    """There is no figure. `reason` says which table lacks what, for the page's 待补."""

    reason: str
    dataset: str = ""


@dataclass(frozen=True, eq=False)
class Traded:
    """A trade table with its year (None: undated), its output by country where the source gives it, and its origin."""

    table: TradeTable
    year: int | None
    provenance: Provenance
    output: Floats | None = None

    @property
    def period(self) -> str:
        """The year as a reader is told it."""
        return _("undated") if self.year is None else str(self.year)

    def of(self, *countries: str) -> Provenance:
        """Return the provenance of some countries' rows."""
        return self.provenance.narrowed(len(countries) * len(self.table.goods), iso3=list(countries))


@dataclass(frozen=True, eq=False)
class Flows:
    """What one economy sold another, by good or industry, in the data set's unit; codes without a flow are absent."""

    codes: tuple[str, ...]
    values: Floats
    year: int
    provenance: Provenance

    @property
    def total(self) -> float:
        return float(self.values.sum())


@dataclass(frozen=True)
class Estimate:
    """One governance indicator in one year: estimate and its standard error in standard units, percentile ranks 0–100."""

    indicator: str
    year: int
    value: float
    stderr: float
    sources: int | None
    rank: float | None
    rank_low: float | None
    rank_high: float | None


@dataclass(frozen=True)
class Governance:
    """All estimates of one economy, by year and indicator."""

    iso3: str
    estimates: tuple[Estimate, ...]
    provenance: Provenance

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({estimate.year for estimate in self.estimates}))

    def in_year(self, year: int) -> dict[str, Estimate]:
        """Return the estimates of a year by indicator; an indicator without an estimate is absent."""
        return {estimate.indicator: estimate for estimate in self.estimates if estimate.year == year}

    def trend(self, indicator: str) -> list[Estimate]:
        """Return one indicator's estimates in the order of years."""
        found = [estimate for estimate in self.estimates if estimate.indicator == indicator]
        return sorted(found, key=lambda estimate: estimate.year)


@dataclass(frozen=True)
class Series:
    """One indicator of one economy: years ascending, only those with a figure."""

    iso3: str
    code: str
    points: tuple[tuple[int, float], ...]
    provenance: Provenance

    @property
    def latest(self) -> tuple[int, float]:
        return self.points[-1]


@dataclass(frozen=True)
class Score:
    """One logistics component in one year, 1 to 5, with the published bounds where there are any."""

    indicator: str
    year: int
    value: float
    low: float | None
    high: float | None
    rank: int | None


@dataclass(frozen=True)
class Logistics:
    """All logistics scores of one economy."""

    iso3: str
    scores: tuple[Score, ...]
    provenance: Provenance

    def latest(self, indicator: str = "lpi") -> Score | None:
        """Return the newest score of a component, or None."""
        found = [score for score in self.scores if score.indicator == indicator]
        return max(found, key=lambda score: score.year, default=None)


def _year_or_undated(dataset: Dataset, year: int | None) -> int | None:
    """Return the year asked for, or the newest; None for an undated table of which none was asked for."""
    return None if year is None and not dataset.years else _year_of(dataset, year)


def _year_of(dataset: Dataset, year: int | None) -> int:
    """Return the year asked for, or the newest; NoData where the table has not that year."""
    if year is None and dataset.years:
        return int(max(dataset.years))
    if year is None or year not in dataset.years:
        raise NoData(
            _("“%(name)s” has no figures for %(year)s; it holds %(span)s.")
            % {"name": dataset.name, "year": year, "span": dataset.year_span or _("undated figures")}
        )
    return year


def trade_matrix(dataset: Source = None, *, year: int | None = None, level: int | None = None) -> Traded:
    """Return exports and, where the source has them, imports by country and product.

    `year` defaults to the newest, `level` (HS digits: 2, 4 or 6) to the level stored. Raises NoData for a year the table
    lacks or a level finer than the one stored.
    """
    found = find(dataset, Shape.GOODS)
    return _traded(found, "product", _year_or_undated(found, year), level)


def industry_matrix(dataset: Source = None, *, year: int | None = None) -> Traded:
    """Return exports, imports and output by country and industry (input–output tables: intermediates only)."""
    found = find(dataset, Shape.INDUSTRIES)
    return _traded(found, "industry", _year_or_undated(found, year), None)


def _traded(dataset: Dataset, code: str, year: int | None, level: int | None) -> Traded:
    table, output, rows = _matrix(dataset.file, code, year, level)
    filters = {} if year is None else {"year": year}
    return Traded(table, year, provenance_of(dataset, rows, **filters), output)


@lru_cache(maxsize=8)
def _matrix(
    file: str, code: str, year: int | None, level: int | None
) -> tuple[TradeTable, Floats | None, int]:
    """Read a table of one year and spread it to country × code; a pair not listed is a zero flow."""
    held = backend.table(file)
    part = held.filter(held.year.isnull() if year is None else held.year == year)
    flows = [name for name in ("exports", "imports", "output") if name in held.columns]
    asked = part.select("iso3", *flows, code=part[code]).mutate(rows=1)
    if level is not None:
        key = _at_level(part, part[code], level)
        sums = {name: part[name].sum() for name in flows}
        asked = part.group_by(iso3=part.iso3, code=key).aggregate(**sums, rows=part.count())
    found = backend.fetch(asked)
    countries, rows = arrays.coded(found["iso3"])
    codes, columns = arrays.coded(found["code"])

    def spread(name: str) -> Floats | None:
        if name not in found.column_names or found[name].null_count == found.num_rows:
            return None
        matrix = np.zeros((len(countries), len(codes)))
        matrix[rows, columns] = arrays.numbers(found[name], 0.0)
        return matrix

    exports = spread("exports")
    assert exports is not None
    table = TradeTable(countries, codes, exports, spread("imports"))
    return table, spread("output"), int(arrays.numbers(found["rows"], 0.0).sum())


def _at_level(part: Any, key: Any, level: int) -> Any:
    """Return the expression that cuts HS codes to a level; a name such as “unspecified” keeps its whole length."""
    digits = key.re_search(r"^\d+$")
    lengths = backend.fetch(part.filter(digits).aggregate(stored=key.length().max()))
    stored = lengths["stored"][0].as_py() or 0
    if level > stored:
        raise NoData(
            _("The table is stored at %(stored)s digits; %(level)s were asked for.")
            % {"stored": stored, "level": level}
        )
    return digits.ifelse(key.left(level), key)


def bilateral_flows(
    supplier: str, buyer: str, dataset: Source = None, *, year: int | None = None
) -> Flows | Missing:
    """Return what `supplier` sold `buyer` by good or industry; Missing where the table lacks either economy."""
    found = find(dataset, Shape.FLOWS)
    year = _year_of(found, year)
    economies = _economies(found.file)
    for iso3 in (supplier, buyer):
        if iso3 not in economies:
            return _not_in(found, iso3)
    part = _flows(found.file, year, supplier, buyer)
    provenance = provenance_of(found, len(part), year=year, supplier=supplier, buyer=buyer)
    values = np.array([row["value"] for row in part], dtype=np.float64)
    return Flows(tuple(row["code"] for row in part), values, year, provenance)


@lru_cache(maxsize=512)
def _flows(file: str, year: int, supplier: str, buyer: str) -> tuple[dict[str, Any], ...]:
    held = backend.table(file)
    wanted = held.filter((held.year == year) & (held.supplier == supplier) & (held.buyer == buyer))
    return tuple(backend.fetch(wanted.order_by("code")).to_pylist())


@lru_cache(maxsize=16)
def _economies(file: str) -> frozenset[str]:
    held = backend.table(file)
    found = backend.fetch(held.select(iso3=held.supplier).union(held.select(iso3=held.buyer), distinct=True))
    return frozenset(found["iso3"].to_pylist())


def bilateral_totals(
    dataset: Source = None, *, year: int | None = None
) -> tuple[Mapping[tuple[str, str], float], Provenance]:
    """Return the total flow of every pair (supplier, buyer), home sales left out; a pair without a flow is absent."""
    found = find(dataset, Shape.FLOWS)
    year = _year_of(found, year)
    return _totals(found.file, year), provenance_of(found, found.rows, year=year)


@lru_cache(maxsize=4)
def _totals(file: str, year: int) -> Mapping[tuple[str, str], float]:
    held = backend.table(file)
    part = held.filter((held.year == year) & (held.supplier != held.buyer))
    found = backend.fetch(part.group_by(["supplier", "buyer"]).aggregate(value=part.value.sum()))
    return {(row["supplier"], row["buyer"]): row["value"] for row in found.to_pylist()}


def governance(iso3: str, dataset: Source = None) -> Governance | Missing:
    """Return every governance estimate of an economy; Missing where it has none."""
    found = find(dataset, Shape.GOVERNANCE)
    held = backend.of_economy(found.file, iso3)
    estimates = tuple(
        Estimate(
            row["indicator"], row["year"], row["estimate"], row["stderr"],
            row["sources"], row["rank"], row["rank_low"], row["rank_high"],
        )
        for row in held
        if row["estimate"] is not None and row["stderr"] is not None
    )  # fmt: skip
    if not estimates:
        return _not_in(found, iso3)
    return Governance(iso3, estimates, provenance_of(found, len(held), iso3=iso3))


def indicator_series(iso3: str, code: str, dataset: Source = None) -> Series | Missing:
    """Return one indicator of an economy by year.

    Without a data set named, the default is asked first and then the others that hold indicators, newest first.
    """
    asked = [find(dataset, Shape.INDICATORS)] if dataset is not None else _all_indicator_sets()
    for found in asked:
        rows = [row for row in backend.of_economy(found.file, iso3) if row["indicator"] == code]
        points = tuple(sorted((row["year"], row["value"]) for row in rows if row["value"] is not None))
        if points:
            provenance = provenance_of(found, len(rows), iso3=iso3, indicator=code)
            return Series(iso3, code, points, provenance)
    if not asked:
        return Missing(_("no data set of economic indicators is loaded"))
    holder = next((found for found in asked if code in _indicators(found.file)), asked[0])
    return _not_in(holder, iso3, code)


def series_codes(shape: Shape) -> frozenset[str]:
    """Return the codes of the series that the data sets of a shape hold; empty where none is loaded."""
    files = Dataset.objects.filter(shape=shape).order_by().values_list("file", flat=True)
    return frozenset().union(*(_indicators(file) for file in files))


def series_in(dataset: Dataset) -> frozenset[str]:
    """Return the codes of the series in one data set that has an indicator column; empty where its file is missing."""
    try:
        return _indicators(dataset.file)
    except backend.EvidenceFileMissing:
        return frozenset()


@lru_cache(maxsize=32)
def _indicators(file: str) -> frozenset[str]:
    held = backend.table(file)
    return frozenset(backend.fetch(held.select("indicator").distinct())["indicator"].to_pylist())


def _all_indicator_sets() -> list[Dataset]:
    return list(Dataset.objects.filter(shape=Shape.INDICATORS).order_by("-is_default", "-loaded_at", "name"))


def logistics(iso3: str, dataset: Source = None) -> Logistics | Missing:
    """Return the logistics scores of an economy; Missing where it has none."""
    found = find(dataset, Shape.LOGISTICS)
    held = backend.of_economy(found.file, iso3)
    if not held:
        return _not_in(found, iso3)
    scores = tuple(
        Score(row["indicator"], row["year"], row["score"], row["low"], row["high"], row["rank"])
        for row in held
    )
    return Logistics(iso3, scores, provenance_of(found, len(held), iso3=iso3))


def _not_in(dataset: Dataset, iso3: str, code: str = "") -> Missing:
    what = f"{iso3} {code}".strip()
    reason = _("“%(name)s” (%(version)s) has no figure for %(what)s")
    return Missing(reason % {"name": dataset.name, "version": dataset.version, "what": what}, dataset.name)
