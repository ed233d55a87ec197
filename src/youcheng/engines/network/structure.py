"""How a network hangs together: cores, components, like with like, and the ties that hold parts together.

Questions: how deep does a node lie inside (k-core, Seidman 1983)? Do well-tied nodes tie with well-tied ones (assortativity,
Newman 2002)? Which tie is the only way between two parts (bridge, Tarjan 1974)? For every graph; a bridge says that the *list*
knows no other way, which an incomplete list claims too easily. Called by `network` and researchers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.network.graph import Graph, Ints


def core_numbers(graph: Graph) -> Ints:
    """Return the core number of each node: the largest k such that it lies in a part whose nodes all have k ties inside."""
    left = graph.degrees.copy()
    cores = np.zeros(graph.size, dtype=np.int64)
    alive = np.ones(graph.size, dtype=bool)
    level = 0
    while alive.any():
        level = max(level, int(left[alive].min()))
        gone = np.flatnonzero(alive & (left <= level))
        cores[gone] = level
        alive[gone] = False
        touched = partners_of_all(graph, gone)[1]
        left -= np.bincount(touched, minlength=graph.size)
    return cores


def partners_of_all(graph: Graph, positions: Ints) -> tuple[Ints, Ints]:
    """Return for several nodes which of them (its place in `positions`) and whose partner, one pair for each tie."""
    counts = graph.degrees[positions]
    owner = np.repeat(np.arange(positions.size), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, graph.partners[np.repeat(graph.starts[positions], counts) + within]


def components(graph: Graph) -> Ints:
    """Return the component of each node, numbered from 0 by size, the largest first."""
    # Slow to import, needed here only.
    from scipy.sparse.csgraph import connected_components

    count, labels = connected_components(graph.matrix, directed=False)
    order = np.argsort(-np.bincount(labels, minlength=count), kind="stable")
    rank = np.empty(count, dtype=np.int64)
    rank[order] = np.arange(count)
    numbered: Ints = rank[labels]
    return numbered


def assortativity(graph: Graph) -> float | None:
    """Return the correlation of the degrees at both ends of a tie, −1 to 1; None where all ends have the same degree."""
    ends = graph.degrees[np.concatenate([graph.ties, graph.ties[:, ::-1]])].astype(np.float64)
    if not len(ends):
        return None
    x, y = (ends - ends.mean(axis=0)).T
    variance = float((x * x).mean())
    return float((x * y).mean() / variance) if variance > 0 else None


@dataclass(frozen=True, eq=False)
class Holding:
    """What alone holds parts together: `bridges` by position in `Graph.ties`, `cut_nodes` by position in `Graph.nodes`.

    `cut_off` says for each bridge how many nodes lie on its smaller side.
    """

    bridges: Ints
    cut_off: Ints
    cut_nodes: Ints


def holding(graph: Graph) -> Holding:
    """Return the bridges and cut nodes: without one of them its part of the network falls apart."""
    walk = _Walk(graph)
    for root in range(graph.size):
        if walk.entered[root] < 0:
            walk.from_root(root)
    found = (walk.order, walk.parent, walk.low, walk.entered)
    order, parent, low, entered = (np.array(one, dtype=np.int64) for one in found)
    below = _sizes_below(order, parent)
    child = order[parent[order] >= 0]
    over = parent[child]
    whole = np.bincount(components(graph))[components(graph)] if graph.size else below
    is_bridge = low[child] > entered[over]
    cut = np.zeros(graph.size, dtype=bool)
    holds = (low[child] >= entered[over]) & (parent[over] >= 0)
    cut[over[holds]] = True
    roots = order[parent[order] < 0]
    cut[roots] = np.bincount(over, minlength=graph.size)[roots] > 1
    ends = np.sort(np.stack([child, over], axis=1)[is_bridge], axis=1)
    at = np.searchsorted(_keys(graph.ties, graph.size), _keys(ends, graph.size))
    small = np.minimum(below[child], whole[child] - below[child])[is_bridge]
    sort = np.argsort(at)
    return Holding(at[sort], small[sort], np.flatnonzero(cut))


def _keys(ties: Ints, size: int) -> Ints:
    return ties[:, 0] * size + ties[:, 1]


def _sizes_below(order: Ints, parent: NDArray[np.int64]) -> Ints:
    """Nodes in the subtree of each node, itself included; `order` is that of entering."""
    below = [1] * len(parent)
    for node in reversed(order.tolist()):
        if parent[node] >= 0:
            below[parent[node]] += below[node]
    return np.array(below, dtype=np.int64)


class _Walk:
    """Tarjan's walk through the network, depth first and without recursion."""

    def __init__(self, graph: Graph) -> None:
        self.partners, self.starts = graph.partners.tolist(), graph.starts.tolist()
        self.entered = [-1] * graph.size
        self.low = [-1] * graph.size
        self.parent = [-1] * graph.size
        self.order: list[int] = []

    def from_root(self, root: int) -> None:
        """Visit everything that can be reached from a node nobody has visited."""
        self._enter(root)
        stack, following = [root], {root: self.starts[root]}
        while stack:
            node = stack[-1]
            at = following[node]
            if at == self.starts[node + 1]:
                stack.pop()
                if stack:
                    self.low[stack[-1]] = min(self.low[stack[-1]], self.low[node])
                continue
            following[node] = at + 1
            other = self.partners[at]
            if self.entered[other] < 0:
                self.parent[other] = node
                self._enter(other)
                stack.append(other)
                following[other] = self.starts[other]
            elif other != self.parent[node]:
                self.low[node] = min(self.low[node], self.entered[other])

    def _enter(self, node: int) -> None:
        self.entered[node] = self.low[node] = len(self.order)
        self.order.append(node)
