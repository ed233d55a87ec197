"""One node and what surrounds it: redundancy of its ties, and nodes that share partners with it without being tied.

Formulas: effective size = d − 2t / d, t ties among the d partners (Burt 1992 in the form of Borgatti 1997); Adamic–Adar Σ 1 / ln d_q and
resource allocation Σ 1 / d_q over common partners q (Adamic and Adar 2003; Zhou, Lü and Zhang 2009). A suggestion from structure knows
nothing of interests: do not use it for a node with few ties, for one whose list is incomplete, or to judge a city nobody is tied to.
Called by `network` and researchers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.network.graph import Graph, Ints
from youcheng.engines.network.structure import partners_of_all
from youcheng.engines.results import Result, caveat

Floats = NDArray[np.float64]
FEW_PARTNERS = 5


def effective_size(graph: Graph, position: int) -> float | None:
    """Return how many partners lead somewhere of their own, 1 to d; None for a node without ties."""
    degree = int(graph.degrees[position])
    return degree - 2 * len(ties_among(graph, graph.partners_of(position))) / degree if degree else None


def redundancy(graph: Graph, position: int) -> float | None:
    """Return the share of the partners that others of them make redundant, 0 to below 1; None for a node without ties."""
    size = effective_size(graph, position)
    return None if size is None else 1 - size / int(graph.degrees[position])


def ties_among(graph: Graph, positions: Ints) -> Ints:
    """Return the ties (rows of `Graph.ties`) whose two nodes are both among some positions."""
    is_in = np.zeros(graph.size, dtype=bool)
    is_in[positions] = True
    return np.flatnonzero(is_in[graph.ties].all(axis=1))


def within(graph: Graph, position: int, steps: int) -> Ints:
    """Return for every node how many steps it lies from one node, −1 where more than `steps` or out of reach."""
    reached = np.full(graph.size, -1, dtype=np.int64)
    front = np.array([position], dtype=np.int64)
    reached[front] = 0
    for step in range(1, steps + 1):
        beside = np.unique(partners_of_all(graph, front)[1])
        front = beside[reached[beside] < 0]
        reached[front] = step
    return reached


@dataclass(frozen=True, eq=False, kw_only=True)
class Suggestions(Result):
    """Nodes two steps away by resource allocation, the highest first; arrays of one length.

    `through` names the common partners of each, by position, the least tied first: they weigh most.
    """

    positions: Ints
    common: Ints
    adamic_adar: Floats
    resource_allocation: Floats
    through: tuple[tuple[int, ...], ...]


def suggestions(
    graph: Graph, position: int, allowed: NDArray[np.bool_] | None = None, limit: int = 50
) -> Suggestions:
    """Return the nodes that share partners with a node without being tied to it; `allowed` rules nodes out beforehand."""
    mine = graph.partners_of(position)
    owner, other = partners_of_all(graph, mine)
    fits = np.ones(graph.size, dtype=bool) if allowed is None else allowed.copy()
    fits[mine] = False
    fits[position] = False
    owner, other = owner[fits[other]], other[fits[other]]
    degree = graph.degrees[mine[owner]].astype(np.float64)
    common = np.bincount(other, minlength=graph.size)
    # A common partner has two ties at least, so neither weight is infinite.
    allocation = _summed(other, 1 / degree, graph.size)
    adamic = _summed(other, 1 / np.log(degree), graph.size)
    found = np.flatnonzero(common)
    best = found[np.lexsort((found, -adamic[found], -allocation[found]))][:limit]
    notes = (caveat("few_partners", partners=mine.size),) if mine.size < FEW_PARTNERS else ()
    return Suggestions(
        method="common_partners", parameters={"partners": int(mine.size), "limit": limit}, caveats=notes, positions=best,
        common=common[best], adamic_adar=adamic[best], resource_allocation=allocation[best],
        through=tuple(_through(graph, mine[owner[other == one]]) for one in best.tolist()),
    )  # fmt: skip


def _summed(positions: Ints, weights: Floats, size: int) -> Floats:
    return np.asarray(np.bincount(positions, weights=weights, minlength=size), dtype=np.float64)


def _through(graph: Graph, partners: Ints) -> tuple[int, ...]:
    return tuple(partners[np.lexsort((partners, graph.degrees[partners]))].tolist())
