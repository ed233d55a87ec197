"""A sheet as it was read: its lines of cells with their numbers, before anybody says what a column means.

Made by `delimited` and `workbook`, searched for its header by `reading`. No parsing of values lives here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""A CSV gives only text; a workbook also numbers, dates and truth values. Empty is None."""


@dataclass(frozen=True)
class Line:
    """One line that holds something, with the number a spreadsheet shows for it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, position: int) -> Cell:
        """The cell at a position from 0; a short line is empty beyond its end."""
        return self.cells[position] if position < len(self.cells) else None


@dataclass(frozen=True)
class Grid:
    """The lines of one worksheet or one delimited file; `sheet` is "" for a delimited file."""

    sheet: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A grid whose header has been found. `lines` are the data below it."""

    file: str
    sheet: str
    header: tuple[str, ...]
    header_number: int
    lines: tuple[Line, ...]


def filled(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Cells without the empty ones at the end; text that is only space counts as empty."""
    plain = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    while plain and plain[-1] is None:
        plain.pop()
    return tuple(plain)


def letter(position: int) -> str:
    """The letters a spreadsheet gives the column at a position from 0: A … Z, AA …"""
    text, rest = "", position + 1
    while rest:
        rest, remainder = divmod(rest - 1, 26)
        text = chr(ord("A") + remainder) + text
    return text
