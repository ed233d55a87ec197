"""The characters of a PDF page with their places, put together to pieces of ink and lines as the engine takes them.

Called by `pdf`. Text that runs another way than most of the page (a watermark) is kept apart. Lengths are in points
inside, and in half the font size outside.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import degrees
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from youcheng.coordination.reading.rules import Rules
from youcheng.engines.bulletin import Line, Page, Piece
from youcheng.engines.bulletin.lines import is_wide

_SAME_LINE = 0.4  # of the font size: baselines that differ less are one line
_NEW_PIECE = (
    1.3  # of the font size: a wider gap between Latin words, which justified lines spread, parts pieces
)
_NEW_CHINESE_PIECE = 0.75  # the same beside Chinese, which is written without spaces
_SPACE = 0.18  # of the font size: a wider gap between Latin letters is a space
_BAR = 3.0  # half font sizes that an upright line takes
_NEXT = 3  # characters that the library may put between two that were drawn one after the other
_CLOSING = "，。、；：！？）】》」』"
_LIGATED = "fijlst"
_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
_SPACES = frozenset({0xA0, 0x3000})
_TOUCHING = 0.01
_PRIVATE = range(0xE000, 0xF900)


class Glyph(NamedTuple):
    """A character, where it begins and ends along its line, its baseline (upwards), and its font's size.

    `order` is its place in the drawing; `is_spaced`: a space was drawn before it.
    """

    text: str
    start: float
    end: float
    base: float
    size: float
    turn: int
    order: int
    is_spaced: bool


@dataclass(frozen=True)
class Glyphs:
    """The characters of a page, and how many had no meaning."""

    glyphs: tuple[Glyph, ...]
    unknown: int


def of(text: Any) -> Glyphs:
    """All characters of a text page but spaces, each turned so that its line runs from left to right."""
    found: list[Glyph] = []
    seen: dict[tuple[str, int, int], int] = {}
    unknown = 0
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index, letter, is_spaced in _letters(text):
        if letter == "\ufffd" or ord(letter) in _PRIVATE:
            unknown += 1
        if not pdfium.FPDFText_GetLooseCharBox(text, index, box):
            unknown += 1
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        turn = _turn(text, index, box, x.value, y.value)
        start, end, base, size = _turned(box, x.value, y.value, turn)
        glyph = Glyph(letter, start, end, base, size, turn, index, is_spaced)
        place = (letter, round(4 * start / size), round(4 * base / size))
        # Some programs print a letter twice to make it bold; in a ligature (ff) two letters share one place.
        if place not in seen or (index - seen[place] == 1 and letter in _LIGATED):
            seen[place] = index
            found.append(glyph)
    return Glyphs(tuple(found), unknown)


def _letters(text: Any) -> Iterator[tuple[int, str, bool]]:
    """The characters with ink, their index, and whether a space was drawn before; the library's own are passed over."""
    high, is_spaced = 0, False
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
        elif code in _HYPHENS:
            yield index, "-", is_spaced
            is_spaced = False
        elif code > 0x20 and code not in _SPACES:
            is_low = 0xDC00 <= code < 0xE000
            yield index, chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if is_low else code), is_spaced
            is_spaced = False
        else:
            is_spaced = is_spaced or pdfium.FPDFText_IsGenerated(text, index) != 1


def _turn(text: Any, index: int, box: Any, x: float, y: float) -> int:
    """The angle of a character in degrees; of upright ones, which begin at their origin, the place tells."""
    if abs(box.left - x) < _TOUCHING and box.bottom < y < box.top:
        return 0
    return round(degrees(pdfium.FPDFText_GetCharAngle(text, index))) % 360


def _turned(box: Any, x: float, y: float, turn: int) -> tuple[float, float, float, float]:
    """Start, end, baseline and size as if the line ran from left to right; at odd angles as if it were upright."""
    left, right, bottom, top = box.left, box.right, box.bottom, box.top
    if turn == 90:
        return -top, -bottom, x, max(right - left, 1.0)
    if turn == 180:
        return -right, -left, -y, max(top - bottom, 1.0)
    if turn == 270:
        return bottom, top, -x, max(right - left, 1.0)
    return left, right, y, max(top - bottom, 1.0)


def page(number: int, found: Sequence[Glyph], rules: Rules) -> Page:
    """The page's lines from top to bottom; what runs another way than most of it is apart."""
    turns = Counter(glyph.turn for glyph in found)
    main = turns.most_common(1)[0][0]
    upright = [glyph for glyph in found if glyph.turn == main]
    lines = _lines(upright, rules if main == 0 else Rules())
    return Page(number, tuple(lines), _sideways([glyph for glyph in found if glyph.turn != main], len(lines)))


def _lines(found: Sequence[Glyph], rules: Rules) -> list[Line]:
    unit = median(glyph.size for glyph in found) / 2
    left, top = min(glyph.start for glyph in found), max(glyph.base for glyph in found)
    lines: list[Line] = []
    above = top
    for number, row in enumerate(_rows(found), start=1):
        base = median(glyph.base for glyph in row)
        bars = rules.across(base)
        pieces = _pieces(row, left, unit, bars)
        # Fewer than three upright lines are a frame, or the line between two columns.
        texts = [piece.text for piece in pieces]
        text = f"│{'│'.join(texts)}│" if len(bars) > 2 else "  ".join(texts)
        height = (top - base) / unit
        lines.append(Line(number, text, tuple(pieces), number > 1 and rules.between(above, base), height))
        above = base
    return lines


def _rows(found: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters by their baselines, from the top; a raised or lowered figure stays in its line."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(found, key=lambda one: (-one.base, one.start)):
        if rows and rows[-1][0].base - glyph.base <= _SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda one: (one.start, one.order)) for row in rows]


def _pieces(row: Sequence[Glyph], left: float, unit: float, bars: Sequence[float]) -> list[Piece]:
    """The runs of ink of a line: wide gaps and upright lines part them. A bar takes room, as in a drawn text table."""
    cells = [bisect_right(bars, (glyph.start + glyph.end) / 2) for glyph in row]
    pieces: list[Piece] = []
    first, text = 0, row[0].text
    for at in range(1, len(row) + 1):
        joint = _joint(row[at - 1], row[at]) if at < len(row) and cells[at] == cells[at - 1] else None
        if joint is not None:
            text += joint + row[at].text
            continue
        shift = _BAR * cells[first] - left / unit
        pieces.append(Piece(row[first].start / unit + shift, _ink_end(row[at - 1]) / unit + shift, text))
        first, text = at, row[at].text if at < len(row) else ""
    return pieces


def _ink_end(glyph: Glyph) -> float:
    """Where a character's ink ends: a full-width closing mark fills only the first half of its place."""
    return glyph.end - (
        0.5 * glyph.size if glyph.text in _CLOSING and glyph.end - glyph.start > 0.8 * glyph.size else 0
    )


def _joint(before: Glyph, glyph: Glyph) -> str | None:
    """What stands between two characters of a line: nothing, a space, or None where the gap parts pieces."""
    if not 0 < glyph.order - before.order <= _NEXT:
        # Drawn at another time: the line of another column or cell, however near.
        return None
    gap = (glyph.start - before.end) / glyph.size
    is_chinese = is_wide(before.text) or is_wide(glyph.text)
    if gap > (_NEW_CHINESE_PIECE if is_chinese else _NEW_PIECE):
        return None
    if "-" in (before.text, glyph.text):
        return " " if glyph.is_spaced else ""
    return " " if glyph.is_spaced or (gap > _SPACE and not is_chinese) else ""


def _sideways(found: Sequence[Glyph], after: int) -> tuple[Line, ...]:
    """Text at other angles, one line an angle in the order it was drawn, numbered behind the page's lines."""
    angles: dict[int, list[Glyph]] = {}
    for glyph in sorted(found, key=lambda one: one.order):
        angles.setdefault(glyph.turn, []).append(glyph)
    return tuple(
        Line(after + number, "".join(glyph.text for glyph in row))
        for number, row in enumerate(angles.values(), start=1)
    )
