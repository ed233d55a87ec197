"""Puts lines together to paragraphs, across columns and pages; table lines to rows.

Called by `reading` with the blocks of all pages in order. A paragraph begins at an indent, a numbering mark, or after a
line that ends early; an empty line alone proves nothing, for some layouts have one in the middle of words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from youcheng.engines.bulletin import tables
from youcheng.engines.bulletin.gutters import Row
from youcheng.engines.bulletin.joining import compounds, glued, join
from youcheng.engines.bulletin.layout import Block
from youcheng.engines.bulletin.lines import cells, is_wide
from youcheng.engines.bulletin.marks import BULLET, is_only_mark, mark_of
from youcheng.engines.bulletin.model import Fragment, Kind, Paragraph
from youcheng.engines.bulletin.words import Words

_INDENT = 2.0
_FAR, _FAR_SHARE = 6.0, 0.25
_SHORT = 0.85
_FEW = 4
_MARGIN, _MARGIN_SHARE = 3.0, 0.18
_LONGEST_HEADING = 80
_TERMINAL = re.compile(r"[。！？!?；;：:.…][”’」』）)\"']*$")
_OPEN = re.compile(r"[,，、（(“‘「『《\-]$")
_SENTENCE = re.compile(r"[。！？；;]|[a-z][.!?] ")
_CLOSING = re.compile(r"[,，。、；;：:！？!?）)”’」』》]")


@dataclass(frozen=True)
class _Edges:
    """Where a column's lines begin and end, and whether its paragraphs begin with an indent.

    `is_ragged`: lines begin anywhere, so that where one begins says little.
    """

    left: float
    right: float
    indents: bool = False
    is_ragged: bool = False

    @property
    def width(self) -> float:
        return max(self.right - self.left, 1.0)


@dataclass(frozen=True)
class _Placed:
    """A line of a column with what the rules ask of it."""

    fragment: Fragment
    row: Row
    edges: _Edges
    block: int

    @property
    def text(self) -> str:
        return self.fragment.text

    @property
    def start(self) -> float:
        return self.row.pieces[0].start

    @property
    def end(self) -> float:
        return self.row.pieces[-1].end

    @property
    def indent(self) -> float:
        return self.start - self.edges.left

    @property
    def is_far(self) -> bool:
        """Whether the line begins so far in that it is set right or in the middle."""
        return not self.edges.is_ragged and self.indent > max(_FAR, _FAR_SHARE * self.edges.width)

    @property
    def is_marked(self) -> bool:
        return mark_of(self.text) is not None or BULLET.match(self.text) is not None

    @property
    def is_terminal(self) -> bool:
        return _TERMINAL.search(self.text) is not None

    @property
    def share(self) -> float:
        """How much of the column's width the line reaches across."""
        return (self.end - self.edges.left) / self.edges.width

    @property
    def is_centred(self) -> bool:
        after = self.edges.right - self.end
        margin = max(_MARGIN, _MARGIN_SHARE * self.edges.width)
        return (
            not self.edges.is_ragged
            and self.indent >= margin
            and after >= margin
            and abs(self.indent - after) <= 4
        )

    def is_short_before(self, following: "_Placed") -> bool:
        """Whether it ends so early that what follows would have had room: the end of a paragraph."""
        if is_wide(self.text[-1]) or is_wide(following.text[0]):
            return self.share < _SHORT
        return self.edges.right - self.end >= len(following.text.split()[0]) + 3


def paragraphs(blocks: Sequence[Block], words: Words) -> list[Paragraph]:
    """The paragraphs and table rows of the blocks, in their order."""
    known = compounds(piece.text for block in blocks for row in block.rows for piece in row.pieces)
    found: list[Paragraph] = []
    opened: list[_Placed] = []
    for number, block in enumerate(blocks):
        if block.is_table:
            found += _closed(opened, known)
            opened = []
            found += _table(block, known)
            continue
        for placed in _placed(block, number):
            if opened and _begins(opened, placed):
                found += _closed(opened, known)
                opened = []
            opened.append(placed)
    last = opened[-1] if opened else None
    found += _closed(opened, known)
    return _with_ends(found, blocks, last)


def _placed(block: Block, number: int) -> Iterator[_Placed]:
    edges = _edges(block)
    for row in block.rows:
        yield _Placed(Fragment(block.page, block.column, row.number, row.text), row, edges, number)


def _edges(block: Block) -> _Edges:
    """The left edge is the leftmost place where a fair share of the lines begin; a hanging mark does not move it.
    The right edge is likewise the rightmost place where lines end, without those set far in, such as a signature."""
    starts = sorted(row.pieces[0].start for row in block.rows)
    fair = max(1, ceil(0.2 * len(starts)))
    near = ([other for other in starts if place <= other <= place + 1.5] for place in starts)
    edge = next((places for places in near if len(places) >= fair), starts)
    left = edge[len(edge) // 2]
    near_left = [row for row in block.rows if row.pieces[0].start - left <= _FAR] or block.rows
    ends = sorted((row.pieces[-1].end for row in near_left), reverse=True)
    fair = max(1, round(0.1 * len(ends)))
    right = next((end for end in ends if sum(end - 2 <= other <= end for other in ends) >= fair), ends[0])
    plain = _Edges(left, right)
    rows = block.rows
    indents = any(
        after.pieces[0].start - left >= _INDENT
        and (
            _TERMINAL.search(before.pieces[-1].text) or (before.pieces[-1].end - left) < _SHORT * plain.width
        )
        for before, after in pairwise(rows)
    ) or (len(rows) > 1 and rows[0].pieces[0].start - left >= _INDENT)
    straight = sum(abs(place - left) <= 1.5 for place in starts)
    return replace(plain, indents=indents, is_ragged=len(starts) > _FEW and straight < 0.4 * len(starts))


def _begins(opened: Sequence[_Placed], this: _Placed) -> bool:
    """Whether a line begins a paragraph after the lines of the one that is open."""
    before = opened[-1]
    is_apart = before.block != this.block
    if is_apart and 0 in (before.fragment.column, this.fragment.column):
        return True
    if this.row.height is not None and this.row.after_blank and not is_apart:
        return True  # measured, not an empty line that may stand anywhere
    is_short = before.is_short_before(this)
    is_heading = _is_heading(opened)
    ended = before.is_terminal or is_short
    if this.is_marked and (ended or is_heading or this.row.after_blank or this.indent >= _INDENT):
        return True
    if (this.is_far or before.is_far) and not (this.is_centred and before.is_centred):
        return True
    if _OPEN.search(before.text) and not is_apart:
        return False
    if this.is_centred or before.is_centred:
        return _parts_centred(opened, this)
    if this.indent >= _INDENT and not _hangs(opened[0], this):
        return ended or (is_heading and this.indent > opened[0].indent - 1)
    if is_short:
        return before.is_terminal or is_heading or _stands_alone(before, this)
    return not is_apart and this.row.after_blank and not this.edges.indents and before.is_terminal


def _is_heading(opened: Sequence[_Placed]) -> bool:
    """Whether the open lines are, so far, a numbered heading."""
    return (
        opened[0].is_marked
        and not opened[-1].is_terminal
        and sum(len(placed.text) for placed in opened) <= _LONGEST_HEADING
    )


def _parts_centred(opened: Sequence[_Placed], this: _Placed) -> bool:
    """Centred lines belong together when both are centred and the first is too long to be a line of its own."""
    before = opened[-1]
    if not before.is_centred:
        return before.is_terminal or before.is_short_before(this) or _is_heading(opened)
    if not this.is_centred:
        return not _hangs(opened[0], this) or before.is_terminal
    return before.is_terminal or (before.end - before.start) < 0.6 * before.edges.width


def _hangs(first: _Placed, this: _Placed) -> bool:
    """Whether a line begins below the text of an item, beside its number."""
    mark = mark_of(first.text) or BULLET.match(first.text)
    if mark is None or first.block != this.block:
        return False
    pieces = first.row.pieces
    if len(pieces) > 1 and is_only_mark(pieces[0].text):
        return abs(this.start - pieces[1].start) <= 1.5
    length = mark.end() if isinstance(mark, re.Match) else mark.length
    share = cells(first.text[:length]) / max(cells(first.text), 1)
    return abs(this.start - (first.start + share * (first.end - first.start))) <= 1.5


def _stands_alone(before: _Placed, this: _Placed) -> bool:
    """Whether a short line that ends without a mark is a title or an entry of its own."""
    if is_wide(before.text[-1]):
        return before.share < 0.7 and not _OPEN.search(before.text)
    return (this.row.after_blank or before.share < 0.6) and not this.text[0].islower()


def _closed(opened: Sequence[_Placed], known: frozenset[str]) -> list[Paragraph]:
    if not opened:
        return []
    fragments = tuple(placed.fragment for placed in opened)
    text, starts = join([fragment.text for fragment in fragments], known)
    across = all(placed.fragment.column == 0 for placed in opened) and len(text) <= _LONGEST_HEADING
    centred = all(placed.is_centred for placed in opened)
    is_title = (across or centred) and not _TERMINAL.search(text) and not _OPEN.search(text)
    return [Paragraph(text, Kind.HEADING if is_title else Kind.TEXT, fragments, starts)]


def _table(block: Block, known: frozenset[str]) -> list[Paragraph]:
    """The rows of a table; a row's fragments run cell by cell, so that a wrapped cell reads on."""
    lines = [tables.TableLine(row.pieces, row.after_blank, row.is_ruled) for row in block.rows]
    return [
        row_of(_cells(block, [block.rows[at] for at in group]), known)
        for group in tables.rows_of(lines, block.cuts)
    ]


def _cells(block: Block, rows: Sequence[Row]) -> list[list[Fragment]]:
    found: list[list[Fragment]] = [[] for _ in range(len(block.cuts) + 1)]
    for row in rows:
        parts: list[list[str]] = [[] for _ in found]
        for piece, column in zip(row.pieces, tables.places(row.pieces, block.cuts), strict=True):
            parts[column].append(piece.text)
        for cell, share in zip(found, parts, strict=True):
            if share:
                cell.append(Fragment(block.page, block.column, row.number, " ".join(share)))
    return found


def row_of(
    cells: Sequence[Sequence[Fragment]], known: frozenset[str] = frozenset(), *, glue: str | None = None
) -> Paragraph:
    """A table row from the fragments of its cells; its text joins the cells with a separator.

    Fragments of a cell are lines, joined as a line break wants, or with `glue` where they are paragraphs.
    """
    texts: list[str] = []
    fragments: list[Fragment] = []
    starts: list[int] = []
    at = 0
    for cell in cells:
        parts = [fragment.text for fragment in cell]
        text, inner = join(parts, known) if glue is None else glued(parts, glue)
        fragments += cell
        starts += [at + start for start in inner]
        texts.append(text)
        at += len(text) + len(tables.SEPARATOR)
    return Paragraph(tables.SEPARATOR.join(texts), Kind.ROW, tuple(fragments), tuple(starts), tuple(texts))


def _with_ends(found: list[Paragraph], blocks: Sequence[Block], last: _Placed | None) -> list[Paragraph]:
    """Mark a first paragraph that began earlier and a last one that goes on after the document."""
    if not found:
        return found
    if not blocks[0].is_table:
        first = next(_placed(blocks[0], 0))
        if _began_earlier(first, found[0]):
            found[0] = replace(found[0], continued=True)
        elif _is_title(first, found[0]):
            found[0] = replace(found[0], kind=Kind.HEADING)
    if last is not None and _goes_on(last, found[-1]):
        found[-1] = replace(found[-1], cut=True)
    return found


def _goes_on(last: _Placed, paragraph: Paragraph) -> bool:
    """Whether the document stops within this paragraph: at a comma, after whole sentences, or at a full line."""
    if paragraph.kind is not Kind.TEXT or last.is_terminal:
        return False
    if _OPEN.search(last.text) or _SENTENCE.search(paragraph.text):
        return True
    is_heading = mark_of(paragraph.text) is not None and len(paragraph.text) <= _LONGEST_HEADING
    return last.share >= _SHORT and len(paragraph.fragments) > 1 and not is_heading


def _is_title(first: _Placed, paragraph: Paragraph) -> bool:
    """Whether the document begins with a line that stands by itself, further in than a paragraph's first line."""
    is_alone = len(paragraph.fragments) == 1 and not first.is_marked and not first.is_terminal
    return is_alone and first.indent > 2 * _INDENT and len(paragraph.text) <= _LONGEST_HEADING


def _began_earlier(first: _Placed, paragraph: Paragraph) -> bool:
    if paragraph.kind is not Kind.TEXT or first.is_marked or first.indent >= _INDENT:
        return False
    if _CLOSING.match(first.text) or first.text[0].islower():
        return True
    return first.edges.indents and len(paragraph.fragments) > 1 and is_wide(first.text[0])
