"""The trade indices against the worked example, the identities between them, and bad input.

The example: three places sell three goods to each other; every number was worked out by hand beforehand.
"""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from youcheng.engines import trade
from youcheng.engines.errors import (
    DuplicateCode,
    NegativeFlow,
    NotANumber,
    NothingTraded,
    OutOfRange,
    ShapeMismatch,
    UnknownCode,
)

GOODS = ("1", "2", "3")
FLOWS = {
    ("A", "B"): (60, 20, 0),
    ("A", "C"): (20, 0, 10),
    ("B", "A"): (5, 40, 15),
    ("B", "C"): (5, 20, 25),
    ("C", "A"): (0, 10, 50),
    ("C", "B"): (10, 0, 40),
}


def sold_by(place: str) -> np.ndarray:
    return np.sum([flow for (seller, _), flow in FLOWS.items() if seller == place], axis=0)


def bought_by(place: str) -> np.ndarray:
    return np.sum([flow for (_, buyer), flow in FLOWS.items() if buyer == place], axis=0)


@pytest.fixture
def toy() -> trade.TradeTable:
    return trade.TradeTable(
        ("A", "B", "C"),
        GOODS,
        np.array([sold_by(place) for place in "ABC"]),
        np.array([bought_by(place) for place in "ABC"]),
    )


def test_rca_of_the_worked_example(toy: trade.TradeTable) -> None:
    expected = [[2.4, 0.6667, 0.2143], [0.3, 2, 0.8571], [0.3, 0.3333, 1.9286]]
    result = trade.rca(toy)
    np.testing.assert_allclose(result.values, expected, atol=5e-5)
    assert result.of("A", "1") == pytest.approx(2.4)
    np.testing.assert_allclose(trade.rsca(toy).of("A", "1"), 1.4 / 3.4)


def test_nrca_of_the_worked_example(toy: trade.TradeTable) -> None:
    np.testing.assert_allclose(trade.nrca(toy).values[0], [0.14141, -0.0303, -0.11111], atol=5e-6)


@pytest.mark.parametrize(
    ("pair", "expected"),
    [("AB", 78.322), ("BA", 82.197), ("AC", 58.523), ("CA", 67.424), ("BC", 70.455), ("CB", 48.951)],
)
def test_complementarity_is_directed(toy: trade.TradeTable, pair: str, expected: float) -> None:
    result = trade.tci(toy, *pair)
    assert result.value == pytest.approx(expected, abs=5e-4)
    assert result.parts.sum() == pytest.approx(result.value)


@pytest.mark.parametrize(("pair", "expected"), [("AB", 36.364), ("AC", 27.273), ("BC", 54.545)])
def test_similarity_is_symmetric(toy: trade.TradeTable, pair: str, expected: float) -> None:
    assert trade.finger_kreinin(toy, *pair).value == pytest.approx(expected, abs=5e-4)
    assert trade.finger_kreinin(toy, *reversed(pair)).value == pytest.approx(expected, abs=5e-4)


def test_intensity_is_complementarity_times_bias(toy: trade.TradeTable) -> None:
    result = trade.bilateral_intensity(toy, "A", "B", sum(FLOWS["A", "B"]))
    assert result.value == pytest.approx(1.174825, abs=5e-7)
    assert result.complementarity == pytest.approx(1.090835, abs=5e-7)
    assert result.bias == pytest.approx(1.076996, abs=5e-7)
    expected_trade = sum(
        sold * bought / (world - own)
        for sold, bought, world, own in zip(
            sold_by("A"), bought_by("B"), (100, 90, 140), bought_by("A"), strict=True
        )
    )
    assert result.bias == pytest.approx(80 / expected_trade), "B as defined, not only as a quotient"


def test_intra_industry_trade_of_the_worked_example() -> None:
    result = trade.grubel_lloyd(
        dict(zip(GOODS, FLOWS["A", "B"], strict=True)), dict(zip(GOODS, FLOWS["B", "A"], strict=True))
    )
    np.testing.assert_allclose(result.parts, [0.1538, 0.6667, 0], atol=5e-5)
    assert result.value == pytest.approx(0.3571, abs=5e-5)


def test_a_good_missing_on_one_side_is_no_flow_and_one_missing_on_both_has_no_index() -> None:
    result = trade.grubel_lloyd({"1": 4.0, "2": 0.0}, {"2": 0.0, "3": 4.0})
    assert result.goods == GOODS
    assert result.value == 0
    np.testing.assert_array_equal(result.parts, [0, np.nan, 0])


def test_location_quotient_by_hand() -> None:
    result = trade.location_quotient({"farm": 30, "shop": 70}, {"farm": 10, "shop": 80, "mine": 10})
    assert dict(zip(result.goods, result.parts, strict=True)) == pytest.approx({"farm": 3.0, "shop": 0.875})
    assert [note.code for note in result.caveats] == ["partial_profile"]
    assert "mine" in str(result.caveats[0])
    with pytest.raises(UnknownCode, match="port"):
        trade.location_quotient({"port": 1}, {"farm": 1})


def test_the_goods_that_carry_an_index_come_largest_first(toy: trade.TradeTable) -> None:
    assert [good for good, _ in trade.tci(toy, "A", "B").top(2)] == ["1", "2"]
    assert trade.grubel_lloyd({"1": 1, "2": 0}, {"1": 1, "2": 0}).top() == [("1", 1.0)]


def test_results_carry_their_method_and_reservations(toy: trade.TradeTable) -> None:
    result = trade.tci(toy, "A", "B")
    assert result.provenance() == {
        "method": "tci",
        "version": "1",
        "parameters": {"exporter": "A", "importer": "B", "goods": 3},
        "caveats": [
            {"code": "class_detail", "text": result.caveats[0].text, "values": {"goods": 3}},
        ],
    }
    assert (result.about.low, result.about.high) == (0, 100)
    assert "Michaely" in result.about.reference


def test_a_country_missing_from_the_table_is_missing_not_zero(toy: trade.TradeTable) -> None:
    with pytest.raises(UnknownCode, match="NPL is not among the 3 places"):
        trade.tci(toy, "A", "NPL")
    assert "NPL" not in toy
    with pytest.raises(UnknownCode, match="good"):
        toy.column("9999")


def test_a_place_is_not_compared_with_itself(toy: trade.TradeTable) -> None:
    with pytest.raises(OutOfRange, match="itself"):
        trade.finger_kreinin(toy, "A", "A")


@pytest.mark.parametrize(
    ("exports", "error", "where"),
    [
        ([[1, -2], [3, 4]], NegativeFlow, "exports of A in 2"),
        ([[1, 2], [3, float("nan")]], NotANumber, "exports of B in 2"),
        ([[1, 2]], ShapeMismatch, "exports"),
    ],
)
def test_bad_flows_are_refused_by_name(
    exports: list[list[float]], error: type[Exception], where: str
) -> None:
    with pytest.raises(error, match=where):
        trade.TradeTable(("A", "B"), ("1", "2"), np.array(exports))


def test_codes_are_single() -> None:
    with pytest.raises(DuplicateCode, match="A"):
        trade.TradeTable(("A", "A"), ("1",), np.ones((2, 1)))
    with pytest.raises(DuplicateCode, match="A, 1"):
        trade.TradeTable.from_rows([("A", "1", 1, None), ("A", "1", 2, None)])


def test_rows_become_a_table_aligned_by_code() -> None:
    table = trade.TradeTable.from_rows([("B", "2", 5, 1), ("A", "1", 3, None)])
    assert (table.countries, table.goods) == (("A", "B"), ("1", "2"))
    np.testing.assert_array_equal(table.exports, [[3, 0], [0, 5]])
    np.testing.assert_array_equal(table.required_imports(), [[0, 0], [0, 1]])
    with pytest.raises(NothingTraded, match="exports only"):
        trade.tci(trade.TradeTable.from_rows([("A", "1", 1, None), ("B", "1", 1, None)]), "A", "B")


def test_what_is_not_defined_is_not_zero() -> None:
    table = trade.TradeTable(("A", "B", "C"), GOODS, np.array([[1, 2, 0], [3, 1, 0], [0, 0, 0]]))
    result = trade.rca(table)
    assert np.isnan(result.values[2]).all()
    assert np.isnan(result.values[:, 2]).all()
    assert {note.code for note in result.caveats} >= {"no_exports", "not_traded"}
    with pytest.raises(NothingTraded, match="exports of C"):
        trade.finger_kreinin(table, "A", "C")


def test_bilateral_flows_are_checked(toy: trade.TradeTable) -> None:
    for wrong in (-1, float("nan")):
        with pytest.raises(NegativeFlow, match="A to B"):
            trade.bilateral_intensity(toy, "A", "B", wrong)
    with pytest.raises(NegativeFlow, match="2 is negative"):
        trade.grubel_lloyd({"2": -1}, {})
    with pytest.raises(NothingTraded):
        trade.grubel_lloyd({}, {})


flows = arrays(np.float64, (4, 5), elements=st.floats(0, 1e9).map(lambda value: round(value, 3)))


def table_of(exports: np.ndarray, imports: np.ndarray) -> trade.TradeTable:
    return trade.TradeTable(("A", "B", "C", "D"), ("1", "2", "3", "4", "5"), exports + 1.0, imports + 1.0)


@given(flows, flows)
def test_identities_hold_for_any_flows(exports: np.ndarray, imports: np.ndarray) -> None:
    table = table_of(exports, imports)
    share_out = table.exports[0] / table.exports[0].sum()
    share_in = table.required_imports()[1] / table.required_imports()[1].sum()
    other_form = 100 * (1 - np.abs(share_in - share_out).sum() / 2)
    assert trade.tci(table, "A", "B").value == pytest.approx(other_form, abs=1e-9)
    intensity = trade.bilateral_intensity(table, "A", "B", 7.0)
    assert intensity.value == pytest.approx(intensity.complementarity * intensity.bias)
    normalised = trade.nrca(table).values
    np.testing.assert_allclose(normalised.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(normalised.sum(axis=1), 0, atol=1e-12)
    assert (np.abs(normalised) < 0.25).all()
    ratio = trade.rca(table).values
    world = table.exports.sum(axis=0) / table.exports.sum()
    np.testing.assert_allclose((ratio * world).sum(axis=1), 1, rtol=1e-9)


@given(flows, flows, st.floats(1e-3, 1e3))
def test_the_unit_of_money_changes_nothing(exports: np.ndarray, imports: np.ndarray, unit: float) -> None:
    table = table_of(exports, imports)
    scaled = trade.TradeTable(
        table.countries, table.goods, table.exports * unit, table.required_imports() * unit
    )
    for index in (trade.tci, trade.finger_kreinin, trade.complementarity):
        assert index(scaled, "A", "B").value == pytest.approx(index(table, "A", "B").value)


@given(flows)
def test_similarity_is_within_bounds_and_whole_with_a_copy(exports: np.ndarray) -> None:
    exports[1] = exports[0]
    table = table_of(exports, exports)
    assert trade.finger_kreinin(table, "A", "B").value == pytest.approx(100)
    assert 0 <= trade.finger_kreinin(table, "A", "C").value <= 100


@given(flows)
def test_coarser_classes_never_make_two_places_less_alike(exports: np.ndarray) -> None:
    fine = table_of(exports, exports)
    coarse = trade.TradeTable(
        fine.countries, ("1", "2", "3", "45"), np.c_[fine.exports[:, :3], fine.exports[:, 3:].sum(1)]
    )
    assert trade.finger_kreinin(coarse, "A", "B").value >= trade.finger_kreinin(fine, "A", "B").value - 1e-9


@given(flows, flows)
def test_intra_industry_trade_is_symmetric_and_between_0_and_1(left: np.ndarray, right: np.ndarray) -> None:
    one = dict(zip("12345", left[0] + 1, strict=True))
    other = dict(zip("12345", right[0] + 1, strict=True))
    result = trade.grubel_lloyd(one, other)
    assert 0 <= result.value <= 1
    assert result.value == pytest.approx(trade.grubel_lloyd(other, one).value)
    assert trade.grubel_lloyd(one, one).value == 1


def test_a_buyer_of_nearly_everything_does_not_hide_the_others() -> None:
    table = trade.TradeTable(
        ("A", "B", "C"), ("1", "2"), np.ones((3, 2)), np.array([[1e20, 1.0], [1e-3, 1.0], [0.0, 1.0]])
    )
    result = trade.complementarity(table, "A", "B")
    assert result.parts[0] == pytest.approx(0.5 * (2 + 1e-3) / (1 + 1e-3))


def test_an_exporter_without_import_figures_is_said() -> None:
    table = trade.TradeTable(("A", "B"), ("1",), np.ones((2, 1)), np.array([[0.0], [1.0]]))
    assert "own_imports_unknown" in {note.code for note in trade.complementarity(table, "A", "B").caveats}


def test_a_matrix_knows_its_codes(toy: trade.TradeTable) -> None:
    with pytest.raises(UnknownCode, match="NPL"):
        trade.rca(toy).of("NPL", "1")


def test_all_complementarities_are_those_of_the_pairs(toy: trade.TradeTable) -> None:
    every = trade.complementarities(toy)
    assert (every.method, every.caveats) == ("tci", trade.tci(toy, "A", "B").caveats)
    assert np.isnan(np.diag(every.values)).all()
    for seller, buyer in permutations(toy.countries, 2):
        assert every.of(seller, buyer) == pytest.approx(trade.tci(toy, seller, buyer).value, abs=1e-12)


def test_who_trades_nothing_has_no_complementarity_with_anybody() -> None:
    rows = [("A", "1", 2.0, 1.0), ("B", "1", 1.0, 0.0), ("C", "1", 0.0, 2.0)]
    every = trade.complementarities(trade.TradeTable.from_rows(rows))
    assert every.of("A", "C") == 100
    assert np.isnan(every.of("A", "B"))  # B buys nothing
    assert np.isnan(every.of("C", "A"))  # C sells nothing
