"""Ways through a network: how many steps apart are two nodes, and who stands between the others?

Mean distance over connected pairs, exact, 1,024 sources at a time as bits of 64-bit words; betweenness after Brandes 2001, exact or
from sampled sources (Brandes and Pich 2007) with a standard error. Every step counts the same. Do not read betweenness as influence:
a city passes nothing on by being tied to two others. Called by `network` and researchers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.errors import OutOfRange
from youcheng.engines.network.graph import Graph, Ints
from youcheng.engines.network.structure import partners_of_all
from youcheng.engines.results import Result, caveat

Floats = NDArray[np.float64]
_WORDS = 16
_TOGETHER = 4
EXACT_UP_TO = 2_000
"""Nodes up to which betweenness is computed from every source unless told otherwise."""
SAMPLED = 256


@dataclass(frozen=True, eq=False, kw_only=True)
class Distances(Result):
    """How many ordered pairs lie 1, 2, 3 … steps apart (`pairs[0]` is for 1). Pairs without a way are not in it."""

    pairs: Ints

    @property
    def mean(self) -> float | None:
        """Mean steps between two connected nodes; None without any tie."""
        total = int(self.pairs.sum())
        return float((self.pairs * np.arange(1, self.pairs.size + 1)).sum() / total) if total else None

    @property
    def diameter(self) -> int:
        """The most steps between two connected nodes; 0 without any tie."""
        return int(self.pairs.size)


def distances(graph: Graph) -> Distances:
    """Return the distribution of the distances between all connected pairs, exact."""
    counts: list[int] = []
    tied = np.flatnonzero(graph.degrees)
    for start in range(0, tied.size, 64 * _WORDS):
        for step, count in enumerate(_steps(graph, tied, tied[start : start + 64 * _WORDS])):
            if step == len(counts):
                counts.append(0)
            counts[step] += count
    return Distances(method="mean_distance", pairs=np.array(counts, dtype=np.int64))


def _steps(graph: Graph, tied: Ints, sources: Ints) -> list[int]:
    """Pairs first reached after 1, 2 … steps from some sources; each source is one bit of a row of words."""
    seen = np.zeros((graph.size, _WORDS), dtype=np.uint64)
    bit = np.arange(sources.size)
    seen[sources, bit // 64] |= np.uint64(1) << (bit % 64).astype(np.uint64)
    front = seen.copy()
    counts: list[int] = []
    while True:
        reached = np.zeros_like(seen)
        reached[tied] = np.bitwise_or.reduceat(front[graph.partners], graph.starts[tied], axis=0)
        reached &= ~seen
        count = int(np.bitwise_count(reached).sum())
        if not count:
            return counts
        counts.append(count)
        seen |= reached
        front = reached


@dataclass(frozen=True, eq=False, kw_only=True)
class Betweenness(Result):
    """Shortest ways between other pairs that lead over each node (a way shared by several counts in parts).

    `errors`: standard errors of the estimates, all 0 where every source was used. `sources`: how many were.
    """

    values: Floats
    errors: Floats
    sources: int

    @property
    def shares(self) -> Floats:
        """The values as shares of all pairs of other nodes, 0 to 1."""
        others = max((self.values.size - 1) * (self.values.size - 2) / 2, 1)
        return self.values / others


def betweenness(graph: Graph, sources: int | None = None, seed: int = 1) -> Betweenness:
    """Return the betweenness of every node.

    From all sources up to 2,000 nodes, else from 256 drawn without replacement; `sources` asks for another number (at least 2,
    or all). The standard error comes from the spread over the sources drawn.
    """
    wanted = sources or (graph.size if graph.size <= EXACT_UP_TO else SAMPLED)
    if wanted < min(2, graph.size):
        raise OutOfRange(f"{wanted} sources", where="betweenness", remedy="Give at least 2.")
    used = min(wanted, graph.size)
    is_exact = used == graph.size
    chosen = np.arange(graph.size)
    if not is_exact:
        chosen = np.sort(np.random.default_rng(seed).choice(graph.size, used, replace=False))
    total, squares = np.zeros(graph.size), np.zeros(graph.size)
    for start in range(0, used, _TOGETHER):
        passed = _passed(graph, chosen[start : start + _TOGETHER])
        total += passed.sum(axis=0)
        squares += (passed * passed).sum(axis=0)
    # Every pair is met from both ends.
    values = total * graph.size / max(used, 1) / 2
    spread = np.zeros(graph.size) if is_exact else np.maximum(squares - total**2 / used, 0) / (used - 1)
    errors = graph.size / 2 * np.sqrt(spread / max(used, 1) * (1 - used / max(graph.size, 1)))
    notes = () if is_exact else (caveat("sampled_sources", sources=used, nodes=graph.size),)
    parameters = {"sources": used, "seed": seed} if not is_exact else {"sources": used}
    return Betweenness(
        method="betweenness", parameters=parameters, caveats=notes, values=values, errors=errors, sources=used
    )


def _passed(graph: Graph, sources: Ints) -> Floats:
    """Dependencies of each source (row) on each node: the shortest ways from it that lead over the node to others.

    All sources are walked at once: source s and node v are one place s · n + v of flat arrays.
    """
    size = graph.size
    shift = np.arange(sources.size) * size
    step = np.full(sources.size * size, -1, dtype=np.int16)
    ways = np.zeros(sources.size * size)
    front = shift + sources
    step[front], ways[front] = 0, 1.0
    levels: list[tuple[Ints, Ints]] = []
    while front.size:
        nodes = front % size
        owner, partner = partners_of_all(graph, nodes)
        here, there = front[owner], (front - nodes)[owner] + partner
        level = len(levels) + 1
        fresh = step[there] < 0
        here, there = here[fresh], there[fresh]
        step[there] = level
        np.add.at(ways, there, ways[here])
        front = np.flatnonzero(step == level)
        levels.append((here, there))
    passed = np.zeros_like(ways)
    for here, there in reversed(levels):
        shared = ways[here] / ways[there] * (1.0 + passed[there])
        np.add.at(passed, here, shared)
    passed[shift + sources] = 0.0
    return passed.reshape(sources.size, size)
