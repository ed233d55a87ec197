"""Where labels go on a picture so that none covers another, a mark or the middle: a greedy search around each mark.

Called by `network.compass`. Pure: sizes and boxes in drawing units with y downwards; what a label says comes from outside.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

GAPS = (7.0, 16.0, 28.0, 42.0)
"""Distances between a mark and the nearest edge of its label, tried in this order."""
CROWD = 36
"""With more labels than this the far places stay empty: long leaders across each other would help nobody."""
LED_FROM = 10.0
"""From this distance on a thin line leads from the mark to its label."""

CELL = 24.0
"""Side of the cells by which boxes are looked up, about the height of a label."""

SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Label:
    """A text at (x, y) on its baseline; `anchor` is SVG's text-anchor; `leader` where a line must lead to it."""

    x: float
    y: float
    anchor: str
    leader: tuple[float, float] | None = None


def text_width(text: str, size: float) -> float:
    """The width a text is likely to take: one em for a wide letter (Chinese), about half for a narrow one."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (wide + 0.56 * (len(text) - wide))


def place_labels(
    wanted: Sequence[tuple[int, str, tuple[float, float]]],
    dots: Sequence[tuple[float, float]],
    blocked: Sequence[Box],
    *,
    size: float,
    limit: float,
) -> dict[int, Label]:
    """The labels that fit, by the key given with each. Earlier ones choose first; `limit` is half the picture's width."""
    taken = _Taken([*blocked, *(Box(x - 4, y - 4, x + 4, y + 4) for x, y in dots)])
    edge = Box(-limit, -limit, limit, limit)
    gaps = GAPS if len(wanted) <= CROWD else GAPS[:2]
    placed: dict[int, Label] = {}
    for key, text, at in wanted:
        for label, box in _places(at, text_width(text, size), size, gaps):
            if _is_inside(box, edge) and taken.is_free(box):
                placed[key] = label
                taken.add(box)
                break
    return placed


class _Taken:
    """Boxes by the cells they touch, so that a label is compared with its neighbours only."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells[cell].append(box)

    def is_free(self, box: Box) -> bool:
        return not any(box.overlaps(other) for cell in _cells(box) for other in self._cells.get(cell, ()))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // CELL), int(box.right // CELL) + 1):
        for row in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
            yield column, row


def _places(
    at: tuple[float, float], width: float, size: float, gaps: Sequence[float]
) -> Iterator[tuple[Label, Box]]:
    """The places around a mark: near before far, and of equally near ones those outward from the middle first."""
    x, y = at
    sides = sorted(SIDES, key=lambda side: -(side[0] * x + side[1] * y))
    return (_place(at, side, gap, width, size) for gap in gaps for side in sides)


def _place(
    at: tuple[float, float], side: tuple[int, int], gap: float, width: float, size: float
) -> tuple[Label, Box]:
    """The label on one side of a mark at a distance, and the room it takes."""
    (x, y), (dx, dy) = at, side
    rise, drop = size * 0.8, size * 0.25
    reach = gap if dx == 0 or dy == 0 else gap * 0.7
    baseline = y + (rise * 0.42, reach + rise, -reach - drop)[dy]
    left = x + (-width / 2, reach, -reach - width)[dx]
    edge = x + (0.0, reach, -reach)[dx]
    leader = None
    if gap >= LED_FROM:
        leader = round(edge - 2 * dx, 1), round(baseline - rise * 0.42 - dy * rise * 0.5, 1)
    label = Label(round(edge, 1), round(baseline, 1), ("middle", "start", "end")[dx], leader)
    return label, Box(left, baseline - rise, left + width, baseline + drop)


def _is_inside(box: Box, edge: Box) -> bool:
    return (
        box.left >= edge.left
        and box.right <= edge.right
        and box.top >= edge.top
        and box.bottom <= edge.bottom
    )
