"""Finds the gutters of a page: places that a run of lines leaves free while ink stands on both sides of them.

Used by `layout`. A run ends at the first line that crosses the gutter, such as a heading across the columns. Whether
what stands beside a gutter is a column of text or of a table is not decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from youcheng.engines.bulletin import tables
from youcheng.engines.bulletin.marks import is_only_mark
from youcheng.engines.bulletin.model import Piece

RAGGED = 5
"""How far, in units, a column's edge may wander where no straight gutter is found."""
_SUPPORT = 3.0
"""The least support of a gutter: lines with a clear gap there; narrower gaps count half."""
_CLEAR, _CLEAR_PLACED = 3.0, 1.5
"""Units of a clear gap: in text, where two spaces may stand anywhere, and where the places of the ink are known."""
_NARROWEST = 8
_TOUCHING = 0.5
_LONG = 16

_Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Row:
    """The ink of one line within a block. `after_blank`: an empty line stands above; `is_ruled`: a drawn one.

    `is_barred`: the line is drawn as cells between bars. `height` is its place from the top, where that is known.
    """

    number: int
    pieces: tuple[Piece, ...]
    after_blank: bool = False
    is_barred: bool = False
    is_ruled: bool = False
    height: float | None = None

    @property
    def text(self) -> str:
        """The ink of the row as one text; pieces that touch, drawn at different times, are joined without a space."""
        if self.is_barred:
            return tables.SEPARATOR.join(piece.text for piece in self.pieces)
        text = self.pieces[0].text
        for before, piece in pairwise(self.pieces):
            touches = self.height is not None and piece.start - before.end < _TOUCHING
            text += ("" if touches else " ") + piece.text
        return text


@dataclass(frozen=True)
class Band:
    """Rows `first` to `last` (excluded) that leave `cuts` free, and how well that is supported."""

    first: int
    last: int
    cuts: tuple[float, ...]
    support: float


@dataclass(frozen=True)
class _Ink:
    """What each row has at each place: a free gap, ink that crosses, and on which sides of it there is ink."""

    gap: npt.NDArray[np.float64]
    crossed: _Marks
    left: _Marks
    right: _Marks


def bands(rows: Sequence[Row], slack: int) -> list[Band]:
    """The bands with gutters from top to bottom: the best supported first, then what is above and below it."""
    if len(rows) < 2:
        return []
    best = _best(rows, _ink(rows, slack))
    if best is None:
        return []
    above = bands(rows[: best.first], slack)
    below = bands(rows[best.last :], slack)
    moved = [Band(b.first + best.last, b.last + best.last, b.cuts, b.support) for b in below]
    return [*above, best, *moved]


def _ink(rows: Sequence[Row], slack: int) -> _Ink:
    clear = _CLEAR if rows[0].height is None else _CLEAR_PLACED
    wide = int(max(row.pieces[-1].end for row in rows)) + 2
    shape = (len(rows), wide)
    ink = _Ink(np.zeros(shape), *(np.zeros(shape, dtype=bool) for _ in range(3)))
    for at, row in enumerate(rows):
        pieces = row.pieces
        for number, piece in enumerate(pieces):
            # With slack, ink that ends or begins near the gutter does not cross it where the line has a gap there.
            before = slack if number == 0 or piece.start - pieces[number - 1].end >= clear else 0
            after = slack if number == len(pieces) - 1 or pieces[number + 1].start - piece.end >= clear else 0
            ink.crossed[at, int(np.ceil(piece.start + before)) : int(np.ceil(piece.end - after))] = True
        for one, two in pairwise(pieces):
            is_clear = two.start - one.end >= clear
            begin, end = int(np.ceil(one.end)), int(two.start) + 1
            ink.gap[at, begin:end] = np.maximum(ink.gap[at, begin:end], 1.0 if is_clear else 0.5)
            if slack and is_clear:
                near = slice(max(0, begin - slack), end + slack)
                ink.gap[at, near] = np.maximum(ink.gap[at, near], 0.5)
        ink.left[at, int(np.ceil(pieces[0].end)) :] = True
        ink.right[at, : int(pieces[-1].start) + 1] = True
    ink.crossed[ink.gap > 0] = False
    if slack:
        # No column of text is so narrow; near the margins, slack would take indents for gutters.
        ink.crossed[:, : int(min(row.pieces[0].start for row in rows)) + _NARROWEST] = True
        ink.crossed[:, wide - _NARROWEST :] = True
    return ink


def _best(rows: Sequence[Row], ink: _Ink) -> Band | None:
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
        # Beside a line of both columns, ink on the right alone is the second column running on.
        runs_on = (alone == 2) & (support >= 1)
        support += np.where(crossed, 0, ink.gap[at] + 0.5 * turned + 0.5 * runs_on)
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
    cuts = _without_lists(
        rows[first:last], _cuts(ink, *core, highest) or _alone(ink, middle, first, last, highest)
    )
    return Band(first, last, cuts, highest) if cuts else None


def _is_sure(rows: Sequence[Row], ink: _Ink) -> bool:
    """Whether two lines are enough: clear gaps in a text of hardly more lines, or between long pieces whose places
    are known."""
    clear = [row for row, gap in zip(rows, ink.gap.max(axis=1), strict=True) if gap == 1.0]
    if len(clear) < 2 or len(rows) <= 4:
        return len(clear) >= 2
    left = max(row.pieces[0].end - row.pieces[0].start for row in clear)
    right = max(row.pieces[-1].end - row.pieces[-1].start for row in clear)
    return rows[0].height is not None and min(left, right) >= _LONG


def _alone(ink: _Ink, place: int, first: int, last: int, highest: float) -> list[float]:
    """A gutter that hardly any line shows by a gap of its own: one line and those that run on, or very many lines that
    take turns."""
    is_shown = float(ink.gap[first:last, place].max(initial=0.0)) == 1.0
    return [float(place)] if is_shown or highest >= 2 * _SUPPORT else []


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


def _cuts(ink: _Ink, first: int, last: int, highest: float) -> list[float]:
    """All gutters of a band: places hardly ever crossed and supported nearly as often as the best one."""
    gap = ink.gap[first:last].sum(axis=0)
    crossed = ink.crossed[first:last].sum(axis=0)
    free = (crossed <= 0.1 * (last - first)) & (gap >= max(1.5, 0.4 * min(highest, gap.max())))
    cuts = []
    for run in np.split(np.flatnonzero(free), np.flatnonzero(np.diff(np.flatnonzero(free)) > 1) + 1):
        if not len(run):
            continue
        best = run[gap[run] == gap[run].max()]
        cuts.append(float(best[: _plateau(best)].mean()))
    return cuts


def _without_lists(rows: Sequence[Row], cuts: list[float]) -> tuple[float, ...]:
    """The cuts but for one that only parts numbers or bullets from their items."""
    if len(cuts) != 1:
        return tuple(cuts)
    first = [piece.text for row in rows for piece in row.pieces if piece.end <= cuts[0] + 1]
    return () if first and all(is_only_mark(text) for text in first) else tuple(cuts)
