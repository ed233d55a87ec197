"""The world's ties as a network of places: which list is used, whether it is matched, and the graph itself.

Called by the other modules of this package and by the views. The graph is kept in memory by matching and revision; a link whose ends
are not both matched, or are one place, is no tie and is counted.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from django.utils.translation import get_language
from numpy.typing import NDArray

from youcheng.engines.network import Graph
from youcheng.evidence import queries as evidence
from youcheng.evidence.enums import Shape
from youcheng.evidence.models import Dataset
from youcheng.foundation import countries
from youcheng.foundation.translated import Translated
from youcheng.network.models import City, Country, Matching, PairLink, WorldPlace


@dataclass(frozen=True, eq=False)
class Net:
    """The graph with what its nodes are; arrays and lists by node, in the order of `graph.nodes` (GeoNames numbers)."""

    graph: Graph
    countries: tuple[str, ...]
    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    links: int
    unmatched: int
    key: tuple[int, int]

    @cached_property
    def country_labels(self) -> NDArray[np.int64]:
        """A whole number for each node's country."""
        return np.unique(np.array(self.countries, dtype=str), return_inverse=True)[1].astype(np.int64)

    def in_country(self, iso2: str) -> NDArray[np.bool_]:
        """Which nodes lie in a country."""
        return np.array([country == iso2 for country in self.countries], dtype=bool)

    def labels(self, by_country: dict[str, str]) -> NDArray[np.int64]:
        """A whole number for each node by what its country belongs to (continent, zone), −1 where that is not known."""
        codes = {name: number for number, name in enumerate(sorted(set(by_country.values()) - {""}))}
        return np.array(
            [codes.get(by_country.get(country, ""), -1) for country in self.countries], dtype=np.int64
        )


@dataclass(frozen=True, eq=False)
class World:
    """What there is to read of the world's ties. `matching` is None before the list was matched."""

    dataset: Dataset
    matching: Matching | None

    @property
    def is_stale(self) -> bool:
        """Whether the list was loaded again since it was matched."""
        return self.matching is not None and self.matching.sha256 != self.dataset.sha256

    @cached_property
    def others(self) -> list[str]:
        """The names of the other lists that are loaded."""
        rows = Dataset.objects.filter(shape=Shape.PAIRS).exclude(pk=self.dataset.pk)
        return list(rows.order_by("name").values_list("name", flat=True))

    @cached_property
    def net(self) -> Net:
        """The network; only asked for where there is a matching."""
        assert self.matching is not None
        return net_of(self.matching)


def world(dataset: str | None = None) -> World | None:
    """The world's ties by the default list of pairs, or by the one named; None where no list is loaded."""
    try:
        found = evidence.find(dataset, Shape.PAIRS)
    except evidence.NoData:
        return None
    return World(found, Matching.objects.filter(dataset=found.name).first())


def net_of(matching: Matching) -> Net:
    """The network of a matching as it stands now."""
    return _net(matching.pk, matching.revision, matching.sha256)


@lru_cache(maxsize=4)
def _net(matching: int, revision: int, _sha256: str) -> Net:
    """Three queries."""
    pairs = PairLink.objects.order_by().filter(matching=matching)
    rows = np.array(
        pairs.filter(first__place__isnull=False, second__place__isnull=False).values_list(
            "first__place_id", "second__place_id"
        ),
        dtype=np.int64,
    ).reshape(-1, 2)
    graph = Graph.from_links(rows[:, 0], rows[:, 1])
    held = {
        number: (country, latitude, longitude)
        for number, country, latitude, longitude in WorldPlace.objects.order_by().values_list(
            "number", "country", "latitude", "longitude"
        )
    }
    spots = [held[number] for number in graph.nodes.tolist()]
    return Net(
        graph=graph,
        countries=tuple(country for country, _latitude, _longitude in spots),
        latitudes=np.array([latitude for _country, latitude, _longitude in spots], dtype=np.float64),
        longitudes=np.array([longitude for _country, _latitude, longitude in spots], dtype=np.float64),
        links=pairs.count(),
        unmatched=pairs.count() - len(rows),
        key=(matching, revision),
    )


def names_of(numbers: Collection[int]) -> dict[int, Translated]:
    """Names by GeoNames number, the register's own before the list's. Two queries."""
    names = dict(WorldPlace.objects.order_by().filter(pk__in=numbers).values_list("number", "name"))
    own = City.objects.order_by().filter(geonames_id__in=numbers).values_list("geonames_id", "name")
    return names | {number: name for number, name in own if number is not None and name}


def country_name(iso2: str) -> str:
    """The name of a country or region in the reader's language."""
    return countries.name(iso2, get_language() or "zh-hans")


def continents() -> dict[str, str]:
    """The continent of each country (alpha-2). One query."""
    return dict(Country.objects.order_by().values_list("iso2", "continent"))
