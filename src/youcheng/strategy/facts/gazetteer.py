"""All cities of the register and the gazetteer as columns, so that tens of thousands are ranked in one go.

Called by `candidates`. Read in one query and kept in memory while no city has changed; nothing is judged here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import Count, Max, Sum
from numpy.typing import NDArray

from youcheng.engines.ranking import Floats
from youcheng.network.models import City

Key = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class Cities:
    """Cities as columns of equal length; `country` and `level` point into `countries` (alpha-2) and `levels`.

    Degrees and inhabitants are NaN where they are not known.
    """

    version: Key
    keys: NDArray[np.int64]
    latitude: Floats
    longitude: Floats
    population: Floats
    country: NDArray[np.int64]
    level: NDArray[np.int64]
    countries: tuple[str, ...]
    levels: tuple[str, ...]

    @cached_property
    def rows(self) -> dict[int, int]:
        """The row of each city, by its key."""
        return {int(key): row for row, key in enumerate(self.keys)}

    @cached_property
    def country_rows(self) -> dict[str, int]:
        """The place of each country in `countries`."""
        return {code: place for place, code in enumerate(self.countries)}


def cities() -> Cities:
    """Every city. One query where nothing has changed, else two."""
    sums = {name: Sum(name) for name in ("version", "population", "latitude", "longitude")}
    counted = City.objects.order_by().aggregate(count=Count("pk"), last=Max("pk"), **sums)
    version: Key = tuple(counted.values())
    found = _kept.get(version)
    if found is None:
        found = _read(version)
        _kept.clear()
        _kept[version] = found
    return found


_kept: dict[Key, Cities] = {}


def _read(version: Key) -> Cities:
    rows = City.objects.order_by("pk")
    table = list(rows.values_list("pk", "latitude", "longitude", "population", "country_id", "level"))
    keys, latitude, longitude, population, country, level = zip(*table, strict=True) if table else ((),) * 6
    countries, places = np.unique(np.array(country, dtype=str), return_inverse=True)
    levels, ranks = np.unique(np.array(level, dtype=str), return_inverse=True)
    return Cities(
        version=version,
        keys=np.array(keys, dtype=np.int64),
        latitude=np.array(latitude, dtype=np.float64),
        longitude=np.array(longitude, dtype=np.float64),
        population=np.array(population, dtype=np.float64),
        country=places.astype(np.int64),
        level=ranks.astype(np.int64),
        countries=tuple(map(str, countries)),
        levels=tuple(map(str, levels)),
    )
