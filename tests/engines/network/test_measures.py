"""Measures of a network: published values of the karate club, hand-counted small graphs, networkx as a peer, properties."""

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.network.karate import LINKS
from youcheng.engines import network
from youcheng.engines.errors import OutOfRange, ShapeMismatch, UnknownCode
from youcheng.engines.network import Graph

links = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), min_size=1, max_size=60)


def graph_of(pairs: list[tuple[int, int]]) -> Graph:
    first, second = np.array(pairs).T
    return Graph.from_links(first, second)


def peer_of(graph: Graph) -> networkx.Graph:
    peer = networkx.Graph()
    peer.add_nodes_from(range(graph.size))
    peer.add_edges_from(map(tuple, graph.ties.tolist()))
    return peer


@pytest.fixture(scope="module")
def club() -> Graph:
    return graph_of(LINKS)


def test_the_karate_club_as_published(club: Graph) -> None:
    """KONECT, network ZA: n 34, m 78, d_max 17, wedges 528, triangles 45, c .255682, ρ −.475613, diameter 5."""
    assert (club.size, club.volume, int(club.degrees.max())) == (34, 78, 17)
    assert int(network.wedges(club).sum()) == 528
    assert int(network.triangles(club).sum()) == 3 * 45
    assert network.transitivity(club) == pytest.approx(0.255682, abs=5e-7)
    assert network.assortativity(club) == pytest.approx(-0.475613, abs=5e-7)
    assert network.distances(club).diameter == 5
    assert set(network.components(club).tolist()) == {0}


def test_a_star_a_ring_and_two_parts_by_hand() -> None:
    star = graph_of([(0, leaf) for leaf in range(1, 6)])
    assert network.transitivity(star) == 0
    assert network.assortativity(star) == pytest.approx(-1)
    assert network.core_numbers(star).tolist() == [1] * 6
    assert network.betweenness(star).values.tolist() == [10, 0, 0, 0, 0, 0]
    assert network.constraint(star).tolist() == pytest.approx([1 / 5, 1, 1, 1, 1, 1])
    held = network.holding(star)
    assert held.bridges.size == 5
    assert held.cut_off.tolist() == [1] * 5
    assert held.cut_nodes.tolist() == [0]
    ring = graph_of([(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)])
    assert network.assortativity(ring) is None
    assert network.distances(ring).pairs.tolist() == [10, 10]
    assert network.distances(ring).mean == 1.5
    assert network.holding(ring).bridges.size == 0
    two = graph_of([(0, 1), (1, 2), (2, 0), (5, 6)])
    assert network.components(two).tolist() == [0, 0, 0, 1, 1]
    assert network.local_clustering(two)[:3].tolist() == [1, 1, 1]
    assert network.average_clustering(two) == pytest.approx(3 / 5)
    assert network.average_clustering(two, count_single=False) == 1
    assert network.distances(two).mean == 1


def test_two_triangles_on_a_bridge() -> None:
    graph = graph_of([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)])
    held = network.holding(graph)
    assert graph.ties[held.bridges].tolist() == [[2, 3]]
    assert held.cut_off.tolist() == [3]
    assert held.cut_nodes.tolist() == [2, 3]


@settings(max_examples=60, deadline=None)
@given(links)
def test_every_measure_agrees_with_networkx(pairs: list[tuple[int, int]]) -> None:
    graph = graph_of(pairs)
    peer = peer_of(graph)
    order = range(graph.size)
    assert network.core_numbers(graph).tolist() == [networkx.core_number(peer)[node] for node in order]
    assert network.triangles(graph).tolist() == [networkx.triangles(peer)[node] for node in order]
    assert (network.transitivity(graph) or 0) == pytest.approx(networkx.transitivity(peer), abs=1e-9)
    assert network.average_clustering(graph) == pytest.approx(networkx.average_clustering(peer), abs=1e-9)
    theirs = networkx.betweenness_centrality(peer, normalized=False)
    np.testing.assert_allclose(network.betweenness(graph).values, [theirs[n] for n in order], atol=1e-9)
    burt = networkx.constraint(peer)
    np.testing.assert_allclose(network.constraint(graph), [burt[node] for node in order], atol=1e-9)
    held = network.holding(graph)
    assert {tuple(tie) for tie in graph.ties[held.bridges].tolist()} == set(networkx.bridges(peer))
    assert set(held.cut_nodes.tolist()) == set(networkx.articulation_points(peer))
    sizes = sorted(map(len, networkx.connected_components(peer)), reverse=True)
    assert np.bincount(network.components(graph)).tolist() == sizes
    lengths = [
        steps
        for _n, found in networkx.all_pairs_shortest_path_length(peer)
        for steps in found.values()
        if steps
    ]
    assert network.distances(graph).pairs.tolist() == np.bincount(lengths or [0])[1:].tolist()


def test_assortativity_and_effective_size_agree_with_networkx(club: Graph) -> None:
    peer = peer_of(club)
    theirs = networkx.degree_assortativity_coefficient(peer)
    assert network.assortativity(club) == pytest.approx(theirs, abs=1e-9)
    sizes = networkx.effective_size(peer)
    for node in range(club.size):
        assert network.effective_size(club, node) == pytest.approx(sizes[node], abs=1e-9)
        lost = 1 - sizes[node] / club.degrees[node]
        assert network.redundancy(club, node) == pytest.approx(lost, abs=1e-9)


def test_a_bridge_cuts_off_what_it_says() -> None:
    rng = np.random.default_rng(3)
    graph = Graph.from_links(rng.integers(0, 300, 260), rng.integers(0, 300, 260))
    held = network.holding(graph)
    peer = peer_of(graph)
    assert held.bridges.size > 50
    for tie, cut_off in zip(graph.ties[held.bridges].tolist(), held.cut_off.tolist(), strict=True):
        peer.remove_edge(*tie)
        sides = [len(networkx.node_connected_component(peer, node)) for node in tie]
        assert min(sides) == cut_off
        peer.add_edge(*tie)


def test_sampled_betweenness_lies_within_its_error() -> None:
    rng = np.random.default_rng(5)
    graph = Graph.from_links(rng.integers(0, 400, 900), rng.integers(0, 400, 900))
    exact = network.betweenness(graph)
    assert not exact.caveats
    assert not exact.errors.any()
    assert not exact.caveats
    top = np.argsort(-exact.values)[:100]
    covered = []
    for seed in range(8):
        sampled = network.betweenness(graph, sources=150, seed=seed)
        assert [note.code for note in sampled.caveats] == ["sampled_sources"]
        off = np.abs(sampled.values - exact.values)[top]
        covered.append(float((off <= 1.96 * sampled.errors[top]).mean()))
    # Few sources carry much of the sum, so the bounds hold somewhat less often than the 95 % of a normal error.
    assert 0.85 < np.mean(covered) < 1
    assert float(exact.shares.max()) < 1


@given(links, st.randoms(use_true_random=False))
def test_the_order_of_links_and_the_names_of_nodes_change_nothing(
    pairs: list[tuple[int, int]], random: object
) -> None:
    turned = [(b, a) for a, b in reversed(pairs)]
    assert graph_of(turned).ties.tolist() == graph_of(pairs).ties.tolist()
    shifted = graph_of([(a * 1_000_003 - 7, b * 1_000_003 - 7) for a, b in pairs])
    assert shifted.ties.tolist() == graph_of(pairs).ties.tolist()


def test_repeats_and_loops_are_counted_and_left_out() -> None:
    graph = Graph.from_links([1, 2, 1, 5], [2, 1, 2, 5], nodes=[9])
    assert graph.nodes.tolist() == [1, 2, 5, 9]
    assert (graph.volume, graph.repeated, graph.loops) == (1, 2, 1)
    assert graph.degrees.tolist() == [1, 1, 0, 0]
    assert np.isnan(network.constraint(graph)[2:]).all()
    assert network.core_numbers(graph).tolist() == [1, 1, 0, 0]
    assert network.distances(graph).pairs.tolist() == [2]
    assert 9 in graph
    assert 3 not in graph


def test_an_empty_network_has_no_measures() -> None:
    graph = Graph.from_links([], [])
    assert graph.size == 0
    assert network.transitivity(graph) is None
    assert network.average_clustering(graph) is None
    assert network.assortativity(graph) is None
    assert network.distances(graph).mean is None
    assert network.holding(graph).bridges.size == 0
    assert network.betweenness(graph).values.size == 0


def test_bad_input_is_refused_with_a_remedy() -> None:
    with pytest.raises(ShapeMismatch, match="both ends"):
        Graph.from_links([1, 2], [3])
    with pytest.raises(OutOfRange, match="whole numbers"):
        Graph.from_links([1.5], [2.0])
    with pytest.raises(UnknownCode, match="7 has no tie"):
        graph_of([(1, 2)]).position(7)
    with pytest.raises(OutOfRange, match="1 sources"):
        network.betweenness(graph_of([(1, 2), (2, 3)]), sources=1)
