"""A document as the plain data the Typst template sets: everything decided, nothing to compute but the layout.

Called by `pdf` only. The names here are those `data/paper.typ` reads; both change together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from youcheng.foundation.documents import charts, svg
from youcheng.foundation.documents.model import (
    Block,
    BulletList,
    Document,
    Emphasis,
    Figure,
    Gap,
    Heading,
    Language,
    PageBreak,
    Paragraph,
    Picture,
    Runs,
    Table,
)
from youcheng.foundation.documents.numbering import labels, source_numbers, table_sources, with_marks
from youcheng.foundation.documents.text import balanced_lines, clean, width
from youcheng.foundation.documents.words import date_text, gap_text, list_mark, table_note, words

Json: TypeAlias = dict[str, Any]
_POINT_A_PIXEL = 0.75
TITLE_CHARACTERS = 20  # of 22 pt on a line of 156 mm


@dataclass(frozen=True, slots=True)
class _Paper:
    language: Language
    numbers: dict[str, int]
    resolve: Callable[[str], str]


def payload(document: Document, resolve: Callable[[str], str]) -> Json:
    """The data of one paper; all its texts are cleaned of what cannot be printed."""
    paper = _Paper(document.language, source_numbers(document), resolve)
    w = words(document.language)
    title = clean(document.title)
    chinese = document.language == "zh-hans"
    fitting = TITLE_CHARACTERS * 225 // 156 if document.landscape else TITLE_CHARACTERS
    return {
        "chinese": chinese,
        "title": balanced_lines(title, fitting) if chinese else [title],
        "number": clean(document.number),
        "addressee": clean(document.addressee) + w.colon.strip() if document.addressee else "",
        "blocks": [
            _block(block, label, paper)
            for block, label in zip(document.blocks, labels(document.blocks, document.language), strict=True)
        ],
        "attachment_word": w.attachment + w.colon.strip(),
        "attachments": [clean(item) for item in document.attachments],
        "issuer": clean(document.issuer),
        "issuer_width": width(document.issuer),
        "date": date_text(document.date, document.language) if document.date else "",
        "made_on": [document.date.year, document.date.month, document.date.day] if document.date else None,
        "watermark": clean(document.watermark),
        "landscape": document.landscape,
        "sources_word": w.sources,
        "sources": [{"text": clean(source.text), "url": _address(source.url)} for source in document.sources],
    }


def _address(url: str) -> str:
    return clean(url) if url.startswith(("http://", "https://")) else ""


def _block(block: Block, label: str, paper: _Paper) -> Json:
    match block:
        case Heading():
            gap = " " if label and paper.language == "en" else ""
            return {"kind": "heading", "level": block.level, "text": clean(f"{label}{gap}{block.text}")}
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(block.runs, paper)}
        case Table():
            return _table(block, label, paper)
        case Picture():
            return _picture(block, label, paper)
        case BulletList():
            return {
                "kind": "list",
                "items": [
                    {
                        "mark": list_mark(position, ordered=block.ordered, language=paper.language),
                        "runs": _runs(item, paper),
                    }
                    for position, item in enumerate(block.items, start=1)
                ],
            }
        case PageBreak():
            return {"kind": "page_break"}


def _runs(group: Runs, paper: _Paper, *, marks: bool = True) -> list[Json]:
    made: list[Json] = []
    for run, number in with_marks(group, paper.numbers if marks else {}):
        match run:
            case Emphasis(text):
                made.append({"kind": "emphasis", "text": clean(text)})
            case Figure(text, ref):
                made.append({"kind": "figure", "text": clean(text), "url": _address(paper.resolve(ref))})
            case Gap():
                made.append({"kind": "gap", "text": clean(gap_text(run, paper.language))})
            case _:
                made.append({"kind": "text", "text": clean(run.text)})
        if number is not None:
            made.append({"kind": "note", "number": number})
    return made


def _table(table: Table, label: str, paper: _Paper) -> Json:
    return {
        "kind": "table",
        "caption": clean(f"{label} {table.caption}".strip()) if table.caption else "",
        "columns": [{"title": clean(c.title), "align": c.align, "share": c.share} for c in table.columns],
        "rows": [[_runs(cell, paper, marks=False) for cell in cells] for cells in table.rows],
        "note": clean(table_note(table.note, table_sources(table, paper.numbers), paper.language)),
    }


def _picture(picture: Picture, label: str, paper: _Paper) -> Json:
    drawing = picture.svg or charts.to_svg(picture.spec or {}, paper.language)
    printed = svg.safe(charts.printed_svg(drawing))
    return {
        "kind": "picture",
        "svg": printed,
        "width": svg.natural_width(printed) * _POINT_A_PIXEL,
        "alt": clean(picture.alt),
        "caption": clean(f"{label} {picture.caption}".strip()) if picture.caption else "",
        "beside": _table(picture.beside, "", paper) if picture.beside else None,
    }
