"""A whole table of indicators at once, for scoring all economies together.

Called by strategy once for a batch of dossiers; asking economy by economy would cost a query each. Kept by the file it was
read from, because a stored file never changes under its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from youcheng.evidence.enums import Shape
from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import backend
from youcheng.evidence.queries.catalogue import find
from youcheng.evidence.queries.provenance import Provenance, provenance_of


@dataclass(frozen=True, eq=False)
class Everyone:
    """All rows of some indicators, and where they stand."""

    rows: Sequence[dict[str, Any]]
    provenance: Provenance


def of_everyone(
    shape: Shape, indicators: Sequence[str] = (), dataset: Dataset | str | None = None
) -> Everyone:
    """Return the rows of all economies in a table that has an indicator column; only `indicators` where given.

    Raises NoData where no such table is loaded.
    """
    found = find(dataset, shape)
    rows = _rows(found.file, tuple(sorted(indicators)))
    return Everyone(rows, provenance_of(found, len(rows)))


@lru_cache(maxsize=4)
def _rows(file: str, indicators: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    held = backend.table(file)
    wanted = held.filter(held.indicator.isin(indicators)) if indicators else held
    return tuple(backend.fetch(wanted).to_pylist())
