"""The world's network as lists: ties by country, and every city with its measures.

Called by the world pages. Arrays are sorted before a page of them becomes rows: there are thousands of cities.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from youcheng.network.queries.world.measures import OfPlaces
from youcheng.network.queries.world.net import Net, country_name


@dataclass(frozen=True)
class CountryRow:
    """One country: cities with ties, ties with at least one end in it, and those of them that stay in it."""

    iso2: str
    cities: int
    ties: int
    inside: int

    @property
    def name(self) -> str:
        return country_name(self.iso2)

    @property
    def per_city(self) -> float:
        return self.ties / self.cities


@dataclass(frozen=True)
class CityRow:
    """One city with its measures; None where a measure is not defined."""

    number: int
    country: str
    degree: int
    core: int
    betweenness: float
    error: float
    constraint: float | None
    clustering: float | None


def by_country(net: Net) -> list[CountryRow]:
    """The countries of the network, those with most ties first."""
    codes = np.unique(np.array(net.countries, dtype=str))
    labels = net.country_labels
    ends = labels[net.graph.ties]
    inside = ends[:, 0] == ends[:, 1]
    size = codes.size
    counted = np.bincount(ends.ravel(), minlength=size) - np.bincount(ends[inside, 0], minlength=size)
    held, kept = np.bincount(labels, minlength=size), np.bincount(ends[inside, 0], minlength=size)
    order = np.argsort(-counted, kind="stable")
    return [CountryRow(str(codes[n]), int(held[n]), int(counted[n]), int(kept[n])) for n in order]


def cities(net: Net, places: OfPlaces, country: str = "", sort: str = "") -> Cities:
    """The cities of the network, of one country or all, by a measure; the best tied first."""
    columns: dict[str, NDArray[np.float64]] = {
        "degree": net.graph.degrees.astype(np.float64),
        "core": places.cores.astype(np.float64),
        "betweenness": places.betweenness.values,
        "constraint": places.constraint,
        "clustering": places.clustering,
    }
    wanted = sort or "-degree"
    values = columns.get(wanted.removeprefix("-"), columns["degree"])
    # What is not defined stands last either way.
    keys = np.where(np.isnan(values), np.inf, -values if wanted.startswith("-") else values)
    order = np.lexsort((net.graph.nodes, -net.graph.degrees, keys))
    if country:
        order = order[net.in_country(country)[order]]
    return Cities(net, places, order)


class Cities:
    """A sorted list of cities whose rows are made when they are asked for."""

    def __init__(self, net: Net, places: OfPlaces, order: NDArray[np.int64]) -> None:
        self._net, self._places, self._order = net, places, order

    def __len__(self) -> int:
        return int(self._order.size)

    def __getitem__(self, wanted: slice) -> list[CityRow]:
        return [self._row(at) for at in self._order[wanted].tolist()]

    def _row(self, at: int) -> CityRow:
        places, graph = self._places, self._net.graph
        return CityRow(
            number=int(graph.nodes[at]),
            country=self._net.countries[at],
            degree=int(graph.degrees[at]),
            core=int(places.cores[at]),
            betweenness=float(places.betweenness.values[at]),
            error=float(places.betweenness.errors[at]),
            constraint=_known(places.constraint[at]),
            clustering=_known(places.clustering[at]),
        )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
