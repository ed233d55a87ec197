"""The shapes that go into and come out of the reading of a bulletin: pages of lines; paragraphs, outline, measures.

Made by the readers of `coordination` and by the steps of this package. Plain frozen records: no rule of layout or
language lives here. A line's number counts from 1, a column's from 1 at the left; column 0 runs across all columns.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a line of the input is not part of the text."""

    BLANK = "blank"
    PAGE_TITLE = "page_title"
    PAGE_LABEL = "page_label"
    RUNNING_HEADER = "running_header"
    RUNNING_FOOTER = "running_footer"
    PAGE_NUMBER = "page_number"
    VIEWER_STRIP = "viewer_strip"
    CONTENTS = "table_of_contents"
    RULE = "drawn_rule"
    SIDEWAYS = "sideways_text"
    NOTE = "note"


class Kind(StrEnum):
    """What a paragraph is."""

    TEXT = "text"
    HEADING = "heading"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of ink in a line, from `start` up to `end` in units of about half a Chinese character."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. `pieces` are empty where only the text with its spaces is known.

    `is_ruled`: a line is drawn above it. `height` is its place from the top, in the units of the pieces, where known.
    """

    number: int
    text: str
    pieces: tuple[Piece, ...] = ()
    is_ruled: bool = False
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number in the document from 1, and its lines from top to bottom, blank ones too.

    `sideways` are texts that do not run along the lines (a watermark), each with the number of a line of its own.
    """

    number: int
    lines: tuple[Line, ...]
    sideways: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a paragraph has of one line of one column."""

    page: int
    column: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A line (or part of one) that is not text, as it stood, with the reason."""

    page: int
    line: int
    text: str
    reason: Reason


@dataclass(frozen=True)
class Paragraph:
    """A recovered paragraph; for a table, one row with its cells.

    `starts` holds for each fragment where it begins in `text`. `continued`: its beginning stood before the document;
    `cut`: the document ends in the middle of it. `style` is a heading's level where the document says so itself.
    """

    text: str
    kind: Kind
    fragments: tuple[Fragment, ...]
    starts: tuple[int, ...]
    cells: tuple[str, ...] = ()
    continued: bool = False
    cut: bool = False
    style: int | None = None

    def at(self, offset: int) -> Fragment:
        """The fragment that holds the character at `offset` of the text."""
        return self.fragments[max(0, bisect_right(self.starts, offset) - 1)]

    def between(self, start: int, end: int) -> tuple[Fragment, ...]:
        """The fragments that the text from `start` up to `end` touches."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first + 1, bisect_right(self.starts, max(start, end - 1)))
        return self.fragments[first:last]


@dataclass(frozen=True)
class Heading:
    """An entry of the outline. `number` is as printed without its closing mark: 四, (一), 1, (a); "" where there is none.

    `paragraph` is its index in the reading. `cut`: the document ends in the middle of this section.
    """

    level: int
    number: str
    title: str
    paragraph: int
    page: int
    column: int
    line: int
    cut: bool = False


@dataclass(frozen=True)
class Measure:
    """One commitment: its verb and object, and the exact quotation, found at `start` of the paragraph's text.

    `means` and `aims` quote what the sentence says of how and what for; `heading` is an index of the outline.
    `lines` are all lines of the quotation as (page, column, line). `cut`: the document ends within it.
    """

    quote: str
    verb: str
    object: str
    paragraph: int
    start: int
    page: int
    column: int
    line: int
    lines: tuple[tuple[int, int, int], ...]
    heading: int | None
    means: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    cut: bool = False


@dataclass(frozen=True)
class Reading:
    """All that was recovered. `sections` gives for each paragraph the outline entry it stands under, None before all.

    `printed` are the page numbers printed on the pages, as (page, number as printed).
    """

    paragraphs: tuple[Paragraph, ...]
    outline: tuple[Heading, ...]
    measures: tuple[Measure, ...]
    removed: tuple[Removed, ...]
    sections: tuple[int | None, ...]
    printed: tuple[tuple[int, str], ...] = ()

    @property
    def text(self) -> str:
        """The text in reading order, one paragraph a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)
