"""The document model: what a paper says, free of how it looks.

Built by the capabilities that draft papers, stored as JSON (see `codec`) and rendered by `html`, `docx` and `pdf`.
Every class is frozen, so a stored version cannot change under its reader. No layout and no wording belongs here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Language: TypeAlias = Literal["zh-hans", "en"]
Alignment: TypeAlias = Literal["left", "center", "right"]

LANGUAGES: tuple[Language, ...] = ("zh-hans", "en")
ALIGNMENTS: tuple[Alignment, ...] = ("left", "center", "right")


class DocumentError(ValueError):
    """A document that cannot be: the message says which part and what was expected."""


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. Line breaks count as spaces: a new line is a new paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words the reader must not miss."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as shown, tied by `ref` to where it comes from.

    On the screen it is a link to that reference; on paper it carries the number of the entry of
    `Document.sources` that lists `ref`, or nothing where no entry does.
    """

    text: str
    ref: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that is missing, shown as 待补 (to be supplied); `what` says which fact, and may be empty."""

    what: str = ""


Run: TypeAlias = Text | Emphasis | Figure | Gap
Runs: TypeAlias = tuple[Run, ...]
Cell: TypeAlias = Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4. Its number is made by the renderers (一、（一）1.（1） or 1 1.1 …), never typed.

    `key` is a stable name inside the document (the anchor on the screen); empty where nothing points here.
    """

    level: int
    text: str
    numbered: bool = True
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse a level the standard does not know."""
        if self.level not in (1, 2, 3, 4):
            raise DocumentError(f"A heading has level 1 to 4, not {self.level}.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs. `key` names it across versions, so that an edit can be kept with its place."""

    runs: Runs
    key: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, alignment and its share of the width relative to the other columns (> 0)."""

    title: str
    align: Alignment = "left"
    share: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what no renderer can lay out."""
        if self.align not in ALIGNMENTS:
            raise DocumentError(f"A column is aligned left, center or right, not {self.align!r}.")
        if not 0 < self.share < float("inf"):
            raise DocumentError(f"A column's share of the width is above zero, not {self.share}.")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one header row made of the columns' titles, then rows of cells."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    note: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the columns."""
        if not self.columns:
            raise DocumentError("A table needs at least one column.")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise DocumentError(
                    f"Row {number} of the table {self.caption!r} has {len(row)} cells for {len(self.columns)} columns."
                )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: ready `svg`, or a Vega-Lite `spec` drawn when rendered; `beside` is the table with its figures.

    `alt` says in words what the picture shows and is required.
    """

    alt: str
    svg: str = ""
    spec: Mapping[str, Any] | None = None
    caption: str = ""
    beside: Table | None = None
    key: str = ""

    def __post_init__(self) -> None:
        """Refuse a picture without a drawing or without words."""
        if not self.svg and self.spec is None:
            raise DocumentError("A picture needs an SVG or a chart specification.")
        if not self.alt.strip():
            raise DocumentError("A picture needs words that say what it shows.")


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of short items; `ordered` where the order matters."""

    items: tuple[Runs, ...]
    ordered: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page; nothing on the screen."""


Block: TypeAlias = Heading | Paragraph | Table | Picture | BulletList | PageBreak


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of "sources and methods": where the figures named in `refs` come from, and how they were made."""

    text: str
    refs: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper.

    `number` is the paper's number as printed (昆外发〔2026〕1号); `addressee` the receiving office; `attachments`
    the titles of what is attached; `watermark` a text across each page (a draft, a training deployment);
    `date` the day it is made out, printed at its end; `landscape` turns the paper, for tables too wide for it upright.
    """

    title: str
    language: Language
    blocks: tuple[Block, ...]
    number: str = ""
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    issuer: str = ""
    date: datetime.date | None = None
    watermark: str = ""
    sources: tuple[Source, ...] = field(default=())
    landscape: bool = False

    def __post_init__(self) -> None:
        """Refuse a language the renderers cannot set."""
        if self.language not in LANGUAGES:
            raise DocumentError(f"A document is in zh-hans or en, not {self.language!r}.")


def runs(*parts: str | Run) -> Runs:
    """Runs from words and runs mixed: `runs("约", Figure("1,234", "trade.total"), "公里")`."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Run, key: str = "") -> Paragraph:
    """A paragraph from words and runs mixed."""
    return Paragraph(runs(*parts), key=key)


def bullets(*items: str | Runs, ordered: bool = False) -> BulletList:
    """A list whose items are words or runs."""
    return BulletList(tuple(runs(item) if isinstance(item, str) else item for item in items), ordered=ordered)


def row(*cells: str | Run | Runs) -> tuple[Cell, ...]:
    """A table row whose cells are words, one run, or runs."""
    return tuple(cell if isinstance(cell, tuple) else runs(cell) for cell in cells)


def block_runs(block: Block) -> Iterator[Runs]:
    """Every group of runs inside a block, in reading order."""
    if isinstance(block, Paragraph):
        yield block.runs
    elif isinstance(block, BulletList):
        yield from block.items
    elif isinstance(block, Table):
        for cells in block.rows:
            yield from cells
    elif isinstance(block, Picture) and block.beside is not None:
        yield from block_runs(block.beside)


def figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    """Every linked figure of some blocks, in reading order."""
    for block in blocks:
        for group in block_runs(block):
            yield from (run for run in group if isinstance(run, Figure))


def plain(group: Runs) -> str:
    """The words of some runs without their links; a gap is left to the renderers and counts as nothing."""
    return "".join("" if isinstance(run, Gap) else run.text for run in group)
