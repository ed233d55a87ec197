"""Facts of a pair: the formulas' golden example, countries a table lacks, and tables chosen in their order."""

from __future__ import annotations

import numpy as np
import pytest

from youcheng.engines.tables import TradeTable
from youcheng.evidence.queries import Provenance
from youcheng.foundation.translated import Translated
from youcheng.strategy.facts.trade import Flows, Sheet, TradeBook

# Three exporters and three goods; who sells whom what, good by good (docs/reference/methods).
SOLD = {
    ("AAA", "BBB"): (60, 20, 0), ("AAA", "CCC"): (20, 0, 10), ("BBB", "AAA"): (5, 40, 15),
    ("BBB", "CCC"): (5, 20, 25), ("CCC", "AAA"): (0, 10, 50), ("CCC", "BBB"): (10, 0, 40),
}  # fmt: skip
PLACES, GOODS = ("AAA", "BBB", "CCC"), ("g1", "g2", "g3")


def provenance(name: str) -> Provenance:
    return Provenance(name, "v", "0" * 64, "file", 9)


def flows_of(seller: str, buyer: str) -> Flows:
    return Flows(dict(zip(GOODS, map(float, SOLD[seller, buyer]), strict=True)), provenance("flows"))


def sheet(name: str = "toy", *, imports: bool = True) -> Sheet:
    exports = np.array([np.sum([SOLD[p, q] for q in PLACES if q != p], axis=0) for p in PLACES], float)
    bought = np.array([np.sum([SOLD[q, p] for q in PLACES if q != p], axis=0) for p in PLACES], float)
    table = TradeTable(PLACES, GOODS, exports, bought if imports else None)
    return Sheet(2024, "hs", Translated(), table, provenance(name), flows_of)


def test_the_golden_example_both_ways() -> None:
    pair = TradeBook((sheet(),), None).of("AAA", "BBB").pair
    assert pair is not None
    assert pair.forward.tci.value == pytest.approx(78.322, abs=0.001)
    assert pair.backward.tci.value == pytest.approx(82.197, abs=0.001)
    assert pair.similarity.value == pytest.approx(36.364, abs=0.001)
    assert pair.depth is not None
    assert pair.depth.value == pytest.approx(0.3571, abs=0.0001)
    assert pair.forward.intensity is not None
    assert pair.forward.intensity.value == pytest.approx(1.174825, abs=1e-6)
    assert pair.forward.intensity.bias == pytest.approx(1.076996, abs=1e-6)


def test_a_country_the_table_lacks_is_named_and_never_zero() -> None:
    found = TradeBook((sheet(),), None).of("AAA", "ZZZ")
    assert found.pair is None
    assert (found.lacking, found.lacking_from) == (("ZZZ",), "toy")


def test_a_table_without_imports_gives_specialisation_only() -> None:
    only_exports = sheet("exports", imports=False)
    found = TradeBook((only_exports,), only_exports).of("AAA", "BBB")
    assert found.pair is None
    assert found.goods is not None
    assert found.goods.home is not None
    assert found.goods.home.rca["g1"] == pytest.approx(2.4)
    assert found.goods.similarity is not None
    assert found.goods.similarity.value == pytest.approx(36.364, abs=0.001)


def test_the_first_table_that_holds_both_is_used() -> None:
    small = TradeTable(PLACES[:2], GOODS, np.ones((2, 3)), np.ones((2, 3)))
    first = Sheet(2020, "isic", Translated(), small, provenance("small"))
    found = TradeBook((first, sheet()), None).of("AAA", "CCC")
    assert found.pair is not None
    assert found.pair.sheet.dataset == "toy"


def test_two_cities_of_one_country_have_no_trade_between_countries() -> None:
    assert TradeBook((sheet(),), None).of("AAA", "AAA").pair is None
