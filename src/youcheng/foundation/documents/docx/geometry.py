"""Measures of GB/T 9704-2012 in the units Word keeps them in. No XML here.

Source: GB/T 9704-2012, 5.2 (page and margins: A4, 37 mm above, 28 mm left, type area 156 mm × 225 mm; 22 lines of
28 characters a page) and 7.5 (page number). A twip is 1/20 of a point.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4 in twips, as Word writes it


def twips(millimetres: float) -> int:
    """Millimetres in twips, rounded down: a margin a hair too wide would cost the 28th character."""
    return math.floor(millimetres / 25.4 * 1440)


# Word counts a page's first line from the top of its pitch, so that 37 mm and 35 mm become 34.58 mm and 32.58 mm.
TOP, BOTTOM = twips(34.58), twips(32.58)
LEFT, RIGHT = twips(28), twips(26)
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper and its margins in twips; `footer` is how far the page number stands above the lower edge."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right


LINES, CHARACTERS = 22, 28
LINE_PITCH = 590  # 29.5 pt
BODY_SIZE = 16.0  # 3号, in points

#: How much narrower than its type size the page's grid sets a character, in 1/4096 pt, so that 28 fill the line: what
#: Word shows as "28 characters a line" in the page set-up.
CHARACTER_SPACE = math.floor((TEXT_WIDTH / 20 / CHARACTERS - BODY_SIZE) * 4096)

#: The same as spacing of the body's letters, in twips. The text is set by this and by its exact pitch and does not
#: snap to the grid, because programs disagree about snapping: one of them gives every wide character two cells.
LETTER_SPACE = math.floor(TEXT_WIDTH / CHARACTERS - BODY_SIZE * 20)

#: English is set in 12 pt on two thirds of the pitch: three of its lines are two of the standard's.
ENGLISH_LINE_PITCH = round(LINE_PITCH * 2 / 3)
ENGLISH_BODY_SIZE = 12.0

# The dashes of the page number stand 7 mm below the type area (35 mm), hence 28 mm above the edge of the page;
# a line of 18 pt has its dash in the middle.
FOOTER_LINE = 360
FOOTER_DISTANCE = twips(28) - FOOTER_LINE // 2
HEADER_DISTANCE = twips(15)

PORTRAIT = Page(PAGE_WIDTH, PAGE_HEIGHT, TOP, RIGHT, BOTTOM, LEFT, FOOTER_DISTANCE)
# The sheet turned to the left: its head is the edge at which the papers are bound, so each margin goes with its edge.
LANDSCAPE = Page(
    PAGE_HEIGHT, PAGE_WIDTH, twips(28), twips(37), twips(26), twips(35), twips(19) - FOOTER_LINE // 2
)
