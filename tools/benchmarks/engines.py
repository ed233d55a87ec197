"""The pure methods on tables of the size of the world's: no Django, no files."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.generated import SEED
from benchmarks.measuring import Measured, milliseconds, seconds
from youcheng.engines import composite, trade, uncertainty
from youcheng.engines.complexity import complexity, density
from youcheng.engines.tables import TradeTable

COUNTRIES = 226
DIMENSIONS = ("political", "economic", "business", "legal")
INDICATORS_EACH = 3


def methods() -> Iterator[Measured]:
    for goods in (785, 5000):
        table = _table(goods)
        size = f"{COUNTRIES} × {goods:,}"
        yield Measured(f"complexity, {size}", seconds(lambda t=table: complexity(t), 3), "s")
    yield Measured(f"density, {COUNTRIES} × 785", seconds(lambda: density(_table(785)), 3), "s")
    table = _table(1222)
    pair = table.countries[:2]
    yield Measured(
        "complementarity of a pair, 1,222 goods", milliseconds(lambda: trade.tci(table, *pair)), "ms"
    )
    framework, figures = _framework(), _figures()
    yield Measured(
        f"risk intervals, {COUNTRIES} countries, 12 indicators",
        seconds(lambda: uncertainty.intervals(framework, figures)),
        "s",
    )


def _table(goods: int) -> TradeTable:
    random = np.random.default_rng(SEED)
    flows = random.lognormal(10, 3, size=(2, COUNTRIES, goods)) * (
        random.uniform(size=(2, COUNTRIES, goods)) < 0.6
    )
    return TradeTable(
        tuple(f"C{row:03d}" for row in range(COUNTRIES)),
        tuple(f"G{column:04d}" for column in range(goods)),
        flows[0],
        flows[1],
    )


def _framework() -> composite.Framework:
    indicators = [
        {"code": f"{code}{number}", "dimension": code, "goalposts": [-3, 3], "source": "generated"}
        for code in DIMENSIONS
        for number in range(INDICATORS_EACH)
    ]
    return composite.framework_from_mapping(
        {
            "code": "bench",
            "version": "1",
            "dimensions": [{"code": code} for code in DIMENSIONS],
            "indicators": indicators,
        }
    )


def _figures() -> dict[str, dict[str, composite.Observation]]:
    random = np.random.default_rng(SEED)
    codes = [f"{code}{number}" for code in DIMENSIONS for number in range(INDICATORS_EACH)]
    return {
        f"C{row:03d}": {code: composite.Observation(float(random.normal()), 0.2) for code in codes}
        for row in range(COUNTRIES)
    }
