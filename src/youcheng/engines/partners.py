"""One place beside all others at once: complementarity both ways, competition and intra-industry trade.

The same numbers as `trade` gives pair by pair, as vectors over the places of a table, for lists of partners. A place that
trades nothing is NaN: not defined, never zero. The indices answer different questions and are never added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from youcheng.engines.conventions import Conventions
from youcheng.engines.errors import NothingTraded
from youcheng.engines.results import caveat
from youcheng.engines.tables import Floats, TradeTable
from youcheng.engines.trade import ByGood, Intensity, bilateral_intensity, complementarity


@dataclass(frozen=True, eq=False)
class Beside:
    """Values of one place with every place of the table, aligned to `countries`; NaN for itself and where undefined.

    `tci_to`, `tci_from` 0–100 and `c_to`, `c_from` (neutral 1) are None where the table holds exports only: "to" is the
    place selling, "from" the place buying. `similarity` is Finger and Kreinin's, 0–100.
    """

    home: str
    countries: tuple[str, ...]
    similarity: Floats
    tci_to: Floats | None
    tci_from: Floats | None
    c_to: Floats | None
    c_from: Floats | None


def beside(table: TradeTable, home: str, conventions: Conventions | None = None) -> Beside:
    """Return the indices of `home` with everybody. UnknownCode where the table lacks it."""
    row = table.row(home)
    sold = _shares(table.exports)
    similarity = _overlap(sold[row], sold)
    similarity[row] = np.nan
    if table.imports is None:
        return Beside(home, table.countries, similarity, None, None, None, None)
    bought = _shares(table.imports)
    to, back = _overlap(sold[row], bought), _overlap(bought[row], sold)
    whole = (conventions or Conventions()).world == "whole"
    c_to, c_from = _selling(table, row, sold, bought, whole), _buying(table, row, sold, bought, whole)
    for values in (to, back, c_to, c_from):
        values[row] = np.nan
    return Beside(home, table.countries, similarity, to, back, c_to, c_from)


def complementarity_of(
    table: TradeTable, seller: str, buyer: str, conventions: Conventions | None = None
) -> ByGood:
    """Return C of a directed pair by good, in the convention chosen; the default is `trade.complementarity`.

    "whole": Σ_k (X_ik/X_i)·(W_M/W_k)·(M_jk/M_j), the seller's own imports being part of the world's.
    """
    usual = complementarity(table, seller, buyer)
    if (conventions or Conventions()).world == "without_seller":
        return usual
    world = table.required_imports().sum(axis=0)
    sold, bought = table.exports_of(seller), table.imports_of(buyer)
    scale = world.sum() / sold.sum() / bought.sum()
    parts = scale * np.divide(sold * bought, world, out=np.zeros_like(bought), where=bought > 0)
    notes = tuple(note for note in usual.caveats if note.code != "own_imports_unknown")
    return ByGood(
        method="complementarity",
        parameters={**usual.parameters, "world": "whole"},
        caveats=(*notes, caveat("whole_world")),
        value=float(parts.sum()),
        goods=table.goods,
        parts=parts,
    )


def intensity_of(
    table: TradeTable, seller: str, buyer: str, bilateral: float, conventions: Conventions | None = None
) -> Intensity:
    """Return TII and its factors C · B in the convention chosen; the default is `trade.bilateral_intensity`.

    "whole": TII = (X_ij / X_i) / (M_j / W_M).
    """
    usual = bilateral_intensity(table, seller, buyer, bilateral)
    if (conventions or Conventions()).world == "without_seller":
        return usual
    c = complementarity_of(table, seller, buyer, conventions)
    share = table.imports_of(buyer).sum() / table.required_imports().sum()
    value = float(bilateral / table.exports_of(seller).sum() / share)
    return Intensity(
        method="intensity",
        parameters={**usual.parameters, "world": "whole"},
        caveats=c.caveats,
        value=value,
        complementarity=c.value,
        bias=value / c.value if c.value > 0 else float("nan"),
    )


def intra_industry(sold: Mapping[str, float], bought: Mapping[str, float]) -> float:
    """Return Grubel and Lloyd's index of a pair's flows over all goods, 0 to 1. NothingTraded without any flow."""
    goods = sold.keys() | bought.keys()
    both = sum(sold.values()) + sum(bought.values())
    if not both > 0:
        raise NothingTraded(
            "Neither side sells anything", where="intra_industry", remedy="Check the pair's flows."
        )
    return 1 - sum(abs(sold.get(good, 0.0) - bought.get(good, 0.0)) for good in goods) / both


def _shares(flows: Floats) -> Floats:
    total = flows.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(flows, total, out=np.full_like(flows, np.nan), where=total > 0))


def _overlap(one: Floats, all_others: Floats) -> Floats:
    return np.asarray(np.minimum(100 * np.minimum(one, all_others).sum(axis=1), 100.0))


def _selling(table: TradeTable, row: int, sold: Floats, bought: Floats, whole: bool) -> Floats:
    """C of the place selling to each other one."""
    imports = table.required_imports()
    market = imports.sum(axis=0) if whole else np.delete(imports, row, axis=0).sum(axis=0)
    pull = np.divide(sold[row] * market.sum(), market, out=np.zeros_like(market), where=market > 0)
    return np.asarray(bought @ pull)


def _buying(table: TradeTable, row: int, sold: Floats, bought: Floats, whole: bool) -> Floats:
    """C of each other one selling to the place."""
    imports = table.required_imports()
    world = imports.sum(axis=0)
    if whole:
        weight = np.divide(bought[row] * world.sum(), world, out=np.zeros_like(world), where=world > 0)
        return np.asarray(sold @ weight)
    # What the place itself buys is left in any case: the difference may not fall below it by rounding.
    market = np.maximum(world - imports, imports[row])
    weight = np.divide(bought[row], market, out=np.zeros_like(market), where=market > 0)
    size = imports.sum() - imports.sum(axis=1)
    return np.asarray((sold * weight).sum(axis=1) * size)
