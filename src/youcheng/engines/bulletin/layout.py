"""Recovers the reading order of a page: bands across it, the columns or the table in each band, left before right.

Called by `reading`. Where the gutters are, `gutters` finds; what the columns say is `paragraphs`' affair.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from youcheng.engines.bulletin import gutters, lines, tables
from youcheng.engines.bulletin.gutters import Band, Row
from youcheng.engines.bulletin.model import Page, Piece
from youcheng.engines.bulletin.words import Words

_STRAIGHTER = 0.75
"""A wandering gutter must be this much better supported before it is preferred to a straight one."""
_APART = 1.3
"""How many times the usual distance of a column's lines parts paragraphs as an empty line does."""
_DEEPEST = 4
_LONGEST = 300
"""Lines beyond which a text without page breaks is laid out piece by piece, so that its size does not matter."""


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


def blocks(page: Page, words: Words) -> list[Block]:
    """The page's blocks in reading order. Of the ways to count places, the one with the best supported gutters."""
    ways = [page] if lines.is_positioned(page) else [lines.in_cells(page), lines.in_characters(page)]
    return [
        block
        for parts in zip(*(_parts(_rows(way)) for way in ways), strict=True)
        for block in _best(page.number, parts, words)
    ]


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    for at in range(0, len(rows), _LONGEST):
        yield rows[at : at + _LONGEST]


def _best(page: int, ways: Sequence[list[Row]], words: Words) -> list[Block]:
    best: tuple[float, float] | None = None
    found: list[Block] = []
    for rows in ways:
        bands, slack = _straight_or_ragged(rows)
        # Where there are no columns, the counting counts in which most lines end at one place.
        score = sum(band.support * _quality(rows, band) for band in bands), _flush(rows)
        if best is None or score > best:
            best, found = score, _laid_out(page, rows, bands, slack, words)
    return found


def _straight_or_ragged(rows: Sequence[Row]) -> tuple[list[Band], int]:
    """The bands with straight gutters, or with wandering ones where these are much better supported; and the slack."""
    straight = gutters.bands(rows, 0)
    if rows and rows[0].height is not None:
        return straight, 0  # measured places do not wander
    ragged = gutters.bands(rows, gutters.RAGGED)
    supported = [sum(band.support for band in bands) for bands in (straight, ragged)]
    return (ragged, gutters.RAGGED) if _STRAIGHTER * supported[1] > supported[0] else (straight, 0)


def _flush(rows: Sequence[Row]) -> float:
    """The share of lines that end within two places of where most lines end."""
    ends = Counter(round(row.pieces[-1].end) for row in rows)
    return max((sum(ends[end + off] for off in (-2, -1, 0)) for end in ends), default=0) / max(len(rows), 1)


def _quality(rows: Sequence[Row], band: Band) -> float:
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
            found.append(Row(line.number, line.pieces, blank, barred, line.is_ruled, line.height))
        blank = not line.pieces
    return found


def _laid_out(page: int, rows: Sequence[Row], bands: list[Band], slack: int, words: Words) -> list[Block]:
    """Blocks of the bands and of what stands between them, column numbers counted within a band."""
    has_columns = False
    found: list[Block] = []
    at = 0
    for band in [*bands, Band(len(rows), len(rows), (), 0)]:
        if band.first > at:
            found.append(_text(page, 0, rows[at : band.first]))
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
    if not several:
        return [_text(page, number, rows)]
    first, last = several[0], several[-1] + 1
    while last < len(rows) and not rows[last].after_blank and tables.places(rows[last].pieces, cuts)[0] > 0:
        last += 1
    parts = (rows[:first], ()), (rows[first:last], cuts), (rows[last:], ())
    return [Block(page, number, tuple(part), within) for part, within in parts if part]


def _text(page: int, number: int, rows: Sequence[Row]) -> Block:
    """A block of text; where heights are known, a line that stands apart counts as one behind an empty line."""
    heights = [row.height for row in rows if row.height is not None]
    steps = [below - above for above, below in pairwise(heights)]
    if len(heights) < len(rows) or not steps:
        return Block(page, number, tuple(rows))
    usual = median(steps)
    apart = [False, *(step > _APART * usual for step in steps)]
    return Block(
        page, number, tuple(replace(row, after_blank=far) for row, far in zip(rows, apart, strict=True))
    )


def _within(page: int, number: int, rows: Sequence[Row], slack: int, words: Words, depth: int) -> list[Block]:
    """A column's blocks: tables in it, and text. Columns inside a column are read as columns but keep its number."""
    found: list[Block] = []
    at = 0
    bands = gutters.bands(rows, slack) if depth < _DEEPEST else []
    for band in [*bands, Band(len(rows), len(rows), (), 0)]:
        if band.first > at:
            found.append(_text(page, number, rows[at : band.first]))
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
                columns[column].append(replace(row, pieces=tuple(share), after_blank=blank[column]))
                blank[column] = False
    return [column for column in columns if column]
