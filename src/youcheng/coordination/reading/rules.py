"""The lines drawn on a PDF page, upright and level: they say where the cells of a table end.

Called by `pdf`. Only straight lines along the page's edges count; what they part is `glyphs`' affair.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

_SHORTEST = 8.0
_STRAIGHT = 1.0
_NEAR = 2.0
_MOST_OBJECTS, _MOST_SEGMENTS = 3_000, 500

Point = tuple[float, float]


@dataclass(frozen=True)
class Rules:
    """Upright lines as (x, bottom, top) and level ones as (y, left, right), in points."""

    upright: tuple[tuple[float, float, float], ...] = ()
    level: tuple[tuple[float, float, float], ...] = ()

    def across(self, height: float) -> list[float]:
        """Where upright lines cross a line of text at this height, each place once."""
        found: list[float] = []
        for x in sorted(x for x, bottom, top in self.upright if bottom - _NEAR <= height <= top + _NEAR):
            if not found or x - found[-1] > _NEAR:
                found.append(x)
        return found

    def between(self, above: float, below: float) -> bool:
        """Whether a level line is drawn between two heights."""
        return any(below < y <= above for y, _left, _right in self.level)


def of(page: Any) -> Rules:
    """The straight lines of a page."""
    upright, level = [], []
    for (x1, y1), (x2, y2) in _edges(page):
        if abs(x1 - x2) <= _STRAIGHT and abs(y1 - y2) >= _SHORTEST:
            upright.append((x1, min(y1, y2), max(y1, y2)))
        elif abs(y1 - y2) <= _STRAIGHT and abs(x1 - x2) >= _SHORTEST:
            level.append((y1, min(x1, x2), max(x1, x2)))
    return Rules(tuple(upright), tuple(level))


def _edges(page: Any) -> Iterator[tuple[Point, Point]]:
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1)
    for path in islice(paths, _MOST_OBJECTS):
        count = pdfium.FPDFPath_CountSegments(path.raw)
        if count > _MOST_SEGMENTS:
            continue
        begun: Point | None = None
        last: Point | None = None
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path.raw, index)
            kind, point = pdfium.FPDFPathSegment_GetType(segment), _point(path, segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                begun = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
                yield last, point
            last = point
            if begun is not None and pdfium.FPDFPathSegment_GetClose(segment):
                yield point, begun


def _point(path: Any, segment: Any) -> Point:
    """A point of a path where it stands on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    return path.get_matrix().on_point(x.value, y.value)  # type: ignore[no-any-return]
