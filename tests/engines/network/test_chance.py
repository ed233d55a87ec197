"""Chance and surroundings: what rewiring keeps, what it finds on made networks, suggestions against networkx."""

from itertools import combinations

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.network.karate import LINKS
from tests.engines.network.test_measures import graph_of, links, peer_of
from youcheng.engines import geo, network
from youcheng.engines.errors import OutOfRange, ShapeMismatch
from youcheng.engines.network import Graph, Rewiring


@settings(max_examples=40, deadline=None)
@given(links, st.integers(0, 5), st.booleans())
def test_rewiring_keeps_degrees_and_where_asked_the_ties_of_groups(
    pairs: list[tuple[int, int]], seed: int, grouped: bool
) -> None:
    graph = graph_of(pairs)
    groups = np.arange(graph.size) % 3 if grouped else None
    made = Rewiring(graph, groups, seed).next(5)
    assert made.degrees.tolist() == graph.degrees.tolist()
    assert made.volume == graph.volume
    assert (made.ties[:, 0] < made.ties[:, 1]).all()
    assert len(np.unique(made.ties, axis=0)) == made.volume
    if groups is not None:
        assert tally(made, groups) == tally(graph, groups)


def tally(graph: Graph, groups: np.ndarray) -> list[list[int]]:
    return sorted(np.sort(groups[graph.ties], axis=1).tolist())


def test_every_network_of_a_degree_sequence_is_met_about_as_often() -> None:
    """Degrees 2, 2, 1, 1, 1, 1 on named nodes: all simple graphs with them, counted by brute force, come up alike."""
    graph = graph_of([(0, 1), (0, 2), (1, 3), (4, 5)])
    rewiring = Rewiring(graph, seed=4)
    met: dict[str, int] = {}
    for _sample in range(6_000):
        made = str(rewiring.next(12).ties.tolist())
        met[made] = met.get(made, 0) + 1
    possible = networks_with([2, 2, 1, 1, 1, 1])
    assert set(met) == possible
    counts = np.array(list(met.values()))
    expected = 6_000 / len(possible)
    # 17 degrees of freedom: a fair chain passes 40.8 once in a thousand times.
    assert float(((counts - expected) ** 2 / expected).sum()) < 40.8


def networks_with(degrees: list[int]) -> set[str]:
    pairs = list(combinations(range(len(degrees)), 2))
    found = set()
    for chosen in combinations(pairs, sum(degrees) // 2):
        if np.bincount(np.ravel(chosen), minlength=len(degrees)).tolist() == degrees:
            found.add(str([list(pair) for pair in chosen]))
    return found


def planted(seed: int = 1, inside: float = 0.8) -> tuple[Graph, np.ndarray]:
    """400 nodes in 8 groups; most ties inside the group."""
    rng = np.random.default_rng(seed)
    groups = np.arange(400) % 8
    first = rng.integers(0, 400, 1_200)
    mate = (rng.integers(0, 50, 1_200) * 8 + groups[first]) % 400
    second = np.where(rng.random(1_200) < inside, mate, rng.integers(0, 400, 1_200))
    return Graph.from_links(first, second, nodes=np.arange(400)), groups


def test_planted_groups_stand_out_and_random_ties_do_not() -> None:
    graph, groups = planted()
    found = network.against_chance(graph, {"within": network.share_within(groups)}, samples=60)["within"]
    assert found.observed > 0.75
    assert found.mean == pytest.approx(1 / 8, abs=0.02)
    assert found.z is not None
    assert found.z > 20
    assert found.ratio == pytest.approx(found.observed / found.mean)
    assert found.probability == pytest.approx(1 / 61)
    plain, _groups = planted(inside=0.0)
    found = network.against_chance(plain, {"within": network.share_within(groups)}, samples=60)["within"]
    assert found.z is not None
    assert abs(found.z) < 3.5


def test_with_groups_kept_the_share_within_them_cannot_differ() -> None:
    graph, groups = planted()
    found = network.against_chance(graph, {"within": network.share_within(groups)}, groups=groups, samples=5)[
        "within"
    ]
    assert found.z is None
    assert found.effect == pytest.approx(0)
    assert found.method == "rewired_in_groups"


def test_lengths_are_great_circles_and_small_networks_are_warned_of() -> None:
    places = [(25.04, 102.72), (35.34, 139.49), (39.74, -104.98)]
    latitudes, longitudes = np.array(places).T
    length = network.mean_length(latitudes, longitudes)(graph_of([(0, 1), (0, 2)]))
    ways = geo.distance_km(*places[0], latitudes[1:], longitudes[1:])
    assert length == pytest.approx(float(ways.mean()), rel=1e-9)
    club = graph_of(LINKS)
    steps: list[tuple[int, int]] = []
    found = network.against_chance(
        club,
        {"transitivity": lambda graph: network.transitivity(graph) or 0.0},
        samples=3,
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert [note.code for note in found["transitivity"].caveats] == ["few_ties"]


def test_unknown_groups_are_left_out_of_a_share() -> None:
    graph = graph_of([(0, 1), (1, 2), (2, 3)])
    assert network.share_within([0, 0, 1, -1])(graph) == 0.5
    assert network.share_within([-1, -1, -1, -1])(graph) == 0.0


def test_a_spread_beside_its_expectation() -> None:
    found = network.spread([6, 2, 2], [1, 1, 2])
    assert found.expected.tolist() == [2.5, 2.5, 5.0]
    assert found.deviations.tolist() == pytest.approx([np.sqrt(10 * 3 / 16)] * 2 + [np.sqrt(10 / 4)])
    assert found.z[0] == pytest.approx(3.5 / np.sqrt(30 / 16))
    assert found.apart == pytest.approx(0.35)
    assert 0 < found.apart_by_chance[0] < found.apart_by_chance[1] < 1
    as_weights = network.spread([25, 25, 50], [1, 1, 2])
    assert as_weights.apart == 0
    none = network.spread([0, 0], [1, 0])
    assert none.apart == 0
    assert np.isnan(none.z).all()


def test_suggestions_agree_with_networkx() -> None:
    club = graph_of(LINKS)
    peer = peer_of(club)
    for node in (0, 8, 16, 33):
        found = network.suggestions(club, node)
        pairs = [(node, other) for other in found.positions.tolist()]
        theirs = [score for _a, _b, score in networkx.resource_allocation_index(peer, pairs)]
        np.testing.assert_allclose(found.resource_allocation, theirs, atol=1e-9)
        adamic = [score for _a, _b, score in networkx.adamic_adar_index(peer, pairs)]
        np.testing.assert_allclose(found.adamic_adar, adamic, atol=1e-9)
        assert not set(found.positions.tolist()) & ({node} | set(peer[node]))
        apart = network.within(club, node, 2)
        assert set(found.positions.tolist()) == set(np.flatnonzero(apart == 2).tolist())
        for other, through, common in zip(found.positions, found.through, found.common, strict=True):
            assert set(through) == set(networkx.common_neighbors(peer, node, int(other)))
            assert len(through) == common


def test_suggestions_leave_out_what_is_not_allowed_and_warn_of_few_partners() -> None:
    graph = graph_of([(0, 1), (1, 2), (1, 3)])
    allowed = np.array([True, True, True, False])
    found = network.suggestions(graph, 0, allowed)
    assert found.positions.tolist() == [2]
    assert [note.code for note in found.caveats] == ["few_partners"]
    assert network.redundancy(Graph.from_links([1], [2], nodes=[3]), 2) is None


def test_bad_input_is_refused() -> None:
    graph = graph_of([(0, 1)])
    with pytest.raises(OutOfRange, match="1 samples"):
        network.against_chance(graph, {}, samples=1)
    with pytest.raises(ShapeMismatch, match="3 groups for 2 nodes"):
        Rewiring(graph, [1, 2, 3])
    with pytest.raises(OutOfRange, match="not all weights 0"):
        network.spread([1], [0])
    with pytest.raises(ShapeMismatch, match="1 counts and 2 weights"):
        network.spread([1], [1, 2])
