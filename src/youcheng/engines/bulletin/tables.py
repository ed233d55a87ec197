"""Tells a table from columns of text, gives each piece its column, and puts the lines of a row together.

Used by `layout` and `paragraphs`. Columns of text are filled from edge to edge and run on; cells are short, or stand
under a header such as 序号 or Deadline. A row is never torn into columns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from youcheng.engines.bulletin.marks import is_only_mark
from youcheng.engines.bulletin.model import Piece
from youcheng.engines.bulletin.words import Words

SEPARATOR = " | "
"""What stands between the cells of a row in the recovered text."""

_NARROW = 6.0
_FILLED = 0.75
_NUMBER = re.compile(r"[（(]?\d{1,3}[)）.、]?")


def places(pieces: Sequence[Piece], cuts: Sequence[float]) -> list[int]:
    """The column of each piece by its middle; pieces keep their order, and where the line has enough, a gap parts them."""
    found: list[int] = []
    for piece in pieces:
        middle = (piece.start + piece.end) / 2
        column = sum(1 for cut in cuts if middle > cut)
        found.append(max(column, found[-1]) if found else column)
    return found


def is_table(rows: Sequence[Sequence[Piece]], cuts: Sequence[float], words: Words) -> bool:
    """Whether these rows, cut there, are a table and not columns of text."""
    if any(words.is_table_header("  ".join(piece.text for piece in row)) for row in rows[:3]):
        return True
    columns: list[list[Piece]] = [[] for _ in range(len(cuts) + 1)]
    for row in rows:
        for piece, column in zip(row, places(row, cuts), strict=True):
            columns[column].append(piece)
    if len(cuts) > 1 and median([piece.end - piece.start for piece in columns[0]] or [0]) <= _NARROW:
        return True
    return sum(_fill(column) for column in columns) / len(columns) < 0.5


def _fill(column: Sequence[Piece]) -> float:
    """The share of a column's lines that reach nearly from its left edge to its right one; text fills, cells do not."""
    if not column:
        return 0.0
    left = median(piece.start for piece in column)
    wide = sorted(piece.end for piece in column)[int(0.8 * (len(column) - 1))] - left
    return sum(piece.end - left >= _FILLED * wide for piece in column) / len(column)


@dataclass(frozen=True)
class TableLine:
    """A line of a table: its ink, and whether an empty line or a drawn one stands above it."""

    pieces: Sequence[Piece]
    after_blank: bool = False
    is_ruled: bool = False


def rows_of(lines: Sequence[TableLine], cuts: Sequence[float]) -> list[list[int]]:
    """Which lines make up each row, as indices.

    Drawn lines part rows, and so do empty ones, beside which a number may stand at the middle of its row. Else a row
    begins where its first cell has ink.
    """
    first = [_first_cell(line.pieces, cuts) for line in lines]
    numbers = [bool(_NUMBER.fullmatch(cell)) for cell in first]
    ruled = _groups([line.is_ruled for line in lines])
    if len(ruled) > 2 and all(sum(numbers[at] for at in group) <= 1 for group in ruled):
        return ruled
    parted = _groups([line.after_blank for line in lines])
    if len(parted) > 1 and all(sum(bool(first[at]) for at in group) <= 1 for group in parted):
        return parted
    numbered = sum(numbers) >= 2
    found: list[list[int]] = []
    for at, cell in enumerate(first):
        begins = bool(_NUMBER.fullmatch(cell)) or not _joins(cell, at) if numbered else bool(cell)
        if begins or not found:
            found.append([])
        found[-1].append(at)
    return found


def _groups(begins: Sequence[bool]) -> list[list[int]]:
    groups: list[list[int]] = []
    for at, begin in enumerate(begins):
        if begin or not groups:
            groups.append([])
        groups[-1].append(at)
    return groups


def _first_cell(pieces: Sequence[Piece], cuts: Sequence[float]) -> str:
    return " ".join(
        piece.text for piece, column in zip(pieces, places(pieces, cuts), strict=True) if column == 0
    )


def _joins(cell: str, at: int) -> bool:
    """In a numbered table, a line without a number goes with the row above; the header is the first line."""
    return at > 0 and not is_only_mark(cell)
