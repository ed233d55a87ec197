"""What would chance have made? Networks rewired at random that keep each node's degree, and a share-out drawn at random.

Questions: are ties closer to home, or more clustered, than the sizes of cities and countries explain? Does a network lie where ties of
its size would lie by chance? Models: `degrees` keeps every node's number of ties, and so each country's; `degrees_and_groups` keeps
also how many ties each pair of countries has. Rewired by swapping ends (Maslov and Sneppen 2002), many at once and reversibly; with groups
some networks may be out of reach of such swaps. Below about 100 ties read z as a hint. Called by `network` and researchers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.errors import OutOfRange, ShapeMismatch
from youcheng.engines.network.graph import Graph, Ints
from youcheng.engines.results import Result, caveat

Floats = NDArray[np.float64]
Statistic = Callable[[Graph], float]
Progress = Callable[[int, int], None]
BURN_IN, BETWEEN = 40, 10
"""Rounds before the first sample and between two; in a round about half of the ties are offered a swap."""
FEW_TIES = 100


@dataclass(frozen=True, eq=False, kw_only=True)
class Chance(Result):
    """One figure of a network beside the same figure of networks made at random.

    `draws` are the figures of the random ones. z and `ratio` are None where chance knows only one value, or 0.
    """

    observed: float
    draws: Floats

    @property
    def mean(self) -> float:
        return float(self.draws.mean())

    @property
    def deviation(self) -> float:
        """Standard deviation over the random networks."""
        return float(self.draws.std(ddof=1))

    @property
    def z(self) -> float | None:
        """How many standard deviations the network lies above chance: how sure one is, not how much it differs."""
        spread = self.deviation
        return (self.observed - self.mean) / spread if spread > 1e-12 * max(abs(self.mean), 1e-300) else None

    @property
    def effect(self) -> float:
        """The difference from chance, in the figure's own unit."""
        return self.observed - self.mean

    @property
    def ratio(self) -> float | None:
        """The network's figure as a multiple of chance: how much it differs."""
        return self.observed / self.mean if self.mean else None

    @property
    def probability(self) -> float:
        """Share of random networks at least as far from their mean, both sides; never below 1 / (draws + 1)."""
        as_far = np.abs(self.draws - self.mean) >= abs(self.observed - self.mean)
        return float((1 + as_far.sum()) / (1 + self.draws.size))


def against_chance(
    graph: Graph,
    statistics: Mapping[str, Statistic],
    groups: ArrayLike | None = None,
    samples: int = 100,
    seed: int = 1,
    progress: Progress | None = None,
) -> dict[str, Chance]:
    """Return each figure beside those of random networks with the same degrees.

    `groups` gives each node a whole number (its country): with it the ties between any two groups keep their number too.
    OutOfRange for fewer than 2 samples; ShapeMismatch where the groups are not one a node.
    """
    if samples < 2:
        raise OutOfRange(f"{samples} samples", where="chance", remedy="Give at least 2, better 100.")
    rewiring = Rewiring(graph, groups, seed)
    drawn: dict[str, list[float]] = {name: [] for name in statistics}
    for sample in range(samples):
        made = rewiring.next(BURN_IN if sample == 0 else BETWEEN)
        for name, statistic in statistics.items():
            drawn[name].append(statistic(made))
        if progress:
            progress(sample + 1, samples)
    method = "rewired" if groups is None else "rewired_in_groups"
    notes = (caveat("few_ties", ties=graph.volume),) if graph.volume < FEW_TIES else ()
    parameters = {"samples": samples, "seed": seed}
    return {
        name: Chance(
            method=method, parameters=parameters, caveats=notes,
            observed=statistics[name](graph), draws=np.array(values, dtype=np.float64),
        )
        for name, values in drawn.items()
    }  # fmt: skip


class Rewiring:
    """A chain of random networks with the degrees of one graph; each call of `next` goes on from the last."""

    def __init__(self, graph: Graph, groups: ArrayLike | None = None, seed: int = 1) -> None:
        self.graph = graph
        self.rng = np.random.default_rng(seed)
        labels = np.zeros(graph.size, dtype=np.int64) if groups is None else np.asarray(groups)
        if labels.shape != (graph.size,):
            raise ShapeMismatch(
                f"{labels.size} groups for {graph.size} nodes", where="chance", remedy="Give one a node."
            )
        self.labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
        turned = self.labels[graph.ties[:, 0]] > self.labels[graph.ties[:, 1]]
        # The first end always lies in the lower group, so that swapped second ends stay in theirs.
        self.ends = np.where(turned[:, None], graph.ties[:, ::-1], graph.ties)
        pair = self.labels[self.ends]
        self.block = pair[:, 0] * (self.labels.max(initial=0) + 1) + pair[:, 1]
        self.inside = pair[:, 0] == pair[:, 1]

    def next(self, rounds: int) -> Graph:
        """Rewire for some rounds and return the network reached."""
        for _round in range(rounds):
            self._swap_ends()
        ties = np.sort(self.ends, axis=1)
        return Graph(self.graph.nodes, ties[np.lexsort((ties[:, 1], ties[:, 0]))])

    def _swap_ends(self) -> None:
        """Pair ties of each block at random and let pairs exchange second ends where that makes proper, new ties.

        A pair steps back when another pair wants one of its new or its old ties: so the way back is as likely as the way
        there, and in the long run every network comes up equally often.
        """
        flip = self.inside & (self.rng.random(len(self.ends)) < 0.5)
        self.ends[flip] = self.ends[flip, ::-1]
        one, two = self._pairs()
        first = np.stack([self.ends[one, 0], self.ends[two, 1]], axis=1)
        second = np.stack([self.ends[two, 0], self.ends[one, 1]], axis=1)
        held = self._keys(self.ends)
        is_single = _single(np.concatenate([held, self._keys(first), self._keys(second)]))
        is_kept, *is_new = np.split(is_single, [held.size, held.size + one.size])
        done = is_kept[one] & is_kept[two] & is_new[0] & is_new[1]
        done &= (first[:, 0] != first[:, 1]) & (second[:, 0] != second[:, 1])
        self.ends[one[done]], self.ends[two[done]] = first[done], second[done]

    def _pairs(self) -> tuple[Ints, Ints]:
        """Ties paired at random inside their blocks; about half of the pairs sit a round out, so that no rhythm sets in."""
        order = self.rng.permutation(len(self.ends))
        order = order[np.argsort(self.block[order], kind="stable")][int(self.rng.integers(2)) :]
        one, two = order[: order.size // 2 * 2].reshape(-1, 2).T
        taking_part = (self.block[one] == self.block[two]) & (self.rng.random(one.size) < 0.5)
        return one[taking_part], two[taking_part]

    def _keys(self, ends: Ints) -> Ints:
        low, high = np.sort(ends, axis=1).T
        keys: Ints = low * self.graph.size + high
        return keys


def _single(keys: Ints) -> NDArray[np.bool_]:
    """Whether each key stands in the list only once."""
    order = np.argsort(keys)
    differs = np.concatenate([[True], np.diff(keys[order]) != 0, [True]])
    single = np.empty(keys.size, dtype=bool)
    single[order] = differs[:-1] & differs[1:]
    return single


def share_within(groups: ArrayLike) -> Statistic:
    """Return the statistic: share of ties whose two nodes lie in the same group, 0 to 1; a negative group is unknown and left out."""
    labels = np.asarray(groups)

    def share(graph: Graph) -> float:
        pair = labels[graph.ties]
        known = (pair >= 0).all(axis=1)
        return float((pair[known, 0] == pair[known, 1]).mean()) if known.any() else 0.0

    return share


def mean_length(latitudes: ArrayLike, longitudes: ArrayLike) -> Statistic:
    """Return the statistic: mean great-circle length of the ties in km."""
    phi, theta = np.radians(np.asarray(latitudes)), np.radians(np.asarray(longitudes))
    spot = np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=1)

    def length(graph: Graph) -> float:
        chord = np.linalg.norm(spot[graph.ties[:, 0]] - spot[graph.ties[:, 1]], axis=1)
        return float((2 * 6371.0088 * np.arcsin(np.clip(chord / 2, 0, 1))).mean())

    return length


@dataclass(frozen=True, eq=False, kw_only=True)
class Spread(Result):
    """How some ties lie over groups, beside a draw at random: arrays by group.

    `expected` and `deviations` are of the counts; `apart` is ½ Σ |share − chance|, 0 (as chance) to 1, and `apart_by_chance` its
    mean and 95th percentile for as many ties drawn at random.
    """

    observed: Ints
    shares: Floats
    apart: float
    apart_by_chance: tuple[float, float]

    @property
    def total(self) -> int:
        return int(self.observed.sum())

    @property
    def expected(self) -> Floats:
        return self.total * self.shares

    @property
    def deviations(self) -> Floats:
        return np.sqrt(self.total * self.shares * (1 - self.shares))

    @property
    def z(self) -> Floats:
        """Standard deviations above chance by group; NaN where chance leaves no room."""
        spread = self.deviations
        above = self.observed - self.expected
        z: Floats = np.divide(above, spread, out=np.full(spread.shape, np.nan), where=spread > 0)
        return z


def spread(observed: ArrayLike, weights: ArrayLike, draws: int = 2_000, seed: int = 1) -> Spread:
    """Return how counts by group compare with as many ties drawn at random in proportion to `weights`.

    OutOfRange where a count or weight is below 0 or the weights sum to 0; ShapeMismatch where they are not one a group.
    """
    counts, weight = np.asarray(observed, dtype=np.int64), np.asarray(weights, dtype=np.float64)
    if counts.shape != weight.shape or counts.ndim != 1:
        raise ShapeMismatch(
            f"{counts.size} counts and {weight.size} weights", where="spread", remedy="Give one a group."
        )
    if (counts < 0).any() or not (weight >= 0).all() or not weight.sum() > 0:
        raise OutOfRange(
            "counts and weights must be 0 or more, and not all weights 0",
            where="spread",
            remedy="Give the number of ties each group would attract.",
        )
    shares = weight / weight.sum()
    total = int(counts.sum())
    drawn = np.random.default_rng(seed).multinomial(total, shares, size=draws) / max(total, 1)
    by_chance = np.abs(drawn - shares).sum(axis=1) / 2
    apart = float(np.abs(counts / max(total, 1) - shares).sum() / 2) if total else 0.0
    return Spread(
        method="spread", parameters={"ties": total, "draws": draws, "seed": seed}, observed=counts, shares=shares,
        apart=apart, apart_by_chance=(float(by_chance.mean()), float(np.percentile(by_chance, 95))),
    )  # fmt: skip
