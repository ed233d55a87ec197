"""All flows of one economy by partner, for lists that ask the same of every pair; and the flows that belong to a table.

Called by strategy. One read of the store for an economy and year, kept by file as `figures` keeps its tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from youcheng.evidence.enums import Kind, Shape
from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import backend
from youcheng.evidence.queries.catalogue import find

ByCode = Mapping[str, float]


@dataclass(frozen=True)
class Around:
    """What one economy sold to and bought from each partner by code; a partner without a flow is absent."""

    sold: Mapping[str, ByCode]
    bought: Mapping[str, ByCode]


def flows_belonging_to(dataset: Dataset) -> Dataset | None:
    """Return the flows by pair in the unit of a trade table, or None where there are none.

    First those of the same file, then those called after the table; of input–output tables any that is loaded, because
    the publisher prints extracts apart and in one unit. Flows of another source mean nothing beside a table.
    """
    flows = Dataset.objects.filter(shape=Shape.FLOWS, kind__in=(dataset.kind, Kind.FLOWS))
    held = list(flows.order_by("-is_default", "-loaded_at"))
    same = [row for row in held if row.source_sha256 and row.source_sha256 == dataset.source_sha256]
    named = [row for row in held if row.name == f"{dataset.name}-{Shape.FLOWS.value}"]
    others = [row for row in held if row.kind == dataset.kind == Kind.ICIO]
    return next(iter([*same, *named, *others]), None)


def flows_around(iso3: str, dataset: Dataset | str, year: int) -> Around:
    """Return every flow of an economy in a year, home sales left out."""
    found = find(dataset, Shape.FLOWS)
    return _around(found.file, iso3, year)


@lru_cache(maxsize=16)
def _around(file: str, iso3: str, year: int) -> Around:
    held = backend.table(file)
    part = held.filter((held.year == year) & (held.supplier != held.buyer))
    part = part.filter((part.supplier == iso3) | (part.buyer == iso3)).select(
        "supplier", "buyer", "code", "value"
    )
    sold: dict[str, dict[str, float]] = {}
    bought: dict[str, dict[str, float]] = {}
    columns = backend.fetch(part)
    for supplier, buyer, code, value in zip(
        *(columns[name].to_pylist() for name in ("supplier", "buyer", "code", "value")), strict=True
    ):
        side, partner = (sold, buyer) if supplier == iso3 else (bought, supplier)
        side.setdefault(partner, {})[code] = value
    return Around(sold, bought)
