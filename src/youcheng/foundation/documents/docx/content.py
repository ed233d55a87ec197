"""Runs, tables and pictures of a document as WordprocessingML.

Called by `paper`, which puts them in order. Pictures are drawn here because Word takes them as PNG.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.text.paragraph import Paragraph as WordParagraph

from youcheng.foundation.documents import charts
from youcheng.foundation.documents.docx.ooxml import element, run
from youcheng.foundation.documents.model import Emphasis, Figure, Gap, Language, Picture, Run, Runs, Table
from youcheng.foundation.documents.numbering import table_sources, with_marks
from youcheng.foundation.documents.text import clean
from youcheng.foundation.documents.words import gap_text, table_note

_PIXEL = 9525  # a CSS pixel in Word's EMU
_JUSTIFY = {"left": "left", "center": "center", "right": "right"}


@dataclass(frozen=True, slots=True)
class Writer:
    """The file being written and what all its parts need to know."""

    word: WordDocument
    language: Language
    numbers: Mapping[str, int]
    resolve: Callable[[str], str]
    add: Callable[[Any], None]
    text_width: int
    """Of the page, in twips."""

    def paragraph(self, style: str, *children: Any) -> WordParagraph:
        """Add a paragraph in a style; children are property elements of the paragraph first, then runs."""
        made = element("p", element("pPr", element("pStyle", val=self.word.styles[style].style_id)))
        for child in children:
            (made[0] if child.tag in _PARAGRAPH_PROPERTIES else made).append(child)
        self.add(made)
        return WordParagraph(made, self.word._body)

    def runs(self, group: Runs, *, marks: bool = True) -> list[Any]:
        """Some runs; with `marks` their figures carry the numbers of their sources."""
        made: list[Any] = []
        for part, number in with_marks(group, self.numbers if marks else {}):
            made.append(self._run(part))
            if number is not None:
                made.append(source_link(number))
        return made

    def _run(self, part: Run) -> Any:
        match part:
            case Emphasis(text):
                return run(text, element("b"), element("bCs"))
            case Gap():
                return run(
                    gap_text(part, self.language), element("shd", val="clear", color="auto", fill="FFF2CC")
                )
            case Figure(text, ref):
                return self._linked(run(text), self.resolve(ref))
            case _:
                return run(part.text)

    def _linked(self, words: Any, address: str) -> Any:
        if not address.startswith(("http://", "https://")):
            return words
        relation = self.word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = element("hyperlink", words)
        link.set(qn("r:id"), relation)
        return link


_PARAGRAPH_PROPERTIES = {
    qn(f"w:{name}") for name in ("ind", "jc", "tabs", "keepNext", "pageBreakBefore", "spacing")
}


def source_link(number: int) -> Any:
    """[1] raised, leading to the entry under "sources and methods"."""
    return element(
        "hyperlink", run(f"[{number}]", element("vertAlign", val="superscript")), anchor=f"source_{number}"
    )


def add_table(writer: Writer, table: Table, label: str) -> None:
    """A table with its caption above, thin rules, a header row repeated on every page, and its note below."""
    if table.caption:
        writer.paragraph("Caption", run(f"{label} {table.caption}".strip()))
    small = " Small" if len(table.columns) > 5 else ""
    widths = column_widths(table, writer.text_width)
    made = element(
        "tbl",
        _table_properties(writer.language, writer.text_width),
        element("tblGrid", *[element("gridCol", w=width) for width in widths]),
        _row(
            [
                _cell(
                    writer,
                    f"Table Head{small}",
                    width,
                    _head_align(writer.language, column.align),
                    [run(column.title)],
                )
                for column, width in zip(table.columns, widths, strict=True)
            ],
            header=True,
        ),
    )
    for cells in table.rows:
        made.append(
            _row(
                [
                    _cell(writer, f"Table Text{small}", width, column.align, writer.runs(cell, marks=False))
                    for cell, column, width in zip(cells, table.columns, widths, strict=True)
                ]
            )
        )
    writer.add(made)
    note = table_note(table.note, table_sources(table, writer.numbers), writer.language)
    writer.paragraph("Table Note", run(note))


def column_widths(table: Table, text_width: int) -> list[int]:
    """Widths in twips that fill the type area in the columns' shares."""
    total = sum(column.share for column in table.columns)
    widths = [int(text_width * column.share / total) for column in table.columns]
    widths[-1] += text_width - sum(widths)
    return widths


def _head_align(language: Language, align: str) -> str:
    return "center" if language == "zh-hans" else align


def _table_properties(language: Language, text_width: int) -> Any:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = [
        element(side, val="single", sz=4, space=0, color="808080" if side.startswith("inside") else "000000")
        for side in sides
        if language == "zh-hans" or side not in ("left", "right", "insideV")
    ]
    return element(
        "tblPr",
        element("tblW", w=text_width, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *rules),
        element("tblLayout", type="fixed"),
        element(
            "tblCellMar",
            *[
                element(side, w=width, type="dxa")
                for side, width in (("top", 30), ("left", 85), ("bottom", 30), ("right", 85))
            ],
        ),
    )


def _row(cells: list[Any], *, header: bool = False) -> Any:
    return element(
        "tr", element("trPr", element("cantSplit"), element("tblHeader") if header else None), *cells
    )


def _cell(writer: Writer, style: str, width: int, align: str, content: list[Any]) -> Any:
    paragraph = element(
        "p",
        element(
            "pPr",
            element("pStyle", val=writer.word.styles[style].style_id),
            element("jc", val=_JUSTIFY[align]),
        ),
        *content,
    )
    return element(
        "tc", element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center")), paragraph
    )


def add_picture(writer: Writer, picture: Picture, label: str) -> None:
    """A picture at most as wide as the text, its caption below, then the table with its figures."""
    svg = picture.svg or charts.to_svg(picture.spec or {}, writer.language)
    png = charts.svg_to_png(svg)
    width, height = (int.from_bytes(png[at : at + 4]) * _PIXEL // 2 for at in (16, 20))
    limit = writer.text_width * 635
    scale = min(1.0, limit / width)
    line = writer.paragraph("Picture")
    shape = line.add_run().add_picture(io.BytesIO(png), Emu(int(width * scale)), Emu(int(height * scale)))
    description = shape._inline.docPr
    description.set("descr", clean(picture.alt))
    description.set("name", label or "picture")
    if picture.caption:
        writer.paragraph("Caption", element("keepNext", val=0), run(f"{label} {picture.caption}".strip()))
    if picture.beside is not None:
        add_table(writer, picture.beside, "")
