"""Which column of a file is which column of a spec: guessed from the headers, adjusted by a person.

Called by `run` and the import pages. A mapping is kept as {column key: header text}, so that it still fits when the
corrected file has its columns in another order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.importing import headers
from youcheng.foundation.importing.errors import BadSheet
from youcheng.foundation.importing.spec import Column, ImportSpec
from youcheng.foundation.importing.table import Table, letter
from youcheng.foundation.importing.values import listed

Mapping = dict[str, str]


def header_names(table: Table) -> list[str]:
    """The headers of a table; a column without one is named by its letter."""
    return [name or letter(position) for position, name in enumerate(table.header)]


def guess(spec: ImportSpec[Any], table: Table) -> Mapping:
    """The columns recognised by their headers."""
    names = header_names(table)
    return {key: names[at] for key, at in headers.positions(table.header, spec.accepted).items()}


def missing(spec: ImportSpec[Any], mapping: Mapping) -> list[Column]:
    """Required columns that no header is mapped to; the first columns where nothing is mapped at all."""
    if not any(mapping.values()):
        return [column for column in spec.columns if column.required] or list(spec.columns[:4])
    return [column for column in spec.columns if column.required and not mapping.get(column.key)]


def positions(mapping: Mapping, table: Table) -> dict[str, int]:
    """Column key → position from 0, for the mapped columns that the table has."""
    names = header_names(table)
    return {key: names.index(name) for key, name in mapping.items() if name in names}


def unused(mapping: Mapping, table: Table) -> list[str]:
    """Headers of the file that no column takes; their cells are not read."""
    return [name for name in header_names(table) if name not in mapping.values()]


def require(spec: ImportSpec[Any], mapping: Mapping, table: Table) -> None:
    """Raise `BadSheet` naming the required columns that are missing and the headers that were found."""
    lacking = missing(spec, mapping)
    if lacking:
        raise _wrong_header(table, lacking)


def _wrong_header(table: Table, lacking: Sequence[Column]) -> BadSheet:
    said = {
        "missing": quoted([column.title for column in lacking]),
        "found": quoted(header_names(table)[:12]),
    }
    return BadSheet(
        _("the header lacks %(missing)s; it has %(found)s.") % said,
        remedy=_("Rename the columns, or say which column is which."),
        file=table.file,
        sheet=table.sheet,
        row=table.header_number,
    )


def quoted(names: Sequence[str]) -> str:
    return listed(f"“{name}”" for name in names)
