"""A network of undirected ties as arrays: who is tied to whom, each pair once.

Question: none yet; every other module of this package asks one of it. Nodes are whole numbers (GeoNames ids, keys of rows);
a repeated pair counts once, a tie of a node to itself is left out, and both are counted. Weights and dates are not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.errors import OutOfRange, ShapeMismatch, UnknownCode

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Graph:
    """A simple undirected graph. Make one with `from_links`.

    `nodes`: ids, ascending; a node's place in it is its position everywhere else. `ties`: m × 2 positions, the smaller
    first, sorted. `repeated` and `loops` count the links that were folded into another or left out.
    """

    nodes: Ints
    ties: Ints
    repeated: int = 0
    loops: int = 0

    @classmethod
    def from_links(cls, first: ArrayLike, second: ArrayLike, nodes: ArrayLike | None = None) -> Graph:
        """Build the graph of links between ids; `nodes` adds ids that may have no tie at all.

        ShapeMismatch where the two ends differ in number, OutOfRange where an id is not a whole number.
        """
        a, b = _ids(first), _ids(second)
        if a.shape != b.shape:
            raise ShapeMismatch(
                f"{a.size} first ends and {b.size} second ends",
                where="links",
                remedy="Give both ends of each.",
            )
        held = np.unique(np.concatenate([a, b, _ids([] if nodes is None else nodes)]))
        x, y = np.searchsorted(held, a), np.searchsorted(held, b)
        proper = x != y
        low, high = np.minimum(x, y)[proper], np.maximum(x, y)[proper]
        keys = np.unique(low * max(held.size, 1) + high)
        ties = np.stack(np.divmod(keys, max(held.size, 1)), axis=1)
        return cls(held, ties, int(proper.sum()) - keys.size, int((~proper).sum()))

    @property
    def size(self) -> int:
        """Number of nodes."""
        return int(self.nodes.size)

    @property
    def volume(self) -> int:
        """Number of ties."""
        return len(self.ties)

    @cached_property
    def degrees(self) -> Ints:
        """Number of ties of each node."""
        return np.bincount(self.ties.ravel(), minlength=self.size).astype(np.int64)

    @cached_property
    def starts(self) -> Ints:
        """Where each node's partners begin in `partners`; one entry more than nodes."""
        return np.concatenate([[0], np.cumsum(self.degrees)])

    @cached_property
    def partners(self) -> Ints:
        """The partners of all nodes, one node after the other, each node's ascending."""
        ends = np.concatenate([self.ties, self.ties[:, ::-1]])
        ordered: Ints = ends[np.lexsort((ends[:, 1], ends[:, 0])), 1]
        return ordered

    def partners_of(self, position: int) -> Ints:
        """Positions of the nodes tied to the node at a position, ascending."""
        return self.partners[self.starts[position] : self.starts[position + 1]]

    def position(self, node: int) -> int:
        """Position of a node's id; UnknownCode where the network lacks it."""
        found = int(np.searchsorted(self.nodes, node))
        if found == self.size or self.nodes[found] != node:
            raise UnknownCode(
                f"{node} has no tie in this network", where="nodes", remedy="Choose one of its nodes."
            )
        return found

    def __contains__(self, node: int) -> bool:
        """Whether an id is a node of the network."""
        found = int(np.searchsorted(self.nodes, node))
        return found < self.size and bool(self.nodes[found] == node)

    @cached_property
    def matrix(self) -> Any:
        """The adjacency as a SciPy CSR matrix of ones."""
        # Slow to import; degrees, paths and bridges do without.
        from scipy.sparse import csr_matrix

        ones = np.ones(self.partners.size)
        return csr_matrix((ones, self.partners, self.starts), shape=(self.size, self.size))


def _ids(values: ArrayLike) -> Ints:
    ids = np.asarray(values)
    if ids.size and not np.issubdtype(ids.dtype, np.integer):
        raise OutOfRange(
            f"ids of the type {ids.dtype}", where="links", remedy="Give whole numbers, one for each node."
        )
    return ids.astype(np.int64).ravel()
