"""Where a figure comes from: the data set, its vintage and checksum, the filter, and the rows themselves.

Every read of `figures` carries one; `strategy` stores it with a run, and "open the number" calls `rows` with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import backend

Filter = Mapping[str, str | int | list[str]]


@dataclass(frozen=True)
class Provenance:
    """The rows a figure was read from. `filter` maps a stored column to the value, or the values, it must have."""

    dataset: str
    version: str
    sha256: str
    file: str
    rows: int
    filter: Filter = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the plain form that can be stored as JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Provenance:
        """Rebuild what `as_dict` gave."""
        return cls(**stored)

    def narrowed(self, rows: int, **more: str | int | list[str]) -> Provenance:
        """Return the provenance of a part of the same rows."""
        return Provenance(self.dataset, self.version, self.sha256, self.file, rows, {**self.filter, **more})


def provenance_of(dataset: Dataset, rows: int, **filters: str | int | list[str]) -> Provenance:
    """Return the provenance of rows of a data set."""
    return Provenance(dataset.name, dataset.version, dataset.sha256, dataset.file, rows, filters)


def rows(provenance: Provenance, limit: int = 200) -> list[dict[str, Any]]:
    """Return the rows a figure was read from, in stored order.

    Raises EvidenceFileMissing when that vintage has been removed from the store since.
    """
    held = backend.table(provenance.file)
    expression = held
    for column, wanted in provenance.filter.items():
        if column == "product_prefix":
            expression = expression.filter(held["product"].startswith(str(wanted)))
        elif isinstance(wanted, list):
            expression = expression.filter(held[column].isin(wanted))
        else:
            expression = expression.filter(held[column] == wanted)
    found: list[dict[str, Any]] = backend.fetch(expression.limit(limit)).to_pylist()
    return found


def first_rows(dataset: Dataset, *, iso3: str = "", limit: int = 50) -> list[dict[str, Any]]:
    """Return the first rows of a data set, of one economy where `iso3` is given."""
    held = backend.table(dataset.file)
    columns = [name for name in ("iso3", "supplier", "buyer", "iso3_a", "iso3_b") if name in held.columns]
    expression = held
    if iso3:
        condition = held[columns[0]] == iso3
        for column in columns[1:]:
            condition = condition | (held[column] == iso3)
        expression = held.filter(condition)
    found: list[dict[str, Any]] = backend.fetch(expression.limit(limit)).to_pylist()
    return found
