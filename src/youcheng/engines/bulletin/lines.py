"""Cuts a line of layout-preserved text into pieces of ink with their places, counted in characters or in cells.

Used by `layout`. Programs that keep a layout disagree on how wide a Chinese character is: some pad as if it took one
place, some as if it took two. Both countings are made; which one makes straight columns is found in `layout`.
"""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from youcheng.engines.bulletin.model import Line, Page, Piece

_TAB = 8
_INK = re.compile(r"\S+(?:[ \u00a0\u3000]\S+)*")
"""Ink with single spaces in it; wider gaps part the pieces."""
_CELL = re.compile(r"[^\s│┃|｜]+(?:[ \u00a0\u3000][^\s│┃|｜]+)*")
_BARS = re.compile(r"[│┃|｜]")
_BAR = 3
"""Places that a drawn bar takes, so that cells stand as far apart as columns do."""


def in_characters(page: Page) -> Page:
    """The page with pieces counted in characters, each one place wide; positioned pages stay as they are."""
    return _with_pieces(page, cells=False)


def in_cells(page: Page) -> Page:
    """The page with pieces counted in cells: a full-width character takes two."""
    return _with_pieces(page, cells=True)


def is_barred(text: str) -> bool:
    """Whether a line is drawn as a row of cells between bars."""
    return len(_BARS.findall(text)) >= 2


def is_positioned(page: Page) -> bool:
    """Whether the places of the ink are known from elsewhere than the spaces."""
    return any(line.pieces for line in page.lines)


@lru_cache(maxsize=20_000)
def width(character: str) -> int:
    """Cells a character takes: 2 for full-width ones, 0 for marks that combine, else 1."""
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.combining(character) else 1


def cells(text: str) -> int:
    """Cells a text takes."""
    return sum(width(character) for character in text)


def is_wide(character: str) -> bool:
    """Whether a character is written without spaces around it, as Chinese is."""
    return width(character) == 2 or character in "“”‘’—…·"


def _with_pieces(page: Page, *, cells: bool) -> Page:
    if is_positioned(page):
        return page
    return Page(page.number, tuple(_cut(line, in_cells=cells) for line in page.lines), page.sideways)


def _cut(line: Line, *, in_cells: bool) -> Line:
    text = line.text.expandtabs(_TAB)
    pieces = []
    place, read = 0, 0
    pattern = _CELL if is_barred(text) else _INK
    for match in pattern.finditer(text):
        place += _length(text[read : match.start()], in_cells)
        end = place + _length(match[0], in_cells)
        pieces.append(Piece(place, end, match[0]))
        place, read = end, match.end()
    return replace(line, pieces=tuple(pieces))


def _length(text: str, in_cells: bool) -> int:
    return (cells(text) if in_cells else len(text)) + (_BAR - 1) * len(_BARS.findall(text))
