"""The measures on 25,000 real ties against networkx and igraph. Skipped where the shared folder, or igraph, is absent."""

from __future__ import annotations

import csv

import networkx
import numpy as np
import pytest

from tests.engines.network.test_measures import peer_of
from tests.shared import shared_file
from youcheng.engines import network
from youcheng.engines.network import Graph

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Places told apart by name and country alone: which of them GeoNames knows matters to no formula."""
    with shared_file("data/twins/hekman_twin_cities_iso.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    numbers: dict[tuple[str, str], int] = {}
    ends = [
        [numbers.setdefault((row[f"city{side}"], row[f"iso2_{side}"]), len(numbers)) for row in rows]
        for side in "12"
    ]
    return Graph.from_links(*ends)


def test_against_networkx(graph: Graph) -> None:
    peer = peer_of(graph)
    order = range(graph.size)
    assert network.transitivity(graph) == pytest.approx(networkx.transitivity(peer), abs=1e-9)
    assert network.average_clustering(graph) == pytest.approx(networkx.average_clustering(peer), abs=1e-9)
    theirs = networkx.degree_assortativity_coefficient(peer)
    assert network.assortativity(graph) == pytest.approx(theirs, abs=1e-9)
    cores = networkx.core_number(peer)
    assert network.core_numbers(graph).tolist() == [cores[node] for node in order]
    held = network.holding(graph)
    assert {tuple(tie) for tie in graph.ties[held.bridges].tolist()} == set(networkx.bridges(peer))
    assert set(held.cut_nodes.tolist()) == set(networkx.articulation_points(peer))
    some = [int(node) for node in np.argsort(-graph.degrees)[:40]]
    burt = networkx.constraint(peer, nodes=some)
    np.testing.assert_allclose(network.constraint(graph)[some], [burt[node] for node in some], atol=1e-9)


def test_against_igraph(graph: Graph) -> None:
    igraph = pytest.importorskip("igraph", reason="igraph is not installed")
    peer = igraph.Graph(graph.size, graph.ties.tolist())
    assert network.distances(graph).mean == pytest.approx(peer.average_path_length(), abs=1e-9)
    assert network.distances(graph).diameter == peer.diameter()
    chosen = np.sort(np.random.default_rng(1).choice(graph.size, 64, replace=False))
    theirs = np.array(peer.betweenness(sources=chosen.tolist())) * graph.size / 64
    np.testing.assert_allclose(network.betweenness(graph, sources=64).values, theirs, rtol=1e-9, atol=1e-6)
