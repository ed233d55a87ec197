"""Everything one partner's page shows about a pair of countries: indices both ways, what carries them, what comes next.

Called by the page, its figures and its sheet. Made from one `Basis`; a part that can't be had is None with its reason
beside it, never zero.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
from django.utils.translation import gettext as _

from youcheng.engines.conventions import Conventions
from youcheng.engines.errors import EngineError
from youcheng.engines.partners import complementarity_of, intensity_of
from youcheng.engines.potential_trade import Potential, export_potential
from youcheng.engines.product_space import Next, Space, next_goods, space
from youcheng.engines.results import Result, caveat, listed
from youcheng.engines.tables import TradeTable
from youcheng.engines.trade import ByGood
from youcheng.evidence.queries import Provenance, goods_name, industry_name, section_of
from youcheng.strategy.facts.levels import Basis, basis
from youcheng.strategy.facts.trade import Pair, TradeBook, Way

Direction = Literal["to", "from"]
"""Which way goods go: "to" the partner (the home country sells), or "from" it."""
TOP = 10
SMALLEST = 5e-5
"""Share of the world's exports below which a place does not shape the product space; about a thousand million dollars."""


@dataclass(frozen=True)
class Number:
    """One number of the page: its value, the engine's result it is a part of, and the rows it was made from."""

    key: str
    method: str
    value: float
    decimals: int
    result: Result
    rows: tuple[Provenance, ...]


@dataclass(frozen=True)
class Carrier:
    """A good that carries complementarity one way. `points` of TCI, shares of the seller's exports and buyer's imports."""

    code: str
    name: str
    points: float
    sold_share: float
    bought_share: float
    rca: float | None
    demand: float | None
    flow: float | None


@dataclass
class Pairing:
    """A pair of countries in one basis under one set of conventions; parts are made when first asked for."""

    basis: Basis
    home: str
    partner: str
    conventions: Conventions = field(default_factory=Conventions)
    _next: dict[Direction, Next] = field(default_factory=dict, init=False, repr=False)

    @property
    def table(self) -> TradeTable:
        return self.basis.sheet.table

    @property
    def lacking(self) -> tuple[str, ...]:
        """The countries the table has no figures for."""
        return tuple(code for code in (self.home, self.partner) if code not in self.table)

    @cached_property
    def pair(self) -> Pair | None:
        """Both directions, in the conventions chosen; None where the table lacks a country or imports."""
        found = TradeBook((self.basis.sheet,), None).of(self.home, self.partner).pair
        return in_convention(found, self.conventions) if found else None

    @cached_property
    def similarity(self) -> ByGood | None:
        """Similarity of exports, which needs no imports."""
        found = TradeBook((), self.basis.sheet).of(self.home, self.partner).goods
        return found.similarity if found else None

    def ends(self, direction: Direction) -> tuple[str, str]:
        """Seller and buyer."""
        return (self.home, self.partner) if direction == "to" else (self.partner, self.home)

    def way(self, direction: Direction) -> Way | None:
        if self.pair is None:
            return None
        return self.pair.forward if direction == "to" else self.pair.backward

    def name(self, code: str) -> str:
        """A good or industry in the reader's language."""
        return industry_name(code) if self.basis.scheme == "isic" else goods_name(code)

    def section(self, code: str) -> str:
        """The section a good or industry belongs to, "" where it is in none."""
        return section_of(self.basis.scheme, code)

    @cached_property
    def numbers(self) -> Mapping[str, Number]:
        """Every index of the page by its key; one that is not defined or not loaded is absent."""
        found = [number for direction in ("to", "from") for number in self._of_way(direction)]
        rows = (self.basis.sheet.rows_of(self.home, self.partner),)
        if self.similarity is not None:
            found.append(
                _number("similarity", "finger_kreinin", self.similarity.value, 1, self.similarity, rows)
            )
        if self.pair is not None and self.pair.depth is not None:
            both = [w.flows.provenance for w in (self.pair.forward, self.pair.backward) if w.flows]
            found.append(
                _number("depth", "grubel_lloyd", self.pair.depth.value, 3, self.pair.depth, tuple(both))
            )
        return {number.key: number for number in found if math.isfinite(number.value)}

    def _of_way(self, direction: Direction) -> list[Number]:
        way = self.way(direction)
        if way is None:
            return []
        rows = (way.rows,)
        found = [
            _number(f"tci_{direction}", "tci", way.tci.value, 1, way.tci, rows),
            _number(f"c_{direction}", "complementarity", way.c.value, 2, way.c, rows),
        ]
        if way.intensity is not None and way.flows is not None:
            with_flows = (*rows, way.flows.provenance)
            found += [
                _number(f"tii_{direction}", "intensity", way.intensity.value, 2, way.intensity, with_flows),
                _number(f"b_{direction}", "bias", way.intensity.bias, 2, way.intensity, with_flows),
            ]
        return found

    def carriers(self, direction: Direction, count: int | None = TOP) -> list[Carrier]:
        """The goods that carry the TCI one way, largest part first; with None all that carry any."""
        way = self.way(direction)
        if way is None:
            return []
        sold = self.table.exports_of(way.seller) / self.table.exports_of(way.seller).sum()
        bought = self.table.imports_of(way.buyer) / self.table.imports_of(way.buyer).sum()
        return [
            Carrier(
                code,
                self.name(code),
                points,
                float(sold[place := self.table.column(code)]),
                float(bought[place]),
                way.rca.get(code),
                way.demand.get(code),
                way.flows.by_code.get(code) if way.flows else None,
            )
            for code, points in way.tci.top(count or len(self.table.goods))
            if points > 0
        ]

    @cached_property
    def space(self) -> Space:
        """The product space; of subheadings that of their headings, for φ of 5,000 goods says little more and weighs 200 MB."""
        table = self.table
        if self.basis.level == "subheading":
            table = basis(self.basis.stored, self.basis.sheet.year, "heading").sheet.table
        return space(without_the_smallest(table, (self.home, self.partner)), self.conventions)

    def next(self, direction: Direction) -> Next | None:
        """What the seller could trade next with the buyer, without names that are no class; None without a country."""
        if self.lacking:
            return None
        if direction not in self._next:
            self._next[direction] = self._find_next(direction)
        return self._next[direction]

    def _find_next(self, direction: Direction) -> Next:
        found = next_goods(self.space, *self.ends(direction))
        real = tuple(one for one in found.candidates if self.section(one.good))
        return replace(found, candidates=real if self.basis.levels else found.candidates)

    def potential(self, direction: Direction) -> tuple[Potential | None, str]:
        """Export potential one way at the level of the flows by pair, and else why there is none."""
        part = self if self._flows_fit() else self._at_level_of_flows()
        if part is None:
            return None, _("the flows by pair are told in other classes than the table")
        way = part.way(direction)
        if way is None or way.flows is None:
            return None, _("no flows by pair are loaded that belong to this table and year")
        try:
            return export_potential(
                part.table, way.seller, way.buyer, way.flows.by_code, self.conventions
            ), ""
        except EngineError:
            return None, _("the two trade nothing with each other in these figures")

    def _flows_fit(self) -> bool:
        if self.pair is None:
            return True
        codes = {
            code for way in (self.pair.forward, self.pair.backward) if way.flows for code in way.flows.by_code
        }
        return codes <= set(self.table.goods)

    def _at_level_of_flows(self) -> Pairing | None:
        """The pair at the finest coarser level at which the flows are told, None where there is none."""
        levels = self.basis.levels
        for level in reversed(levels[: levels.index(self.basis.level)] if self.basis.level in levels else ()):
            other = Pairing(
                basis(self.basis.stored, self.basis.sheet.year, level),
                self.home,
                self.partner,
                self.conventions,
            )
            if other._flows_fit():
                return other
        return None


def without_the_smallest(table: TradeTable, wanted: tuple[str, ...]) -> TradeTable:
    """The table without places that export almost nothing, whose chance specialisations would shape the space.

    The places asked about stay whatever their size; the table then says who was left out.
    """
    sold = table.exports.sum(axis=1)
    large = sold >= SMALLEST * sold.sum()
    keep = large | np.isin(table.countries, wanted)
    if keep.all():
        return table
    left = tuple(code for code, kept in zip(table.countries, keep, strict=True) if not kept)
    note = caveat("small_places_left_out", minimum=f"{SMALLEST * sold.sum():,.0f}", countries=listed(left))
    return replace(
        table,
        countries=tuple(code for code, kept in zip(table.countries, keep, strict=True) if kept),
        exports=table.exports[keep],
        imports=None if table.imports is None else table.imports[keep],
        caveats=(*table.caveats, note),
    )


def in_convention(pair: Pair, conventions: Conventions) -> Pair:
    """A pair with C and intensity in the conventions chosen; the other indices know only one."""
    if conventions.world == "without_seller":
        return pair
    table = pair.sheet.table

    def changed(way: Way) -> Way:
        c = complementarity_of(table, way.seller, way.buyer, conventions)
        intensity = None
        if way.flow is not None:
            intensity = intensity_of(table, way.seller, way.buyer, way.flow, conventions)
        return replace(way, c=c, intensity=intensity)

    return replace(pair, forward=changed(pair.forward), backward=changed(pair.backward))


def _number(
    key: str, method: str, value: float, decimals: int, result: Result, rows: tuple[Provenance, ...]
) -> Number:
    return Number(key, method, value, decimals, result, rows)
