"""The world's sister-city pairs as the list writes them, and counted by country.

Called by network, which says which place each end means, and by strategy. The register's own ties never come from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from youcheng.evidence.enums import Shape
from youcheng.evidence.queries import backend
from youcheng.evidence.queries.catalogue import find
from youcheng.evidence.queries.figures import Source
from youcheng.evidence.queries.provenance import Provenance, provenance_of


def pairs_by_country(iso3: str, dataset: Source = None) -> tuple[Mapping[str, int], Provenance]:
    """Return how many pairs link a country's cities with those of each other country; a country without one is absent.

    Raises NoData where no set of pairs is loaded.
    """
    found = find(dataset, Shape.PAIRS)
    counted = _counted(found.file, iso3)
    return counted, provenance_of(found, sum(counted.values()))


@lru_cache(maxsize=16)
def _counted(file: str, iso3: str) -> Mapping[str, int]:
    """A pair may be listed from either side or from both: it counts once."""
    held = backend.table(file)
    ours = held.filter((held.iso3_a == iso3) & (held.iso3_b != iso3)).select(
        ours=held.city_a, theirs=held.city_b, country=held.iso3_b
    )
    turned = held.filter((held.iso3_b == iso3) & (held.iso3_a != iso3)).select(
        ours=held.city_b, theirs=held.city_a, country=held.iso3_a
    )
    once = ours.union(turned, distinct=True)
    rows = backend.fetch(once.group_by("country").aggregate(pairs=once.count())).to_pylist()
    return {row["country"]: int(row["pairs"]) for row in rows}


class End(NamedTuple):
    """One end of a pair; `iso3` is "" where the country was not recognised, the coordinates None where not given."""

    name: str
    iso3: str
    latitude: float | None
    longitude: float | None


class Pair(NamedTuple):
    """Two places the list ties; `year` is None where it prints none."""

    first: End
    second: End
    year: int | None


@dataclass(frozen=True, eq=False)
class Pairs:
    rows: Sequence[Pair]
    provenance: Provenance


def pairs(dataset: Source = None) -> Pairs:
    """Return all pairs of a list in its stored order; NoData where no list is loaded."""
    found = find(dataset, Shape.PAIRS)
    fetched = backend.fetch(backend.table(found.file))
    rows = list(map(Pair, _ends(fetched, "a"), _ends(fetched, "b"), fetched["year"].to_pylist()))
    return Pairs(rows, provenance_of(found, len(rows)))


def _ends(fetched: Any, side: str) -> list[End]:
    names, codes, latitudes, longitudes = (
        fetched[f"{name}_{side}"].to_pylist() for name in ("city", "iso3", "lat", "lon")
    )
    return list(map(End, names, [code or "" for code in codes], latitudes, longitudes))
