"""Proximity, density and complexity against two published tables, a network package, and their definitions."""

import csv
import gzip
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest

from tests.shared import shared_file
from youcheng.engines import complexity, trade
from youcheng.engines.complexity import second_vectors
from youcheng.engines.errors import NothingTraded, ShapeMismatch

REFERENCE = "data/reference/"


def made_up(countries: int, goods: int, filled: float = 0.4) -> trade.TradeTable:
    rng = np.random.default_rng(20260101)
    flows = rng.lognormal(0, 2, (countries, goods)) * (rng.random((countries, goods)) < filled)
    return trade.TradeTable(
        tuple(f"c{i}" for i in range(countries)), tuple(f"g{i}" for i in range(goods)), flows
    )


@pytest.fixture(scope="module")
def world_1998_2000() -> trade.TradeTable:
    path = shared_file(REFERENCE + "economiccomplexity_trade_1998_2000.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [(row["country"], row["product"], float(row["value"]), None) for row in csv.DictReader(file)]
    return trade.TradeTable.from_rows(rows)


@pytest.fixture(scope="module")
def europe_1995() -> trade.TradeTable:
    return trade.TradeTable.from_rows(
        (row["origin"], row["hs92"], float(row["export_val"]), None)
        for row in published("ecomplexity_stata_1995_10x30.csv")
    )


def published(name: str) -> list[dict[str, str]]:
    with shared_file(REFERENCE + name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_published_list_of_specialisations(world_1998_2000: trade.TradeTable) -> None:
    path = shared_file(REFERENCE + "economiccomplexity_expected_rca1_pairs.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        expected = {(row["country"], row["product"]) for row in csv.DictReader(file)}
    table = world_1998_2000
    found = {
        (table.countries[row], table.goods[column]) for row, column in np.argwhere(trade.specialised(table))
    }
    assert len(found) == 31_951
    assert found == expected


def test_published_complexity_and_similarity(world_1998_2000: trade.TradeTable) -> None:
    result = trade.complexity(world_1998_2000)
    scores = dict(result.ranking())
    expected = {
        "jpn": 2.262632,
        "gbr": 1.924224,
        "deu": 1.884379,
        "usa": 1.825037,
        "chn": 0.601777,
        "afg": -0.577708,
    }
    assert {code: scores[code] for code in expected} == pytest.approx(expected, abs=1e-6)
    assert trade.finger_kreinin(world_1998_2000, "chn", "jpn").value == pytest.approx(37.3608, abs=5e-5)
    assert trade.finger_kreinin(world_1998_2000, "chn", "usa").value == pytest.approx(41.6527, abs=5e-5)


def test_a_size_threshold_leaves_small_exporters_out(world_1998_2000: trade.TradeTable) -> None:
    result = trade.complexity(world_1998_2000, minimum_exports=1e6)
    assert len(result.countries) < 226
    assert {note.code for note in result.caveats} >= {"small_places_left_out"}
    assert "no_size_threshold" not in {note.code for note in result.caveats}


def test_published_european_table_of_1995(europe_1995: trade.TradeTable) -> None:
    """The published ECI has a spread of 0.998 and PCI the offset of another scaling: compare standardised."""
    result = trade.complexity(europe_1995)
    countries = {row["origin"]: row for row in published("ecomplexity_stata_1995_expected_countries.csv")}
    goods = {row["hs92"]: row for row in published("ecomplexity_stata_1995_expected_products.csv")}
    eci = np.array([float(countries[code]["eci"]) for code in result.countries])
    pci = np.array([float(goods[code]["pci"]) for code in result.goods])
    np.testing.assert_allclose(result.eci, (eci - eci.mean()) / eci.std(), atol=1e-7)
    np.testing.assert_allclose(result.pci, (pci - pci.mean()) / pci.std(), atol=1e-7)
    assert [int(countries[code]["diversity"]) for code in result.countries] == result.diversity.tolist()
    assert [int(goods[code]["ubiquity"]) for code in result.goods] == result.ubiquity.tolist()


def test_published_density_and_rca_of_1995(europe_1995: trade.TradeTable) -> None:
    without_itself = trade.density(europe_1995, count_itself=False)
    for row in published("ecomplexity_stata_1995_expected_products.csv"):
        assert without_itself.of("aut", row["hs92"]) == pytest.approx(float(row["density_aut"]), abs=1e-7)
    specialisation = trade.rca(europe_1995)
    spots = [row for row in published("ecomplexity_stata_1995_expected_spot.csv") if row["measure"] == "rca"]
    assert spots
    for row in spots:
        assert specialisation.of(row["origin"], row["hs92"]) == pytest.approx(float(row["value"]), rel=1e-7)


def test_eigenvectors_solve_their_equations() -> None:
    for table in (made_up(30, 80), made_up(80, 30)):
        has = trade.specialised(table)
        solved = second_vectors(has)
        diversity, ubiquity = has.sum(axis=1), has.sum(axis=0)
        of_countries = (has / ubiquity) @ has.T / diversity[:, None]
        of_goods = (has / diversity[:, None]).T @ has / ubiquity[:, None]
        for matrix, vector in ((of_countries, solved.countries), (of_goods, solved.goods)):
            np.testing.assert_allclose(matrix @ vector, solved.values[1] * vector, atol=1e-12)
        assert solved.values[0] == pytest.approx(1, abs=1e-12)
        assert solved.residual < 1e-12
        assert np.corrcoef(solved.countries, diversity)[0, 1] > 0


def test_a_network_package_finds_the_same_order() -> None:
    """ECI is the Fiedler vector of the normalised Laplacian of the countries' shared-goods graph."""
    table = made_up(25, 60)
    has = trade.specialised(table)
    shared_goods = (has / has.sum(axis=0)) @ has.T
    laplacian = nx.normalized_laplacian_matrix(nx.from_numpy_array(shared_goods)).toarray()
    values, vectors = np.linalg.eigh(laplacian)
    peer = vectors[:, 1] / np.sqrt(shared_goods.sum(axis=1))
    peer = (peer - peer.mean()) / peer.std()
    ours = trade.complexity(table)
    np.testing.assert_allclose(np.abs(ours.eci), np.abs(peer), atol=1e-10)
    assert ours.eigenvalue == pytest.approx(1 - values[1])


def test_proximity_agrees_with_a_network_projection() -> None:
    table = made_up(12, 9)
    has = trade.specialised(table)
    graph = nx.Graph()
    graph.add_nodes_from(table.goods)
    graph.add_edges_from((table.countries[c], table.goods[g]) for c, g in np.argwhere(has))
    projected = nx.bipartite.generic_weighted_projected_graph(
        graph,
        table.goods,
        weight_function=lambda g, u, v: len(set(g[u]) & set(g[v])) / max(len(g[u]), len(g[v])),
    )
    phi = trade.proximity(table)
    for u, v, weight in projected.edges(data="weight"):
        assert phi.of(u, v) == pytest.approx(weight)
    np.testing.assert_allclose(np.diag(phi.values), 1)
    np.testing.assert_allclose(phi.values, phi.values.T)


def test_proximity_of_more_goods_than_one_block_holds() -> None:
    table = made_up(20, 1100)
    has = trade.specialised(table).astype(float)
    both, count = has.T @ has, has.sum(axis=0)
    with np.errstate(invalid="ignore"):
        expected = both / np.maximum(count[:, None], count)
    np.testing.assert_array_equal(trade.proximity(table).values, expected)


def test_a_table_of_the_worlds_countries_needs_no_scipy() -> None:
    program = (
        "import sys, numpy as np; from youcheng.engines import trade; r = np.random.default_rng(1);"
        "t = trade.TradeTable(tuple(map(str, range(30))), tuple(map(str, range(50))), r.lognormal(0, 3, (30, 50)));"
        "trade.complexity(t); trade.proximity(t); sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("size", [399, 401])
def test_both_ways_to_the_eigenvectors_agree(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    has = trade.specialised(made_up(size, 500))
    usual = second_vectors(has)
    monkeypatch.setattr(complexity, "_ALL_LIMIT", 0 if size == 399 else 1000)
    other = second_vectors(has)
    np.testing.assert_allclose(usual.countries, other.countries, atol=1e-12)
    np.testing.assert_allclose(usual.values, other.values, atol=1e-12)


def test_density_counts_what_is_near() -> None:
    has_all = trade.density(made_up(12, 9))
    assert ((has_all.values >= 0) & (has_all.values <= 1)).all()
    assert [note.code for note in has_all.caveats] == ["self_counted"]
    assert has_all.parameters == {"threshold": 1.0, "count_itself": True}


def test_what_hangs_apart_is_not_scored() -> None:
    block = made_up(8, 12).exports
    flows = np.zeros((10, 14))
    flows[:8, :12] = block
    flows[8, 12] = 5.0
    table = trade.TradeTable(tuple("abcdefghij"), tuple(f"g{i}" for i in range(14)), flows)
    result = trade.complexity(table)
    assert np.isnan(result.eci[8:]).all()
    assert np.isfinite(result.eci[:8]).all()
    np.testing.assert_allclose(result.pci[12:], np.nan)
    assert "outside_network" in {note.code for note in result.caveats}


def test_too_few_countries_are_refused() -> None:
    with pytest.raises(NothingTraded, match="hang together"):
        trade.complexity(made_up(2, 9))
    with pytest.raises(ShapeMismatch):
        second_vectors(np.array([[True, False], [True, False]]))


def test_equal_diversity_leaves_the_sign_open() -> None:
    ring = np.eye(7) + np.roll(np.eye(7), 1, axis=1)
    result = trade.complexity(trade.TradeTable(tuple("abcdefg"), tuple("1234567"), ring))
    assert {"sign_undetermined", "tied_eigenvalues"} <= {note.code for note in result.caveats}


def test_the_finest_classification_converges() -> None:
    assert trade.complexity(made_up(226, 5000)).residual < 1e-12


def test_a_large_square_matrix_takes_the_iterative_way() -> None:
    result = trade.complexity(made_up(1600, 1700, filled=0.05))
    assert result.residual < 1e-12
