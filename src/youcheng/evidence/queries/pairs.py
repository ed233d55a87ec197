"""The world's sister-city pairs, counted by country.

Called by strategy. The register's own ties never come from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

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
