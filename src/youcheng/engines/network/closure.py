"""Closed and open triads: do partners of one node tie with each other, and where are the holes between them?

Formulas: transitivity = 3 · triangles / wedges (Newman 2003), average local clustering (Watts and Strogatz 1998, another number),
constraint c_i = Σ_j (p_ij + Σ_q p_iq p_qj)², p = share of a node's ties (Burt 1992). High constraint: the partners lead to the same
places; low: holes that the node alone spans. Unweighted ties only. Called by `network` and researchers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.network.graph import Graph, Ints

Floats = NDArray[np.float64]


def triangles(graph: Graph) -> Ints:
    """Return the number of triangles each node stands in; their sum is three times the number of triangles."""
    closed = (graph.matrix @ graph.matrix).multiply(graph.matrix)
    return np.rint(np.asarray(closed.sum(axis=1)).ravel() / 2).astype(np.int64)


def wedges(graph: Graph) -> Ints:
    """Return the number of pairs of partners of each node, d · (d − 1) / 2."""
    return graph.degrees * (graph.degrees - 1) // 2


def transitivity(graph: Graph) -> float | None:
    """Return 3 · triangles / wedges, 0 to 1: how often two partners of a node are tied; None without any wedge."""
    open_or_closed = int(wedges(graph).sum())
    return float(triangles(graph).sum() / open_or_closed) if open_or_closed else None


def local_clustering(graph: Graph) -> Floats:
    """Return the share of each node's pairs of partners that are tied, 0 to 1; NaN for fewer than two partners."""
    pairs = wedges(graph)
    local: Floats = np.divide(triangles(graph), pairs, out=np.full(graph.size, np.nan), where=pairs > 0)
    return local


def average_clustering(graph: Graph, count_single: bool = True) -> float | None:
    """Return the mean of `local_clustering`.

    Nodes with fewer than two partners count as 0 (`count_single`, as most packages do) or are left out. None where nothing counts.
    """
    local = local_clustering(graph)
    counted = np.nan_to_num(local) if count_single else local[~np.isnan(local)]
    return float(counted.mean()) if counted.size else None


def constraint(graph: Graph) -> Floats:
    """Return Burt's constraint of each node, above 0; NaN for a node without ties.

    1 for a node with a single partner; it can pass 1 where two partners are tied closely.
    """
    # Slow to import, as the matrix itself is.
    from scipy.sparse import diags

    with np.errstate(divide="ignore"):
        shares = diags(np.where(graph.degrees > 0, 1.0 / graph.degrees, 0.0)) @ graph.matrix
    both = (shares + shares @ shares).multiply(graph.matrix)
    summed = np.asarray(both.multiply(both).sum(axis=1)).ravel()
    return np.where(graph.degrees > 0, summed, np.nan)
