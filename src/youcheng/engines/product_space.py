"""What could be traded next? Goods near to what a place already sells, seen against what a partner buys.

The product space is φ between goods (Hidalgo et al. 2007); density ω says how much of a good's neighbourhood a place has.
`next_goods` lists goods in which the seller is not specialised, whose ω reaches the median of all such goods, and of
which the buyer's import share reaches the world's. Complexity outlook and gain: Atlas of Economic Complexity 2014.
Nearness is seen over many countries; it does not say what one city's firms can do. Conventions: `conventions`.
"""

from dataclasses import dataclass

import numpy as np

from youcheng.engines.complexity import (
    Complexity,
    Flags,
    Matrix,
    complexity,
    density,
    proximity,
    rca,
    specialised,
)
from youcheng.engines.conventions import Conventions
from youcheng.engines.errors import NothingTraded
from youcheng.engines.results import Result, caveat
from youcheng.engines.tables import Floats, TradeTable


@dataclass(frozen=True, eq=False)
class Space:
    """The product space of a table: φ goods by goods, M and ω and RCA countries by goods, and complexity where it is defined."""

    table: TradeTable
    conventions: Conventions
    near: Matrix
    has: Flags
    density: Matrix
    rca: Matrix
    complexity: Complexity | None

    @property
    def pci(self) -> Floats:
        """Complexity of each good, NaN where it is not scored."""
        if self.complexity is None:
            return np.full(len(self.table.goods), np.nan)
        return self.complexity.pci


@dataclass(frozen=True)
class Candidate:
    """One good a seller might trade next.

    `density` 0–1; `rca` of the seller, NaN where undefined; `demand` the buyer's import share over the world's (neutral 1)
    and `buys` its imports, both None where the table has no imports; `pci` and `gain` in standard deviations, NaN where
    the good is not scored.
    """

    good: str
    density: float
    rca: float
    demand: float | None
    buys: float | None
    pci: float
    gain: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Next(Result):
    """The goods a seller could trade next with a buyer, densest first, and the density they had to reach.

    `outlook` is the seller's complexity outlook, NaN where complexity is not defined.
    """

    candidates: tuple[Candidate, ...]
    reach: float
    outlook: float


def space(table: TradeTable, conventions: Conventions | None = None) -> Space:
    """Return the product space; goods in which nobody is specialised have neither φ nor ω."""
    chosen = conventions or Conventions()
    try:
        scored = complexity(table, chosen.threshold, spread=chosen.spread)
    except NothingTraded:  # too few goods hang together: the space stands, without complexity
        scored = None
    return Space(
        table,
        chosen,
        proximity(table, chosen.threshold),
        specialised(table, chosen.threshold),
        density(table, chosen.threshold, count_itself=chosen.own == "counted"),
        rca(table),
        scored,
    )


def next_goods(found: Space, seller: str, buyer: str) -> Next:
    """Return what the seller is near to and the buyer wants. UnknownCode for a place the table lacks."""
    table = found.table
    row, buyer_row = table.row(seller), table.row(buyer)
    near = found.density.values[row]
    lacking = ~found.has[row] & np.isfinite(near)
    reach = float(np.median(near[lacking])) if lacking.any() else float("nan")
    demand = _demand(table, buyer_row)
    wanted = lacking & (near >= reach)
    if demand is not None:
        wanted &= np.nan_to_num(demand, nan=0.0) >= 1
    gains = _gain(found, [row])[0]
    buys = None if table.imports is None else table.imports[buyer_row]
    order = sorted(np.flatnonzero(wanted), key=lambda place: (-near[place], table.goods[place]))
    return Next(
        method="next_goods",
        parameters={"seller": seller, "buyer": buyer, "goods": len(table.goods), **vars(found.conventions)},
        caveats=(*table.caveats, caveat("association_only"), caveat("class_detail", goods=len(table.goods))),
        candidates=tuple(
            Candidate(
                table.goods[place],
                float(near[place]),
                float(found.rca.values[row, place]),
                None if demand is None else float(demand[place]),
                None if buys is None else float(buys[place]),
                float(found.pci[place]),
                float(gains[place]),
            )
            for place in order
        ),
        reach=reach,
        outlook=float(outlook(found)[row]),
    )


def outlook(found: Space) -> Floats:
    """Return the complexity outlook of each country: Σ_p ω_cp · (1 − M_cp) · PCI_p; NaN without complexity."""
    if found.complexity is None:
        return np.full(len(found.table.countries), np.nan)
    return outlook_of(found.density.values, found.has, found.pci)


def outlook_of(near: Floats, has: Flags, pci: Floats) -> Floats:
    """Return Σ_p ω_cp · (1 − M_cp) · PCI_p; a good without complexity or density adds nothing."""
    return np.asarray((np.nan_to_num(near) * ~has * np.nan_to_num(pci)).sum(axis=1))


def gain(found: Space) -> Floats:
    """Return what each good lacking would add to the country's outlook, countries by goods; NaN for goods it has.

    Σ_p' φ_pp' / Σ_p'' φ_p''p' · (1 − M_cp') · PCI_p' − ω_cp · PCI_p.
    """
    return _gain(found, list(range(len(found.table.countries))))


def _gain(found: Space, rows: list[int]) -> Floats:
    """The gain of some countries only: one costs a two-hundredth of all."""
    near = np.nan_to_num(found.near.values)
    if found.conventions.own == "left_out":
        np.fill_diagonal(near, 0.0)
    around, has = near.sum(axis=0), found.has[rows]
    pci = np.nan_to_num(found.pci)
    weight = np.divide(pci, around, out=np.zeros_like(pci), where=around > 0)
    gains = (~has * weight) @ near - np.nan_to_num(found.density.values[rows]) * pci
    return np.where(has | np.isnan(found.pci), np.nan, gains)


def _demand(table: TradeTable, buyer: int) -> Floats | None:
    """The buyer's import share of each good over the world's, NaN where nobody imports it."""
    if table.imports is None:
        return None
    world, own = table.imports.sum(axis=0), table.imports[buyer]
    total, bought = world.sum(), own.sum()
    if not bought > 0:
        return np.full(len(table.goods), np.nan)
    return np.asarray(
        np.divide(own / bought * total, world, out=np.full(len(table.goods), np.nan), where=world > 0)
    )
