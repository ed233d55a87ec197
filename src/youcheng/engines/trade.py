"""Is there something to trade between two places? The indices of specialisation and of pairs.

From a `TradeTable`: RCA, RSCA, NRCA by country and good; complementarity (TCI, C), similarity (FK), intensity
and bias (TII = C · B) of a pair; from two flows by good: intra-industry trade (GL); from a city's
industries: location quotients. `complexity` and `tables` can be reached through here. Formulas, units,
ranges and sources: `catalogue`. Do not add the indices up: each answers another question.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from youcheng.engines.catalogue import METHODS
from youcheng.engines.complexity import (
    Complexity,
    Matrix,
    complexity,
    density,
    nrca,
    proximity,
    rca,
    rsca,
    specialised,
)
from youcheng.engines.errors import (
    NegativeFlow,
    NotANumber,
    NothingTraded,
    OutOfRange,
    UnknownCode,
)
from youcheng.engines.results import Caveat, Result, caveat, listed
from youcheng.engines.tables import Floats, TradeTable

__all__ = [
    "METHODS",
    "ByGood",
    "Complexity",
    "Intensity",
    "Matrix",
    "TradeTable",
    "bilateral_intensity",
    "complementarities",
    "complementarity",
    "complexity",
    "density",
    "finger_kreinin",
    "grubel_lloyd",
    "location_quotient",
    "nrca",
    "proximity",
    "rca",
    "rsca",
    "specialised",
    "tci",
]


@dataclass(frozen=True, eq=False, kw_only=True)
class ByGood(Result):
    """One index of one pair or place, with what each good adds to it or its value good by good.

    `value` is the index over all goods; `parts` are aligned to `goods` and NaN where not defined. For
    TCI, FK and C the parts add up to the value; for GL and LQ they are the index of each good.
    """

    value: float
    goods: tuple[str, ...]
    parts: Floats

    def top(self, count: int = 10) -> list[tuple[str, float]]:
        """Return the goods with the largest parts, largest first; ties in the order of the goods."""
        order = np.argsort(-np.nan_to_num(self.parts, nan=-np.inf), kind="stable")[:count]
        return [
            (self.goods[place], float(self.parts[place]))
            for place in order
            if not np.isnan(self.parts[place])
        ]


@dataclass(frozen=True, eq=False, kw_only=True)
class Intensity(Result):
    """Trade intensity and its two factors, all ratios with neutral value 1: value = complementarity · bias.

    `bias` is NaN where the two have no good in common, so that no trade was to be expected.
    """

    value: float
    complementarity: float
    bias: float


def tci(table: TradeTable, exporter: str, importer: str) -> ByGood:
    """Return the trade complementarity of the exporter's exports with the importer's imports, 0 to 100.

    Directed: ask both ways. Equal to 100 · (1 − Σ|m − x| / 2) because shares add up to one. UnknownCode for a
    place the table lacks, NothingTraded where one side trades nothing.
    """
    _refuse_same(exporter, importer)
    sold = _shares(table.exports_of(exporter), f"exports of {exporter}")
    bought = _shares(table.imports_of(importer), f"imports of {importer}")
    return _overlap("tci", table, sold, bought, exporter=exporter, importer=importer)


def complementarities(table: TradeTable) -> Matrix:
    """Return the TCI of every directed pair, exporters by importers: what `tci` gives pair by pair, 0 to 100.

    NaN on the diagonal and where one side trades nothing.
    """
    sold, bought = _all_shares(table.exports), _all_shares(table.required_imports())
    values, common = np.empty((len(sold), len(bought))), np.empty_like(bought)
    for row, shares in enumerate(sold):
        np.minimum(bought, shares, out=common)
        common.sum(axis=1, out=values[row])
    np.minimum(100 * values, 100.0, out=values)
    np.fill_diagonal(values, np.nan)
    return Matrix(
        method="tci",
        parameters={"goods": len(table.goods)},
        caveats=(*table.caveats, _class_detail(table)),
        rows=table.countries,
        columns=table.countries,
        values=values,
    )


def finger_kreinin(table: TradeTable, a: str, b: str) -> ByGood:
    """Return the similarity of two places' exports, 0 (nothing in common) to 100 (the same shares)."""
    _refuse_same(a, b)
    of_a = _shares(table.exports_of(a), f"exports of {a}")
    of_b = _shares(table.exports_of(b), f"exports of {b}")
    return _overlap("finger_kreinin", table, of_a, of_b, a=a, b=b)


def complementarity(table: TradeTable, exporter: str, importer: str) -> ByGood:
    """Return Drysdale's C of the directed pair: above 1 where the make-up by goods favours trade.

    W_k is the world's imports of good k in the table, so that it agrees with W_M; the exporter's own
    imports are taken out because it does not sell to itself.
    """
    _refuse_same(exporter, importer)
    sold = _shares(table.exports_of(exporter), f"exports of {exporter}")
    bought = table.imports_of(importer)
    elsewhere = _bought_elsewhere(table, exporter)
    _shares(bought, f"imports of {importer}")
    notes = [*table.caveats, _class_detail(table)]
    if not table.imports_of(exporter).any():
        notes.append(caveat("own_imports_unknown", country=exporter))
    scale = elsewhere.sum() / bought.sum()
    parts = scale * sold * np.divide(bought, elsewhere, out=np.zeros_like(bought), where=bought > 0)
    return ByGood(
        method="complementarity",
        parameters={"exporter": exporter, "importer": importer, "goods": len(table.goods)},
        caveats=tuple(notes),
        value=float(parts.sum()),
        goods=table.goods,
        parts=parts,
    )


def bilateral_intensity(table: TradeTable, exporter: str, importer: str, bilateral: float) -> Intensity:
    """Return trade intensity split into complementarity and bias, given the pair's total trade.

    `bilateral` is X_ij, what the exporter sells to the importer over all goods, in the table's unit.
    """
    if not np.isfinite(bilateral) or bilateral < 0:
        raise NegativeFlow(
            f"The bilateral total {bilateral} is not a flow",
            where=f"{exporter} to {importer}",
            remedy="Give zero or more.",
        )
    c = complementarity(table, exporter, importer)
    sold, bought = table.exports_of(exporter).sum(), table.imports_of(importer).sum()
    market = _bought_elsewhere(table, exporter).sum()
    value = float(bilateral / sold / (bought / market))
    return Intensity(
        method="intensity",
        parameters={"exporter": exporter, "importer": importer, "bilateral": float(bilateral)},
        caveats=c.caveats,
        value=value,
        complementarity=c.value,
        bias=value / c.value if c.value > 0 else float("nan"),
    )


def grubel_lloyd(exports: Mapping[str, float], imports: Mapping[str, float]) -> ByGood:
    """Return intra-industry trade from flows by good: what one side sells to the other, and buys from it.

    `value` is the aggregate weighted by trade, 0 (one-way) to 1 (balanced in every good). A good missing on
    one side is a zero flow; a good traded in neither direction has no index (NaN).
    """
    goods = tuple(sorted(exports.keys() | imports.keys()))
    sold, bought = _aligned(exports, goods, "exports"), _aligned(imports, goods, "imports")
    both, gap = sold + bought, np.abs(sold - bought)
    if not both.sum() > 0:
        raise NothingTraded(
            "Neither side sells anything", where="grubel_lloyd", remedy="Check the pair's flows."
        )
    parts = 1 - np.divide(gap, both, out=np.full_like(both, np.nan), where=both > 0)
    return ByGood(
        method="grubel_lloyd",
        parameters={"goods": len(goods)},
        caveats=(caveat("class_detail", goods=len(goods)),),
        value=float(1 - gap.sum() / both.sum()),
        goods=goods,
        parts=parts,
    )


def location_quotient(city: Mapping[str, float], reference: Mapping[str, float]) -> ByGood:
    """Return how concentrated each of a city's industries is, against a reference economy (neutral 1).

    Both map industry to employment or output. `value` is the largest quotient. An industry the city's table
    lacks is missing, not zero, and is named in a caveat; one the reference lacks raises UnknownCode.
    """
    goods = tuple(sorted(city))
    unknown = [code for code in goods if code not in reference]
    if unknown:
        raise UnknownCode(
            f"The reference lacks {listed(tuple(unknown))}",
            where="city table",
            remedy="Use the industry codes of the reference.",
        )
    everywhere = tuple(sorted(reference))
    of_reference = dict(
        zip(everywhere, _shares(_aligned(reference, everywhere, "reference"), "reference"), strict=True)
    )
    of_city = _shares(_aligned(city, goods, "city table"), "city table")
    usual = np.array([of_reference[code] for code in goods])
    parts = np.divide(of_city, usual, out=np.full_like(of_city, np.nan), where=usual > 0)
    missing = tuple(code for code in everywhere if code not in city)
    return ByGood(
        method="location_quotient",
        parameters={"industries": len(goods), "reference_industries": len(everywhere)},
        caveats=(caveat("partial_profile", missing=listed(missing)),) if missing else (),
        value=float(np.nanmax(parts)) if not np.isnan(parts).all() else float("nan"),
        goods=goods,
        parts=parts,
    )


def _overlap(method: str, table: TradeTable, left: Floats, right: Floats, **pair: str) -> ByGood:
    """Return 100 times the shares two sides have in common, good by good and in all."""
    parts = 100 * np.minimum(left, right)
    return ByGood(
        method=method,
        parameters={**pair, "goods": len(table.goods)},
        caveats=(*table.caveats, _class_detail(table)),
        value=min(float(parts.sum()), 100.0),
        goods=table.goods,
        parts=parts,
    )


def _bought_elsewhere(table: TradeTable, exporter: str) -> Floats:
    """Return W_k − M_ik by summing all others, which loses no digits where the exporter buys nearly all."""
    others = np.arange(len(table.countries)) != table.row(exporter)
    return np.asarray(table.required_imports()[others].sum(axis=0))


def _class_detail(table: TradeTable) -> Caveat:
    return caveat("class_detail", goods=len(table.goods))


def _shares(flows: Floats, where: str) -> Floats:
    total = flows.sum()
    if not total > 0:
        raise NothingTraded(
            "The total is zero, so there are no shares", where=where, remedy="Choose a place that trades."
        )
    return np.asarray(flows / total)


def _all_shares(flows: Floats) -> Floats:
    total = flows.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(flows, total, out=np.full_like(flows, np.nan), where=total > 0))


def _aligned(flows: Mapping[str, float], goods: tuple[str, ...], where: str) -> Floats:
    array = np.array([flows.get(good, 0.0) for good in goods], dtype=np.float64)
    for bad, error, what in (
        (~np.isfinite(array), NotANumber, "not a number"),
        (array < 0, NegativeFlow, "negative"),
    ):
        if bad.any():
            good = goods[int(np.argmax(bad))]
            raise error(f"The figure of {good} is {what}", where=where, remedy="Correct it or leave it out.")
    return array


def _refuse_same(a: str, b: str) -> None:
    if a == b:
        raise OutOfRange(f"{a} is compared with itself", where="pair", remedy="Choose two different places.")
