"""What the pages of complementarity say about the table they are made from, about each index and each number.

Called by the views of complementarity. Formulas, units and sources are the engines' catalogue's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from youcheng.engines.catalogue import METHODS
from youcheng.engines.potential_trade import Potential
from youcheng.engines.product_space import Next
from youcheng.engines.results import Result, caveat
from youcheng.engines.trade import ByGood
from youcheng.evidence.queries import Provenance, address
from youcheng.foundation.documents import charts
from youcheng.strategy.drafting.names import level_name, reservation
from youcheng.strategy.facts.levels import Basis
from youcheng.strategy.facts.over_years import Year
from youcheng.strategy.facts.pairing import Number, Pairing

SHOWN = 15
"""Rows of what comes next and of potential on the page; the sheet has all."""


_CRUMB = 0.001


@dataclass(frozen=True)
class Method:
    """One method in the reader's language."""

    code: str
    name: str
    formula: str
    reading: str
    source: str
    version: str


def method(code: str) -> Method:
    """A method of the catalogue in the reader's language."""
    language, found = get_language() or "zh-hans", METHODS[code]
    return Method(
        code,
        found.named(language),
        found.computed(language),
        found.read(language),
        found.source(language),
        found.version,
    )


@dataclass(frozen=True)
class About:
    """What a page says about its table: its level, whether flows by pair are there, and the reservations."""

    table: str
    level: str
    flows: str
    reservations: list[str]


def about(basis: Basis) -> About:
    """Everything a page says about the table it is made from."""
    stored = basis.stored
    named = " · ".join(part for part in (stored.shown_title, stored.name, stored.version) if part)
    notes = [*basis.sheet.table.caveats, caveat("class_detail", goods=len(basis.sheet.table.goods))]
    return About(
        named,
        level_name(basis.level, basis.scheme),
        flows_line(basis),
        [reservation(note) for note in notes],
    )


def notes_of(result: Result | None) -> list[str]:
    """The reservations of a result in words."""
    return [reservation(note) for note in result.caveats] if result else []


def indices() -> list[Method]:
    """The methods of the list's columns."""
    return [method(code) for code in ("tci", "complementarity", "finger_kreinin", "grubel_lloyd")]


def flows_line(basis: Basis) -> str:
    """Whether flows by pair are there, and what it means where they are not."""
    if basis.flows is not None and basis.sheet.year in basis.flows.years:
        return _("Flows by pair: %(name)s.") % {"name": basis.flows.name}
    return _("No flows by pair belong to this table and year: what needs them is left out.")


@dataclass(frozen=True)
class IndexRow:
    """One index of the pair: its method, and its number each way or, where it is symmetric, once."""

    method: Method
    to: Number | None
    back: Number | None
    both: Number | None = None
    is_symmetric: bool = False


def index_rows(pairing: Pairing) -> list[IndexRow]:
    """The indices side by side; one that is not there stands as a gap."""
    numbers = pairing.numbers
    directed = [
        IndexRow(method(code), numbers.get(f"{key}_to"), numbers.get(f"{key}_from"))
        for key, code in (("tci", "tci"), ("c", "complementarity"), ("b", "bias"), ("tii", "intensity"))
    ]
    symmetric = [
        IndexRow(method(code), None, None, numbers.get(key), is_symmetric=True)
        for key, code in (("similarity", "finger_kreinin"), ("depth", "grubel_lloyd"))
    ]
    return [*directed, *symmetric]


@dataclass(frozen=True)
class CandidateRow:
    """One good that could be traded next, with its names; what is not defined is None."""

    name: str
    section: str
    density: float
    rca: float | None
    demand: float | None
    buys: float | None
    pci: float | None
    gain: float | None


def candidate_rows(pairing: Pairing, found: Next) -> list[CandidateRow]:
    """The first candidates in words."""
    return [
        CandidateRow(
            pairing.name(one.good),
            pairing.name(pairing.section(one.good)),
            one.density,
            _defined(one.rca),
            _defined(one.demand),
            one.buys,
            _defined(one.pci),
            _defined(one.gain),
        )
        for one in found.candidates[:SHOWN]
    ]


def _defined(value: float | None) -> float | None:
    return value if value is not None and np.isfinite(value) else None


@dataclass(frozen=True)
class PotentialRow:
    """One good in which the pair falls short of its own ease of trade."""

    code: str
    name: str
    potential: float
    actual: float
    unrealised: float


def potential_rows(pairing: Pairing, found: Potential) -> list[PotentialRow]:
    """The goods with most unrealised potential; crumbs of less than a thousandth of the whole are left to the sheet."""
    least = _CRUMB * float(found.potential.sum())
    return [
        PotentialRow(
            found.goods[place],
            pairing.name(found.goods[place]),
            float(found.potential[place]),
            float(found.actual[place]),
            float(found.unrealised[place]),
        )
        for place in found.top()
        if found.unrealised[place] >= least
    ]


@dataclass(frozen=True)
class DepthRow:
    """One good traded both ways: what each side sells the other, and its own Grubel–Lloyd index."""

    name: str
    sold: float
    bought: float
    index: float


def depth_rows(pairing: Pairing, count: int = 10) -> list[DepthRow]:
    """The goods with most trade both ways."""
    pair = pairing.pair
    if pair is None or pair.depth is None or pair.forward.flows is None or pair.backward.flows is None:
        return []
    sold, bought = pair.forward.flows.by_code, pair.backward.flows.by_code
    parts = dict(zip(pair.depth.goods, pair.depth.parts.tolist(), strict=True))
    both = sorted(sold.keys() & bought.keys(), key=lambda code: -min(sold[code], bought[code]))
    return [
        DepthRow(pairing.name(code), sold[code], bought[code], parts[code])
        for code in both[:count]
        if not np.isnan(parts[code])
    ]


def years_chart(years: Sequence[Year]) -> SafeString | None:
    """Lines of C, B and TII each way; a gap breaks the line. None with fewer than two years of figures."""
    if sum(not row.is_gap for row in years) < 2:
        return None
    names = {"c": _("C"), "b": _("B"), "tii": _("TII = C · B")}
    ways = {"to": _("we sell"), "from": _("they sell")}
    values = [
        {"year": row.year, "index": name, "way": way_name, "value": row.values.get(f"{key}_{way}")}
        for row in years
        for key, name in names.items()
        for way, way_name in ways.items()
    ]
    return charts.on_page(_lines(values, list(names.values()), list(ways.values())))


def _lines(values: list[dict[str, Any]], names: list[str], ways: list[str]) -> dict[str, Any]:
    colours = [charts.PALETTE[name] for name in ("lake", "osmanthus", "vermilion")]
    year = {"field": "year", "type": "quantitative", "title": None, "axis": {"format": "d", "tickMinStep": 1, "grid": False}, "scale": {"zero": False, "nice": False}}  # fmt: skip
    value = {"field": "value", "type": "quantitative", "title": _("ratio, neutral value 1"), "scale": {"zero": True}}  # fmt: skip
    return {
        "data": {"values": values},
        "facet": {"field": "way", "type": "nominal", "title": None, "sort": ways},
        "columns": 2,
        "spacing": 36,
        "spec": {
            "width": 240,
            "height": 170,
            "layer": [
                {"mark": {"type": "rule", "strokeDash": [4, 4]}, "encoding": {"y": {"datum": 1}}},
                {
                    "mark": {"type": "line", "point": True, "invalid": "break-paths-show-domains"},
                    "encoding": {
                        "x": year,
                        "y": value,
                        "color": {"field": "index", "type": "nominal", "sort": names, "title": None, "scale": {"domain": names, "range": colours}},
                    },
                },
            ],
        },
    }  # fmt: skip


@dataclass(frozen=True)
class Source:
    """The rows a number was read from: their data set, its vintage, and the page that shows them."""

    name: str
    version: str
    sha: str
    rows: int
    url: str


def origin(pairing: Pairing, number: Number, good: str) -> dict[str, Any] | None:
    """Everything about one number, or about what one good adds to it; None where it has no such part."""
    value, parts = number.value, number.result
    if good:
        if not isinstance(parts, ByGood) or good not in parts.goods:
            return None
        value = float(parts.parts[parts.goods.index(good)])
    return {
        "number": number,
        "value": value,
        "good": pairing.name(good) if good else "",
        "code": good,
        "method": method(number.method),
        "unit": METHODS[number.method].measured_in(get_language() or "zh-hans"),
        "caveats": [reservation(note) for note in number.result.caveats],
        "parameters": dict(number.result.parameters),
        "sources": [_source(rows) for rows in number.rows],
        "basis": pairing.basis,
        "said": about(pairing.basis),
    }


def _source(rows: Provenance) -> Source:
    return Source(rows.dataset, rows.version, rows.sha256[:12], rows.rows, address(rows))
