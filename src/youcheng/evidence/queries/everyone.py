"""One column of an indicator table for all economies at once, for scoring them together.

Called by strategy once for a batch of dossiers; asking economy by economy would cost a query each. Nothing is kept: who
scores everyone keeps the scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from youcheng.evidence.enums import Shape
from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import backend
from youcheng.evidence.queries.catalogue import find
from youcheng.evidence.queries.provenance import Provenance, provenance_of


class Row(NamedTuple):
    """One figure of an economy and year; `value` and `error` are None where the publisher gives none."""

    iso3: str
    indicator: str
    year: int
    value: float | None
    error: float | None


@dataclass(frozen=True, eq=False)
class Everyone:
    """All figures of some indicators, each economy's oldest first, and where they stand."""

    rows: Sequence[Row]
    provenance: Provenance


def of_everyone(
    shape: Shape,
    indicators: Sequence[str],
    *,
    value: str,
    error: str | None = None,
    dataset: Dataset | str | None = None,
) -> Everyone:
    """Return the figures of all economies in a table that has an indicator column.

    `value` and `error` name the columns of the figure and of its standard error. Raises NoData where no such table is
    loaded.
    """
    found = find(dataset, shape)
    held = backend.table(found.file)
    columns = ["iso3", "indicator", "year", value, *([error] if error else [])]
    wanted = held.filter(held.indicator.isin(list(indicators))).select(columns)
    fetched = backend.fetch(wanted.order_by(["iso3", "indicator", "year"]))
    # Column by column: a dictionary for every row would cost three times the time and the memory.
    lists = [fetched[column].to_pylist() for column in columns]
    errors = lists[4] if error else [None] * fetched.num_rows
    rows = list(map(Row, *lists[:4], errors))
    return Everyone(rows, provenance_of(found, len(rows)))
