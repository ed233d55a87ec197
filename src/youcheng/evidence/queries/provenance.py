"""Where a figure comes from: the data set, its vintage and checksum, the filter, and the rows themselves.

Every read of `figures` carries one; `strategy` stores it with a run, and "open the number" calls `rows` with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import backend

Filter = Mapping[str, str | int | list[str]]
ECONOMY_COLUMNS = ("iso3", "supplier", "buyer", "iso3_a", "iso3_b")
"""Columns that hold the code of a country or region."""


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


def address(provenance: Provenance) -> str:
    """Return the page that shows the rows a figure was read from, and whether the data set has changed since."""
    chosen = [(column, wanted) for column, wanted in provenance.filter.items()]
    query = urlencode([*chosen, ("sha", provenance.sha256[:12])], doseq=True)
    return f"{reverse('evidence:rows', args=[provenance.dataset])}?{query}"


def rows(provenance: Provenance, limit: int = 200) -> list[dict[str, Any]]:
    """Return the rows a figure was read from, in the order of their columns.

    Raises EvidenceFileMissing when that vintage has been removed from the store since.
    """
    return page(provenance.file, provenance.filter, limit=limit).rows


@dataclass(frozen=True)
class Page:
    """A part of the rows that fit a filter, and how many fit in all."""

    rows: list[dict[str, Any]]
    total: int


def page(file: str, wanted: Filter, *, limit: int = 50, offset: int = 0) -> Page:
    """Return rows of a stored file that fit a filter. An unknown column is ignored, a value of another type fits nothing.

    The filter `economy` asks for rows in which the economy stands in any place: reporter, supplier or buyer.
    """
    expression = _filtered(backend.table(file), wanted)
    total = backend.fetch(expression.aggregate(rows=expression.count()))["rows"][0].as_py()
    # A cluster keeps no order of its own: without one, two pages could show the same row. Ibis cuts a page on Spark by a
    # row number, which it leaves among the columns and by which it does not sort, hence the second selection and order.
    columns = expression.columns
    part = expression.order_by(columns).limit(limit, offset=offset)
    return Page(backend.fetch(part.select(columns).order_by(columns)).to_pylist(), int(total))


def _filtered(held: Any, wanted: Filter) -> Any:
    expression = held
    for column, value in wanted.items():
        if column == "economy":
            places = [held[name] == value for name in ECONOMY_COLUMNS if name in held.columns]
            expression = expression.filter(reduce(or_, places)) if places else expression
        elif column in held.columns:
            values = value if isinstance(value, list) else [value]
            expression = expression.filter(held[column].cast("string").isin([str(one) for one in values]))
    return expression
