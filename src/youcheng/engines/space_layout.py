"""Where each good stands in a picture of the product space: near goods near each other, the same on every run.

The strongest tree of φ and the strongest further links make a graph; goods are placed so that distances in the picture
follow steps in the graph (stress majorisation, Gansner, Koren and North 2005), from a start without chance. Positions
are a picture, not figures: only φ itself is a measure of nearness.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youcheng.engines.tables import Floats

STRONG = 0.55
"""Links beyond the tree are drawn from this φ on, as in Hidalgo et al. 2007."""
_ROUNDS = 40
_MANY = 300
"""Above so many goods a third of the rounds do: the start is good and the picture is dense anyway."""
_EPSILON = 1e-6


@dataclass(frozen=True, eq=False)
class Placed:
    """Positions in a square from 0 to 1, and the links drawn as pairs of places."""

    x: Floats
    y: Floats
    links: tuple[tuple[int, int], ...]


def placed(near: Floats, *, strong: float = STRONG, per_good: float = 1.5) -> Placed:
    """Return positions and links of goods from φ (NaN: no link). At most `per_good` links a good, strongest first."""
    size = near.shape[0]
    if size < 2:
        return Placed(np.full(size, 0.5), np.full(size, 0.5), ())
    links = _links(np.nan_to_num(near), strong, int(size * per_good))
    steps = _steps(size, links)
    where = _start(steps)
    weight = 1 / np.maximum(steps, _EPSILON) ** 2
    np.fill_diagonal(weight, 0.0)
    for _round in range(_ROUNDS if size <= _MANY else _ROUNDS // 3):
        where = _better(where, steps, weight)
    low, high = where.min(axis=0), where.max(axis=0)
    scaled = (where - low) / np.maximum(high - low, _EPSILON)
    return Placed(scaled[:, 0], scaled[:, 1], links)


def _links(near: Floats, strong: float, most: int) -> tuple[tuple[int, int], ...]:
    """The maximum spanning tree (or forest), then the strongest other links."""
    from scipy.sparse.csgraph import minimum_spanning_tree

    upper = np.triu(near, 1)
    # Costs from 1 to 2, so that no link of the tree costs nothing, which would mean no link.
    costs = np.where(upper > 0, 2.0 - upper, 0.0)
    tree = minimum_spanning_tree(costs).tocoo()
    held = {(int(min(a, b)), int(max(a, b))) for a, b in zip(tree.row, tree.col, strict=True)}
    rows, columns = np.nonzero(upper >= strong)
    order = np.argsort(-upper[rows, columns], kind="stable")
    for place in order:
        if len(held) >= most:
            break
        held.add((int(rows[place]), int(columns[place])))
    return tuple(sorted(held))


def _steps(size: int, links: tuple[tuple[int, int], ...]) -> Floats:
    """Steps between any two goods; parts that do not hang together stand half the longest way apart."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import shortest_path

    ends: NDArray[np.intp] = np.array(links, dtype=np.intp).reshape(-1, 2)
    graph = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    steps = shortest_path(graph, directed=False, unweighted=True)
    known = steps[np.isfinite(steps)]
    return np.asarray(np.where(np.isfinite(steps), steps, known.max() / 2 + 1))


def _start(steps: Floats) -> Floats:
    """Classical scaling: the two leading axes of the squared steps, with the sign fixed."""
    from scipy.linalg import eigh

    size = steps.shape[0]
    if size < 3:
        return np.column_stack([np.arange(size, dtype=np.float64), np.zeros(size)])
    squared = -0.5 * steps**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    values, vectors = eigh(centred, subset_by_index=[size - 2, size - 1])
    axes = vectors[:, ::-1] * np.sqrt(np.maximum(values[::-1], _EPSILON))
    signs = np.sign(axes[np.argmax(np.abs(axes), axis=0), [0, 1]])
    # A hair of spiral parts goods that stand at one place, always in the same way.
    turn = np.arange(size) * 2.399963
    return np.asarray(axes * signs + 0.01 * np.column_stack([np.cos(turn), np.sin(turn)]))


def _better(where: Floats, steps: Floats, weight: Floats) -> Floats:
    """One round of majorisation with Jacobi's approximation: every good moves to where its distances would fit."""
    length = (where**2).sum(axis=1)
    squared = length[:, None] + length[None, :] - 2 * where @ where.T
    distance = np.maximum(np.sqrt(np.maximum(squared, 0.0)), _EPSILON)
    pull = weight * steps / distance
    wished = weight @ where + pull.sum(axis=1)[:, None] * where - pull @ where
    return np.asarray(wished / weight.sum(axis=1)[:, None])
