"""One place beside all others gives what the pairwise indices give; conventions by name; classes added up."""

from __future__ import annotations

import numpy as np
import pytest

from youcheng.engines import trade
from youcheng.engines.conventions import Conventions, chosen
from youcheng.engines.errors import NothingTraded, OutOfRange, UnknownCode
from youcheng.engines.levels import folded, folded_flows
from youcheng.engines.partners import beside, complementarity_of, intensity_of, intra_industry
from youcheng.engines.tables import TradeTable

PAIRS = {
    ("A", "B"): (60, 20, 0), ("A", "C"): (20, 0, 10), ("B", "A"): (5, 40, 15),
    ("B", "C"): (5, 20, 25), ("C", "A"): (0, 10, 50), ("C", "B"): (10, 0, 40),
}  # fmt: skip
"""The golden toy of three exporters and three goods."""


def toy() -> TradeTable:
    exports, imports = np.zeros((3, 3)), np.zeros((3, 3))
    for (seller, buyer), flows in PAIRS.items():
        exports["ABC".index(seller)] += flows
        imports["ABC".index(buyer)] += flows
    return TradeTable(("A", "B", "C"), ("k1", "k2", "k3"), exports, imports)


def random_table(seed: int = 7) -> TradeTable:
    draw = np.random.default_rng(seed)
    flows = draw.lognormal(size=(2, 12, 30)) * (draw.random((2, 12, 30)) < 0.6)
    return TradeTable(
        tuple(f"P{n:02}" for n in range(12)), tuple(f"{n:04}" for n in range(30)), flows[0], flows[1]
    )


def test_the_toy_s_published_numbers() -> None:
    found = beside(toy(), "A")
    assert found.tci_to is not None
    assert found.tci_from is not None
    assert found.tci_to[1:] == pytest.approx([78.322, 58.523], abs=5e-4)
    assert found.tci_from[1:] == pytest.approx([82.197, 67.424], abs=5e-4)
    assert found.similarity[1:] == pytest.approx([36.364, 27.273], abs=5e-4)
    assert found.c_to is not None
    assert found.c_to[1] == pytest.approx(1.090835, abs=5e-7)
    assert np.isnan(found.tci_to[0])


def test_everybody_at_once_equals_pair_by_pair() -> None:
    table = random_table()
    home = table.countries[3]
    found = beside(table, home)
    for place, other in enumerate(table.countries):
        if other == home:
            continue
        for column, value in (
            (found.tci_to, trade.tci(table, home, other).value),
            (found.tci_from, trade.tci(table, other, home).value),
            (found.c_to, trade.complementarity(table, home, other).value),
            (found.c_from, trade.complementarity(table, other, home).value),
            (found.similarity, trade.finger_kreinin(table, home, other).value),
        ):
            assert column is not None
            assert column[place] == pytest.approx(value, rel=1e-12)


def test_the_whole_world_convention_agrees_with_its_parts() -> None:
    table, whole = random_table(), Conventions(world="whole")
    found = beside(table, "P03", whole)
    for place, other in enumerate(table.countries):
        if other != "P03":
            assert found.c_to is not None
            assert found.c_from is not None
            pair = complementarity_of(table, "P03", other, whole)
            assert found.c_to[place] == pytest.approx(pair.value, rel=1e-12)
            assert found.c_from[place] == pytest.approx(
                complementarity_of(table, other, "P03", whole).value, rel=1e-12
            )
            assert pair.parts.sum() == pytest.approx(pair.value)
    assert "WITS" in str(pair.caveats[-1])


def test_a_place_that_buys_as_the_world_does_has_c_of_one_in_the_whole_world() -> None:
    """In the whole-world convention C is 1 for a buyer whose imports are made up as the world's."""
    world = np.array([10.0, 20.0, 30.0])
    table = TradeTable(
        ("A", "B", "C"), ("1", "2", "3"), np.array([[5.0, 0, 1], [1, 1, 1], [0, 2, 2]]), np.stack([world] * 3)
    )
    assert complementarity_of(table, "A", "B", Conventions(world="whole")).value == pytest.approx(1.0)


def test_exports_only_and_silent_places_are_not_defined() -> None:
    table = TradeTable(("A", "B"), ("1",), np.array([[1.0], [0.0]]))
    found = beside(table, "A")
    assert found.tci_to is None
    assert np.isnan(found.similarity).all()
    with pytest.raises(UnknownCode):
        beside(table, "Z")


def test_intra_industry_is_grubel_and_lloyd_s() -> None:
    sold = dict(zip("123", PAIRS["A", "B"], strict=True))
    bought = dict(zip("123", PAIRS["B", "A"], strict=True))
    assert intra_industry(sold, bought) == pytest.approx(0.3571, abs=5e-5)
    assert intra_industry(sold, bought) == pytest.approx(trade.grubel_lloyd(sold, bought).value)
    with pytest.raises(NothingTraded):
        intra_industry({}, {"1": 0.0})


def test_conventions_have_names() -> None:
    assert chosen([]) == Conventions()
    found = chosen(["rca-above", "whole-world"])
    assert (found.special, found.world, found.own) == ("above", "whole", "counted")
    assert found.names == ("rca-above", "whole-world")
    assert found.threshold > 1.0 == Conventions().threshold
    with pytest.raises(OutOfRange, match="rca-over"):
        chosen(["rca-over"])


def test_rca_of_exactly_one_tells_the_two_conventions_apart() -> None:
    table = TradeTable(("A", "B"), ("1", "2"), np.array([[1.0, 1.0], [2.0, 2.0]]))
    assert trade.specialised(table, Conventions().threshold).all()
    assert not trade.specialised(table, Conventions(special="above").threshold).any()


def test_classes_keep_totals_and_what_has_no_class() -> None:
    table = random_table()
    classes = {code: "a" if code < "0010" else "b" for code in table.goods[:-1]}
    found = folded(table, classes)
    assert found.goods == ("a", "b", table.goods[-1])
    assert found.exports.sum(axis=1) == pytest.approx(table.exports.sum(axis=1))
    assert found.imports is not None
    assert table.imports is not None
    assert found.imports[:, 0] == pytest.approx(table.imports[:, :10].sum(axis=1))
    assert folded_flows({"x1": 1.0, "x2": 2.0, "y": 4.0}, {"x1": "x", "x2": "x"}) == {"x": 3.0, "y": 4.0}


def test_similarity_never_falls_with_coarser_classes() -> None:
    table = random_table()
    coarse = folded(table, {code: code[:3] for code in table.goods})
    assert (
        np.nan_to_num(beside(coarse, "P01").similarity)
        >= np.nan_to_num(beside(table, "P01").similarity) - 1e-9
    ).all()


def test_intensity_splits_into_its_factors_in_either_convention() -> None:
    usual = intensity_of(toy(), "A", "B", 80.0)
    assert usual.value == pytest.approx(1.174825, abs=5e-7)
    whole = intensity_of(toy(), "A", "B", 80.0, Conventions(world="whole"))
    # A sells 80 of its 110 to B, which buys 130 of the world's 330.
    assert whole.value == pytest.approx((80 / 110) / (130 / 330))
    assert whole.value == pytest.approx(whole.complementarity * whole.bias)
