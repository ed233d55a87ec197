"""What two countries could sell each other, from tables read once for a whole batch.

`TradeBook` holds the tables (industries with pair flows, and exports by good); `of` answers for one pair. A country a
table lacks is lacking, never zero: the answer then names the table and what would complete it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.utils.translation import gettext as _

from youcheng.engines import trade
from youcheng.engines.errors import NothingTraded
from youcheng.engines.trade import ByGood, Intensity, Matrix, TradeTable
from youcheng.evidence.queries import Provenance
from youcheng.foundation.translated import Translated


@dataclass(frozen=True)
class Flows:
    """What one country sold another: code → value in the sheet's unit, and the rows it was read from."""

    by_code: Mapping[str, float]
    provenance: Provenance


@dataclass(frozen=True)
class Sheet:
    """A trade table of one data set and year; `scheme` is "isic" (industries) or "hs" (goods), `unit` its currency.

    `flows_of` answers what one country sold another by code, or None where no flows by pair are loaded.
    """

    year: int | None
    scheme: str
    unit: Translated
    table: TradeTable
    provenance: Provenance
    flows_of: Callable[[str, str], Flows | None] = lambda _supplier, _buyer: None

    @property
    def period(self) -> str:
        """The year as a reader is told it."""
        return _("undated") if self.year is None else str(self.year)

    @property
    def dataset(self) -> str:
        return self.provenance.dataset

    def rows_of(self, *economies: str) -> Provenance:
        """Where these countries' figures stand in the data set."""
        return self.provenance.narrowed(len(economies) * len(self.table.goods), iso3=list(economies))

    @cached_property
    def rca(self) -> Matrix:
        """Specialisation of every country in every code."""
        return trade.rca(self.table)

    @cached_property
    def demand(self) -> Matrix:
        """For every country and code: its import share over the world's import share; neutral 1, NaN where undefined."""
        imports = self.table.required_imports()
        turned = TradeTable(self.table.countries, self.table.goods, imports)
        return trade.rca(turned)

    @property
    def has_imports(self) -> bool:
        return self.table.imports is not None

    def row(self, matrix: Matrix, country: str) -> dict[str, float]:
        """One country's values by code, without those not defined."""
        values = matrix.values[matrix.rows.index(country)]
        return {code: float(v) for code, v in zip(matrix.columns, values, strict=True) if not np.isnan(v)}


@dataclass(frozen=True)
class Way:
    """One direction of a pair: what the seller has that the buyer buys.

    `tci` 0–100; `c` Drysdale's complementarity, neutral 1; `intensity` and `flow` (total of the pair, in the table's
    unit) are None where no flow by pair is known. `rows` are the rows of both in the sheet.
    """

    seller: str
    buyer: str
    tci: ByGood
    c: ByGood
    intensity: Intensity | None
    flow: float | None
    flows: Flows | None
    rows: Provenance
    rca: Mapping[str, float]
    demand: Mapping[str, float]


@dataclass(frozen=True)
class Pair:
    """Both directions of a pair from one sheet, and what is symmetric: similarity (FK) and depth (GL)."""

    sheet: Sheet
    forward: Way
    backward: Way
    similarity: ByGood
    depth: ByGood | None


@dataclass(frozen=True)
class Specialised:
    """One country's specialisation from a table of exports: code → RCA, and its share of the country's exports."""

    country: str
    rca: Mapping[str, float]
    shares: Mapping[str, float]


@dataclass(frozen=True)
class Goods:
    """What exports alone allow: both sides' specialisation and how alike their exports are."""

    sheet: Sheet
    home: Specialised | None
    partner: Specialised | None
    similarity: ByGood | None


@dataclass(frozen=True)
class TradeFacts:
    """Trade of one pair of countries. `pair` is None where `lacking` (codes) are missing from every table with imports."""

    home: str
    partner: str
    pair: Pair | None
    goods: Goods | None
    lacking: tuple[str, ...] = ()
    lacking_from: str = ""


class TradeBook:
    """The sheets of one batch: those with imports first choice first, and the one that exports alone are read from."""

    def __init__(self, sheets: tuple[Sheet, ...], goods: Sheet | None) -> None:
        self.sheets = tuple(sheet for sheet in sheets if sheet.has_imports)
        self.goods = goods

    def of(self, home: str, partner: str) -> TradeFacts:
        """What is known about the pair; two cities of one country have nothing between countries."""
        if home == partner:
            return TradeFacts(home, partner, None, self._goods(home, partner))
        whole = [s for s in self.sheets if home in s.table and partner in s.table]
        pair = _pair(whole[0], home, partner) if whole else None
        first = self.sheets[0] if self.sheets else None
        lacking = tuple(code for code in (home, partner) if first is not None and code not in first.table)
        return TradeFacts(
            home, partner, pair, self._goods(home, partner), lacking, first.dataset if first else ""
        )

    def _goods(self, home: str, partner: str) -> Goods | None:
        sheet = self.goods
        if sheet is None:
            return None
        both = home != partner and home in sheet.table and partner in sheet.table
        return Goods(
            sheet,
            _specialised(sheet, home),
            _specialised(sheet, partner),
            _or_none(lambda: trade.finger_kreinin(sheet.table, home, partner)) if both else None,
        )


def _specialised(sheet: Sheet, country: str) -> Specialised | None:
    if country not in sheet.table:
        return None
    exports = sheet.table.exports_of(country)
    if not exports.sum() > 0:
        return None
    shares = dict(zip(sheet.table.goods, (exports / exports.sum()).tolist(), strict=True))
    return Specialised(country, sheet.row(sheet.rca, country), shares)


def _pair(sheet: Sheet, home: str, partner: str) -> Pair | None:
    """Both ways, or None where one side trades nothing at all."""
    try:
        forward, backward = _way(sheet, home, partner), _way(sheet, partner, home)
        similarity = trade.finger_kreinin(sheet.table, home, partner)
    except NothingTraded:
        return None
    there, back = forward.flows, backward.flows
    depth = _or_none(lambda: trade.grubel_lloyd(there.by_code, back.by_code)) if there and back else None
    return Pair(sheet, forward, backward, similarity, depth)


def _way(sheet: Sheet, seller: str, buyer: str) -> Way:
    flows = sheet.flows_of(seller, buyer)
    total = None if flows is None else float(sum(flows.by_code.values()))
    return Way(
        seller=seller,
        buyer=buyer,
        tci=trade.tci(sheet.table, seller, buyer),
        c=trade.complementarity(sheet.table, seller, buyer),
        intensity=None if total is None else trade.bilateral_intensity(sheet.table, seller, buyer, total),
        flow=total,
        flows=flows,
        rows=sheet.rows_of(seller, buyer),
        rca=sheet.row(sheet.rca, seller),
        demand=sheet.row(sheet.demand, buyer),
    )


def _or_none(make: Callable[[], ByGood]) -> ByGood | None:
    try:
        return make()
    except NothingTraded:
        return None
