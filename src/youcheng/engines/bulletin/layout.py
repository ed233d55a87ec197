"""Recovers the reading order of a page: bands across it, the columns or the table in each band, left before right.

A gutter is a place that a run of lines leaves free while ink stands on both sides of it. The run ends at the first line
that crosses it, such as a heading across the columns. Called by `reading`; what the columns say is `paragraphs`' affair.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from youcheng.engines.bulletin import lines, tables
from youcheng.engines.bulletin.marks import is_only_mark
from youcheng.engines.bulletin.model import Page, Piece
from youcheng.engines.bulletin.words import Words

_SUPPORT = 3.0
"""The least support of a gutter: lines with a gap of three or more there; narrower gaps count half."""
_RAGGED = 5
"""How far, in units, a column's edge may wander where no straight gutter is found."""
_STRAIGHTER = 0.75
"""A wandering gutter must be this much better supported before it is preferred to a straight one."""
_DEEPEST = 4

_Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Row:
    """The ink of one line within a block. `after_blank`: an empty line stands above; `is_ruled`: a drawn one.

    `is_barred`: the line is drawn as cells between bars.
    """

    number: int
    pieces: tuple[Piece, ...]
    after_blank: bool = False
    is_barred: bool = False
    is_ruled: bool = False

    @property
    def text(self) -> str:
        """The ink of the row as one text."""
        return (tables.SEPARATOR if self.is_barred else " ").join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Block:
    """Rows that are read from top to bottom: a column (numbered from 1; 0 across all), or a table with its cuts."""

    page: int
    column: int
    rows: tuple[Row, ...]
    cuts: tuple[float, ...] = ()

    @property
    def is_table(self) -> bool:
        return bool(self.cuts)


@dataclass(frozen=True)
class _Ink:
    """What each row has at each place: a free gap, ink that crosses, and on which sides of it there is ink."""

    gap: npt.NDArray[np.float64]
    crossed: _Marks
    left: _Marks
    right: _Marks


@dataclass(frozen=True)
class _Band:
    """Rows `first` to `last` (excluded) that leave `cuts` free, and how well that is supported."""

    first: int
    last: int
    cuts: tuple[float, ...]
    support: float


def blocks(page: Page, words: Words) -> list[Block]:
    """The page's blocks in reading order. Of the ways to count places, the one with the best supported gutters."""
    ways = [page] if lines.is_positioned(page) else [lines.in_characters(page), lines.in_cells(page)]
    best: tuple[float, list[Block]] | None = None
    for way in ways:
        rows = _rows(way)
        for slack, trust in ((0, 1.0), (_RAGGED, _STRAIGHTER)):
            bands = _bands(rows, slack)
            score = trust * sum(band.support * _quality(rows, band) for band in bands)
            if best is None or score > best[0]:
                best = score, _laid_out(page.number, rows, bands, slack, words)
    assert best is not None
    return best[1]


def _quality(rows: Sequence[Row], band: _Band) -> float:
    """From 0 to 1, how well a band's columns fit: the share of lines that begin where most of their column do, and of
    gaps that are gutters. Ragged columns, and gaps left within them, betray a wrong counting."""
    part = rows[band.first : band.last]
    columns = _columns(part, band.cuts)
    starts = [Counter(round(row.pieces[0].start) for row in column) for column in columns]
    straight = sum(count.most_common(1)[0][1] / count.total() for count in starts) / len(starts)
    gaps = sum(len(row.pieces) - 1 for row in part)
    left = sum(len(row.pieces) - 1 for column in columns for row in column)
    return straight * (1 - left / gaps) if gaps else straight


def _rows(page: Page) -> list[Row]:
    found, blank = [], False
    for line in page.lines:
        if line.pieces:
            barred = lines.is_barred(line.text)
            found.append(Row(line.number, line.pieces, blank or line.is_apart, barred, line.is_ruled))
        blank = not line.pieces
    return found


def _laid_out(page: int, rows: Sequence[Row], bands: list[_Band], slack: int, words: Words) -> list[Block]:
    """Blocks of the bands and of what stands between them, column numbers counted within a band."""
    has_columns = False
    found: list[Block] = []
    between: list[Block] = []
    at = 0
    for band in [*bands, _Band(len(rows), len(rows), (), 0)]:
        if band.first > at:
            between.append(Block(page, 0, tuple(rows[at : band.first])))
            found.append(between[-1])
        part = rows[band.first : band.last]
        if part:
            inside = _of_band(page, part, band.cuts, slack, words)
            has_columns |= not any(block.is_table for block in inside)
            found += inside
        at = band.last
    if has_columns:
        return found
    return [Block(block.page, 1, block.rows, block.cuts) for block in found]


def _of_band(
    page: int, rows: Sequence[Row], cuts: tuple[float, ...], slack: int, words: Words
) -> list[Block]:
    """A table as one block, or the columns, each searched again for tables and columns of its own."""
    if _is_table(rows, cuts, words):
        return _table(page, 1, rows, cuts)
    columns = _columns(rows, cuts)
    found: list[Block] = []
    for number, column in enumerate(columns, start=1):
        found += _within(page, number, column, slack, words, depth=1)
    return found


def _is_table(rows: Sequence[Row], cuts: tuple[float, ...], words: Words) -> bool:
    return all(row.is_barred for row in rows) or tables.is_table([row.pieces for row in rows], cuts, words)


def _table(page: int, number: int, rows: Sequence[Row], cuts: tuple[float, ...]) -> list[Block]:
    """A table without the lines of a single piece above and below it: its title, and the text that follows."""
    several = [at for at, row in enumerate(rows) if len(set(tables.places(row.pieces, cuts))) > 1]
    first, last = several[0], several[-1] + 1
    while last < len(rows) and not rows[last].after_blank and tables.places(rows[last].pieces, cuts)[0] > 0:
        last += 1
    parts = (rows[:first], ()), (rows[first:last], cuts), (rows[last:], ())
    return [Block(page, number, tuple(part), within) for part, within in parts if part]


def _within(page: int, number: int, rows: Sequence[Row], slack: int, words: Words, depth: int) -> list[Block]:
    """A column's blocks: tables in it, and text. Columns inside a column are read as columns but keep its number."""
    found: list[Block] = []
    at = 0
    bands = _bands(rows, slack) if depth < _DEEPEST else []
    for band in [*bands, _Band(len(rows), len(rows), (), 0)]:
        if band.first > at:
            found.append(Block(page, number, tuple(rows[at : band.first])))
        part = rows[band.first : band.last]
        if part and _is_table(part, band.cuts, words):
            found += _table(page, number, part, band.cuts)
        elif part:
            for column in _columns(part, band.cuts):
                found += _within(page, number, column, slack, words, depth + 1)
        at = band.last
    return found


def _columns(rows: Sequence[Row], cuts: tuple[float, ...]) -> list[list[Row]]:
    """The rows of each column; a piece belongs where its middle lies."""
    columns: list[list[Row]] = [[] for _ in range(len(cuts) + 1)]
    blank = [False] * len(columns)
    for row in rows:
        shares: list[list[Piece]] = [[] for _ in columns]
        for piece, column in zip(row.pieces, tables.places(row.pieces, cuts), strict=True):
            shares[column].append(piece)
        for column, share in enumerate(shares):
            blank[column] |= row.after_blank
            if share:
                columns[column].append(Row(row.number, tuple(share), blank[column], row.is_barred))
                blank[column] = False
    return [column for column in columns if column]


def _bands(rows: Sequence[Row], slack: int) -> list[_Band]:
    """The bands with gutters from top to bottom: the best supported first, then what is above and below it."""
    if len(rows) < 2:
        return []
    best = _best(rows, _ink(rows, slack))
    if best is None:
        return []
    above = _bands(rows[: best.first], slack)
    below = _bands(rows[best.last :], slack)
    moved = [_Band(b.first + best.last, b.last + best.last, b.cuts, b.support) for b in below]
    return [*above, best, *moved]


def _ink(rows: Sequence[Row], slack: int) -> _Ink:
    wide = int(max(row.pieces[-1].end for row in rows)) + 2
    shape = (len(rows), wide)
    ink = _Ink(np.zeros(shape), *(np.zeros(shape, dtype=bool) for _ in range(3)))
    for at, row in enumerate(rows):
        pieces = row.pieces
        for number, piece in enumerate(pieces):
            # With slack, ink that ends or begins near the gutter does not cross it where the line has a gap there.
            before = slack if number == 0 or piece.start - pieces[number - 1].end >= 3 else 0
            after = slack if number == len(pieces) - 1 or pieces[number + 1].start - piece.end >= 3 else 0
            ink.crossed[at, int(np.ceil(piece.start + before)) : int(np.ceil(piece.end - after))] = True
        for one, two in pairwise(pieces):
            free = two.start - one.end
            begin, end = int(np.ceil(one.end)), int(two.start) + 1
            ink.gap[at, begin:end] = np.maximum(ink.gap[at, begin:end], 1.0 if free >= 3 else 0.5)
            if slack and free >= 3:
                near = slice(max(0, begin - slack), end + slack)
                ink.gap[at, near] = np.maximum(ink.gap[at, near], 0.5)
        ink.left[at, int(np.ceil(pieces[0].end)) :] = True
        ink.right[at, : int(pieces[-1].start) + 1] = True
    ink.crossed[ink.gap > 0] = False
    return ink


def _best(rows: Sequence[Row], ink: _Ink) -> _Band | None:
    """The longest supported run over all places, with every gutter it has; None where none is supported enough."""
    count, wide = ink.gap.shape
    support, began = np.zeros(wide), np.zeros(wide, dtype=int)
    side, score = np.zeros(wide, dtype=int), np.zeros((count, wide))
    start = np.zeros((count, wide), dtype=int)
    for at in range(count):
        crossed = ink.crossed[at]
        support[crossed], side[crossed], began[crossed] = 0, 0, at + 1
        alone = np.where(ink.left[at] & ~ink.right[at], 1, np.where(ink.right[at] & ~ink.left[at], 2, 0))
        # Columns whose lines stand at different heights take turns instead of sharing rows.
        turned = (alone > 0) & (side > 0) & (alone != side)
        support += np.where(crossed, 0, ink.gap[at] + 0.5 * turned)
        side = np.where(alone > 0, alone, side)
        score[at], start[at] = support, began
    highest = float(score.max())
    if highest < _SUPPORT and not (highest >= 2 and _is_sure(rows, ink)):
        return None
    last = int(np.argmax(score.max(axis=1)))
    places = np.flatnonzero(score[last] == highest)
    middle = int(places[: _plateau(places)].mean())
    first, last = _trimmed(ink, middle, int(start[last, middle]), last + 1)
    shared = np.flatnonzero(ink.gap[first:last, middle] > 0)
    core = (first + int(shared[0]), first + int(shared[-1]) + 1) if len(shared) > 1 else (first, last)
    cuts = _cuts(rows[core[0] : core[1]], ink, *core, highest)
    return _Band(first, last, cuts, highest) if cuts else None


def _is_sure(rows: Sequence[Row], ink: _Ink) -> bool:
    """Whether two lines are enough: only wide gaps, in a text of hardly more lines."""
    return len(rows) <= 4 and bool((ink.gap.max(axis=1) == 1.0).sum() >= 2)


def _plateau(places: npt.NDArray[np.int_]) -> int:
    """How many of the sorted places follow each other without a hole."""
    holes = np.flatnonzero(np.diff(places) > 1)
    return int(holes[0]) + 1 if len(holes) else len(places)


def _trimmed(ink: _Ink, place: int, first: int, last: int) -> tuple[int, int]:
    """The run from its first row with ink right of the gutter, down to where a row crosses it.

    Rows above that have ink on the left alone are the column's own beginning and stay.
    """
    while first < last and ink.right[first, place] and not ink.left[first, place]:
        first += 1
    while last < len(ink.gap) and not ink.crossed[last, place]:
        last += 1
    return first, last


def _cuts(rows: Sequence[Row], ink: _Ink, first: int, last: int, highest: float) -> tuple[float, ...]:
    """All gutters of a band: places hardly ever crossed and supported nearly as often as the best one."""
    gap = ink.gap[first:last].sum(axis=0)
    crossed = ink.crossed[first:last].sum(axis=0)
    free = (crossed <= 0.1 * len(rows)) & (gap >= max(1.5, 0.4 * min(highest, gap.max())))
    cuts = []
    for run in np.split(np.flatnonzero(free), np.flatnonzero(np.diff(np.flatnonzero(free)) > 1) + 1):
        if not len(run):
            continue
        best = run[gap[run] == gap[run].max()]
        cuts.append(float(best[: _plateau(best)].mean()))
    return _without_lists(rows, cuts) or ()


def _without_lists(rows: Sequence[Row], cuts: list[float]) -> tuple[float, ...]:
    """The cuts but for one that only parts numbers or bullets from their items."""
    if len(cuts) != 1:
        return tuple(cuts)
    first = [piece.text for row in rows for piece in row.pieces if piece.end <= cuts[0] + 1]
    return () if first and all(is_only_mark(text) for text in first) else tuple(cuts)
