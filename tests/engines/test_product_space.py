"""The product space against a published table and its definitions; export potential against the identity TII = C · B."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from tests.engines.test_partners import PAIRS, random_table, toy
from tests.shared import shared_file
from youcheng.engines import trade
from youcheng.engines.conventions import Conventions
from youcheng.engines.errors import NegativeFlow, NothingTraded
from youcheng.engines.potential_trade import export_potential
from youcheng.engines.product_space import Space, gain, next_goods, outlook, outlook_of, space
from youcheng.engines.space_layout import placed
from youcheng.engines.tables import TradeTable

LEFT_OUT = Conventions(own="left_out")


def published(name: str) -> list[dict[str, str]]:
    path = shared_file(f"data/reference/ecomplexity_stata_1995_{name}")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_published_outlook_of_1995() -> None:
    """The published outlook is standardised, with φ_pp = 0 and PCI from an origin that is not published.

    So three numbers (scale, origin of PCI, offset) are fitted, and ten countries have to agree to 1e-9.
    """
    rows = published("10x30.csv")
    table = TradeTable.from_rows((r["origin"], r["hs92"], float(r["export_val"]), None) for r in rows)
    found = space(table, LEFT_OUT)
    ours = outlook(found)
    origin = outlook_of(found.density.values, found.has, np.ones(len(table.goods)))
    expected = {row["origin"]: float(row["coi"]) for row in published("expected_countries.csv")}
    theirs = np.array([expected[code] for code in table.countries])
    fitted = np.column_stack([ours, origin, np.ones(len(ours))])
    scale, *_rest = np.linalg.lstsq(fitted, theirs, rcond=None)[0]
    assert scale > 0
    np.testing.assert_allclose(fitted @ np.linalg.lstsq(fitted, theirs, rcond=None)[0], theirs, atol=1e-9)


def test_gain_is_what_the_outlook_grows_by_when_the_good_is_added() -> None:
    """With φ and PCI held, and no good its own neighbour, the gain is exactly the change of the outlook."""
    found = space(random_table(11), LEFT_OUT)
    near = np.nan_to_num(found.near.values.copy())
    np.fill_diagonal(near, 0.0)
    gains = gain(found)
    row = 2
    for good in np.flatnonzero(~found.has[row])[:6]:
        has = found.has.copy()
        has[row, good] = True
        after = outlook_of((has @ near) / near.sum(axis=0), has, found.pci)[row]
        before = outlook(found)[row]
        assert gains[row, good] == pytest.approx(after - before, rel=1e-9, abs=1e-12)
    assert np.isnan(gains[found.has]).all()


def candidates_of(found: Space) -> set[str]:
    return {one.good for one in next_goods(found, "P01", "P02").candidates}


def test_candidates_are_lacking_dense_and_wanted() -> None:
    table = random_table(3)
    found = space(table)
    answer = next_goods(found, "P01", "P02")
    assert answer.candidates
    imports = table.required_imports()
    share = imports[2] / imports[2].sum() / (imports.sum(axis=0) / imports.sum())
    lacking = ~found.has[1]
    expected = {
        good
        for place, good in enumerate(table.goods)
        if lacking[place]
        and found.density.values[1, place] >= np.median(found.density.values[1, lacking])
        and share[place] >= 1
    }
    assert {one.good for one in answer.candidates} == expected
    densities = [one.density for one in answer.candidates]
    assert densities == sorted(densities, reverse=True)
    assert all(one.rca < 1 or np.isnan(one.rca) for one in answer.candidates)
    assert all(one.demand is not None and one.demand >= 1 for one in answer.candidates)
    assert "association_only" in {note.code for note in answer.caveats}


def test_exports_alone_give_candidates_without_demand() -> None:
    table = random_table(3)
    only = TradeTable(table.countries, table.goods, table.exports)
    answer = next_goods(space(only), "P01", "P02")
    assert {one.demand for one in answer.candidates} == {None}
    assert {one.good for one in answer.candidates} >= candidates_of(space(table))


def test_conventions_change_what_they_name_and_nothing_else() -> None:
    table = random_table(5)
    usual, without, sample = space(table), space(table, LEFT_OUT), space(table, Conventions(spread="sample"))
    assert not np.allclose(usual.density.values, without.density.values)
    np.testing.assert_allclose(usual.pci, without.pci)
    size = len(table.goods)
    np.testing.assert_allclose(sample.pci, usual.pci * np.sqrt((size - 1) / size))


def test_too_few_goods_have_a_space_without_complexity() -> None:
    found = space(TradeTable(("A", "B"), ("1", "2"), np.array([[3.0, 1.0], [1.0, 3.0]])))
    assert found.complexity is None
    assert np.isnan(outlook(found)).all()
    assert next_goods(found, "A", "B").candidates[0].good == "2"


def test_ease_is_the_bias_and_potentials_add_up_to_what_is_traded() -> None:
    table = toy()
    flows = dict(zip(table.goods, map(float, PAIRS["A", "B"]), strict=True))
    found = export_potential(table, "A", "B", flows)
    intensity = trade.bilateral_intensity(table, "A", "B", 80.0)
    assert found.ease == pytest.approx(1.076996, abs=5e-7)
    assert found.ease == pytest.approx(intensity.bias)
    assert found.potential.sum() == pytest.approx(80.0)
    # A sells 80, 20, 10; B buys 70, 20, 40; the others buy 95, 40, 105 of what B and C share.
    assert found.unrealised.tolist() == pytest.approx(np.maximum(found.potential - found.actual, 0).tolist())
    assert found.share == pytest.approx(found.unrealised.sum() / 80.0)
    assert found.top()[0] == int(np.argmax(found.unrealised))


def test_no_trade_has_no_ease_and_a_negative_flow_is_refused() -> None:
    with pytest.raises(NothingTraded):
        export_potential(toy(), "A", "B", {})
    with pytest.raises(NegativeFlow):
        export_potential(toy(), "A", "B", {"k1": -1.0})


def test_the_picture_is_the_same_on_every_run_and_holds_together() -> None:
    near = space(random_table(9)).near.values
    one, two = placed(near), placed(near.copy())
    np.testing.assert_array_equal(one.x, two.x)
    assert one.links == two.links
    assert len(one.links) >= len(near) - 1
    assert ((one.x >= 0) & (one.x <= 1) & (one.y >= 0) & (one.y <= 1)).all()
    assert len({(round(a, 6), round(b, 6)) for a, b in zip(one.x, one.y, strict=True)}) == len(near)


def test_near_goods_stand_nearer_than_far_ones() -> None:
    """Two blocks of goods that never go together stand apart in the picture."""
    near = np.kron(np.eye(2), np.full((6, 6), 0.8))
    found = placed(near)
    where = np.column_stack([found.x, found.y])
    inside = np.linalg.norm(where[:6] - where[:6].mean(axis=0), axis=1).mean()
    between = float(np.linalg.norm(where[:6].mean(axis=0) - where[6:].mean(axis=0)))
    assert between > inside
    assert placed(np.zeros((0, 0))).links == ()
    assert len(placed(np.full((1, 1), 1.0)).x) == 1
