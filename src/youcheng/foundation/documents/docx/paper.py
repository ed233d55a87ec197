"""A whole paper as a Word file: its parts in the order of GB/T 9704-2012.

The entry point of this package. A red head is never imitated: it comes from an office's own template or not at all.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from zipfile import BadZipFile

import docx as word_files
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from youcheng.foundation.documents.docx import frame, styles
from youcheng.foundation.documents.docx import geometry as g
from youcheng.foundation.documents.docx.content import Writer, add_picture, add_table
from youcheng.foundation.documents.docx.ooxml import element, run
from youcheng.foundation.documents.docx.styles import indent
from youcheng.foundation.documents.model import (
    Block,
    BulletList,
    Document,
    DocumentError,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)
from youcheng.foundation.documents.numbering import labels, source_numbers
from youcheng.foundation.documents.text import balanced_lines, clean, width
from youcheng.foundation.documents.words import date_text, list_mark, words

#: In an office's template: the paragraph the paper's text takes the place of, and the words its number takes.
CONTENT_MARK, NUMBER_MARK = "{{content}}", "{{number}}"
TITLE_CHARACTERS = 20  # of 22 pt on a line of 156 mm


def to_docx(
    document: Document, *, template: bytes | None = None, resolve: Callable[[str], str] | None = None
) -> bytes:
    """The document as a DOCX file.

    `template` is an office's own DOCX, whose page, red head and page numbers stay as they are; the text, in the
    standard's faces, goes where `{{content}}` stands, or to its end, and the number where `{{number}}` stands. `resolve` gives an absolute address for a figure's reference, which
    then becomes a link. Raises DocumentError where the template is no DOCX or a picture cannot be drawn.
    """
    word = _open(template)
    page = g.LANDSCAPE if document.landscape and template is None else g.PORTRAIT
    styles.apply(word, document.language, whole=template is None)
    if template is None:
        frame.set_page(word, document.language, page)
        frame.set_page_numbers(word)
        frame.set_substitute_faces(word)
        frame.set_settings(word)
    if document.watermark:
        frame.set_watermark(word, document.watermark)
    frame.set_properties(word, document)
    numbered = _fill_number(word, document.number) if template is not None else False
    place = _place(word)
    writer = Writer(
        word, document.language, source_numbers(document), resolve or (lambda _ref: ""), place.addprevious,
        page.text_width,
    )  # fmt: skip
    _write(writer, document, numbered=numbered)
    if place.tag == qn("w:p"):
        place.getparent().remove(place)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _open(template: bytes | None) -> WordDocument:
    if template is None:
        return word_files.Document()
    try:
        return word_files.Document(io.BytesIO(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        raise DocumentError("The template is not a Word file (.docx).") from error


def _place(word: WordDocument) -> Any:
    """The element the text is written before: the content mark of a template, else the end of the file."""
    for paragraph in word.paragraphs:
        if paragraph.text.strip() == CONTENT_MARK:
            return paragraph._p
    return word.element.body.sectPr


def _fill_number(word: WordDocument, number: str) -> bool:
    """Put the paper's number where a template asks for it; says whether it did."""
    for paragraph in word.paragraphs:
        if NUMBER_MARK in paragraph.text:
            filled = paragraph.text.replace(NUMBER_MARK, clean(number))
            for extra in paragraph.runs[1:]:
                extra._r.getparent().remove(extra._r)
            paragraph.runs[0].text = filled
            return True
    return False


def _write(writer: Writer, document: Document, *, numbered: bool) -> None:
    if document.number and not numbered:
        writer.paragraph("Paper Number", run(document.number))
        _blank(writer)
    _add_title(writer, document.title)
    if document.addressee:
        writer.paragraph("Paper Flush", run(document.addressee + words(document.language).colon.strip()))
    for block, label in zip(document.blocks, labels(document.blocks, document.language), strict=True):
        _add_block(writer, block, label)
    _add_attachments(writer, document)
    _add_signature(writer, document)
    _add_sources(writer, document)


def _add_title(writer: Writer, title: str) -> None:
    """The title; in Chinese broken by sense, with an empty line below."""
    if writer.language != "zh-hans":
        writer.paragraph("Title", run(title))
        return
    parts: list[Any] = []
    fitting = TITLE_CHARACTERS * writer.text_width // g.TEXT_WIDTH
    for line in balanced_lines(clean(title), fitting):
        parts += [run(line)] if not parts else [element("r", element("br")), run(line)]
    writer.paragraph("Title", *parts)
    _blank(writer)


def _blank(writer: Writer) -> None:
    writer.paragraph("Paper Flush")


def _add_block(writer: Writer, block: Block, label: str) -> None:
    match block:
        case Heading():
            gap = " " if label and writer.language == "en" else ""
            writer.paragraph(f"Heading {block.level}", run(f"{label}{gap}{block.text}"))
        case Paragraph():
            writer.paragraph("Body Text", *writer.runs(block.runs))
        case Table():
            add_table(writer, block, label)
        case Picture():
            add_picture(writer, block, label)
        case BulletList():
            _add_list(writer, block)
        case PageBreak():
            writer.paragraph("Paper Flush", element("r", element("br", type="page")))


def _add_list(writer: Writer, block: BulletList) -> None:
    """Items hang after their mark; in Chinese the mark stands where a paragraph begins."""
    left, hanging = (3.5, 1.5) if writer.language == "zh-hans" else (1.5, 1)
    for position, item in enumerate(block.items, start=1):
        mark = list_mark(position, ordered=block.ordered, language=writer.language)
        writer.paragraph(
            "Body Text",
            indent(left=left, hanging=hanging),
            run(mark),
            element("r", element("tab")),
            *writer.runs(item),
        )


def _add_attachments(writer: Writer, document: Document) -> None:
    """附件： one line below the text, two characters in; a title that runs over is set below its own beginning."""
    if not document.attachments:
        return
    word = words(document.language).attachment + words(document.language).colon.strip()
    _blank(writer)
    several = len(document.attachments) > 1
    lead = width(word)
    for position, title in enumerate(document.attachments, start=1):
        first = position == 1
        left = 2 + lead + (1 if several else 0)
        hanging = (lead if first else 0) + (1 if several else 0)
        number = [run(f"{position}."), element("r", element("tab"))] if several else []
        prefix = [run(word)] if first else []
        writer.paragraph("Paper Flush", indent(left=left, hanging=hanging), *prefix, *number, run(title))


def _add_signature(writer: Writer, document: Document) -> None:
    """Issuer and date below the text: two characters in from the right, the date beginning two after the issuer."""
    if not document.issuer and document.date is None:
        return
    _blank(writer)
    date = date_text(document.date, document.language) if document.date else ""
    issuer_inset, date_inset = signature_insets(width(document.issuer), width(date))
    if document.language != "zh-hans":
        issuer_inset = date_inset = 0.0
    if document.issuer:
        writer.paragraph("Paper Signature", *_right(issuer_inset), run(document.issuer))
    if date:
        writer.paragraph("Paper Signature", *_right(date_inset), run(date))


def _right(inset: float) -> list[Any]:
    return [indent(right=inset)] if inset else []


def signature_insets(issuer: float, date: float) -> tuple[float, float]:
    """How many characters issuer and date end before the right edge, for their widths in characters.

    GB/T 9704-2012, 7.3.5: the issuer ends two characters in and the date begins two characters after its
    beginning; where the date would then come closer than two characters, it is the issuer that moves.
    """
    date_inset = max(2.0, issuer - date)
    return (date_inset + date - issuer + 2 if issuer else 2.0), (date_inset if issuer else 2.0)


def _add_sources(writer: Writer, document: Document) -> None:
    """ "Sources and methods" on a page of its own, each entry where its number's links lead."""
    if not document.sources:
        return
    writer.paragraph("Heading 1", element("pageBreakBefore"), run(words(document.language).sources))
    for number, source in enumerate(document.sources, start=1):
        address = f" {source.url}" if source.url else ""
        writer.paragraph(
            "Source Entry",
            indent(left=2, hanging=2),
            element("bookmarkStart", id=number, name=f"source_{number}"),
            run(f"[{number}]"),
            element("bookmarkEnd", id=number),
            element("r", element("tab")),
            run(f"{source.text}{address}"),
        )
