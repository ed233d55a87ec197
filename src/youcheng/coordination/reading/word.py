"""DOCX to paragraphs: headings by style, numbers Word counts itself, tables row by row, in the order of the document.

Called by `documents`. The archive is checked before it is opened. What is not running text (headers, notes, a table of
contents, empty paragraphs) is listed as removed; deleted text and field codes are no text of the document.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from youcheng.coordination.reading.errors import TooLarge, Unreadable, WrongKind
from youcheng.coordination.reading.limits import Limits
from youcheng.coordination.reading.runs import Written, written_in
from youcheng.coordination.reading.styles import Styles
from youcheng.engines import bulletin
from youcheng.engines.bulletin import Fragment, Kind, Paragraph, Reason, Removed
from youcheng.engines.bulletin.marks import mark_of
from youcheng.foundation.importing import archives

_ENDS = ("。", "；", "！", "？", "：", ".", ";", "!", "?", ":")
_WRAPPERS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"))


def paragraphs(data: bytes, file: str, limits: Limits) -> tuple[list[Paragraph], list[Removed]]:
    """The paragraphs and table rows, and what was left out. Lines are counted by paragraph. Raises a BadDocument."""
    _check_archive(data, file, limits)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document, file, limits)
        reader.read()
    except (TooLarge, Unreadable):
        raise
    except Exception as error:
        # Whatever a broken document makes the library raise, the person is told one thing.
        raise _damaged(file) from error
    if not reader.paragraphs:
        raise Unreadable(_("there is no text in the file."), remedy=_("Export or save it again."), file=file)
    return reader.paragraphs, reader.removed


def _damaged(file: str) -> Unreadable:
    return Unreadable(
        _("the document is damaged or incomplete."),
        remedy=_("Open it in a word processor, save it again as DOCX and try once more."),
        file=file,
    )


def _check_archive(data: bytes, file: str, limits: Limits) -> None:
    try:
        inside = archives.contents(data)
    except archives.Damaged as error:
        raise _damaged(file) from error
    if inside.is_too_large(limits.unpacked_bytes, limits.ratio):
        raise TooLarge(
            _("the document would unpack to %(size)s MB, %(ratio)s times its size.")
            % {"size": inside.unpacked // 1024**2, "ratio": round(inside.ratio)},
            remedy=_("Take out its pictures, or copy its text into a new document."),
            file=file,
        )
    if "OFD.xml" in inside.names:
        raise WrongKind(
            _("this is an OFD document."),
            remedy=_("Open it in an OFD reader and export it as PDF with text."),
            file=file,
        )
    if "word/document.xml" not in inside.names:
        raise WrongKind(
            _("this archive is not a Word document."),
            remedy=_("Save the plan as DOCX, PDF or text."),
            file=file,
        )


class _Reader:
    """One pass through a document: counts its lines and pages and keeps what it finds."""

    def __init__(self, document: Any, file: str, limits: Limits) -> None:
        self.paragraphs: list[Paragraph] = []
        self.removed: list[Removed] = []
        self._document, self._file, self._limits = document, file, limits
        self._styles = Styles(document)
        self._page, self._line, self._characters = 1, 0, 0

    def read(self) -> None:
        self._margins()
        self._within(self._document.element.body)
        self._notes()

    def _within(self, parent: Any) -> None:
        for element in parent.iterchildren():
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)
            elif element.tag in _WRAPPERS:
                self._within(element)

    def _paragraph(self, element: Any) -> None:
        written = self._written(element)
        style = self._styles.of(element)
        label = self._styles.label(element) if written.text.strip() else ""
        for text in _parts(written.text):
            self._line += 1
            text = _labelled(label, text)
            label = ""
            if not text:
                self._leave_out(text, Reason.BLANK)
            elif style.is_contents:
                self._leave_out(text, Reason.CONTENTS)
            else:
                kind = Kind.HEADING if style.is_title else Kind.TEXT
                fragment = Fragment(self._page, 1, self._line, text)
                self.paragraphs.append(Paragraph(text, kind, (fragment,), (0,), style=style.level))
        self._page += written.breaks
        for box in written.boxes:
            self._within(box)

    def _table(self, element: Any) -> None:
        for row in element.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not element:
                continue
            cells = list(row.iterchildren(qn("w:tc")))
            if len(cells) == 1:
                # A table of one cell is a frame around text.
                self._within(cells[0])
                continue
            self._line += 1
            found = [list(self._cell(cell)) for cell in cells]
            if any(found):
                self.paragraphs.append(bulletin.row_of(found, glue=" "))
            else:
                self._leave_out("", Reason.BLANK)

    def _cell(self, cell: Any) -> Iterator[Fragment]:
        for element in cell.iter(qn("w:p")):
            written = self._written(element)
            text = bulletin.join(written.text.split("\n"))[0]
            label = self._styles.label(element) if text else ""
            if text:
                yield Fragment(self._page, 1, self._line, _labelled(label, text))
            self._page += written.breaks

    def _written(self, element: Any) -> Written:
        written = written_in(element)
        self._characters += len(written.text)
        if self._characters > self._limits.characters:
            raise TooLarge(
                _("the document has more than %(limit)s characters.") % {"limit": self._limits.characters},
                remedy=_("Take out the pages that hold the plan."),
                file=self._file,
            )
        return written

    def _margins(self) -> None:
        """Running headers and footers, each once."""
        seen: set[tuple[Reason, str]] = set()
        for section in self._document.sections:
            headers = (section.header, section.first_page_header, section.even_page_header)
            footers = (section.footer, section.first_page_footer, section.even_page_footer)
            for parts, reason in ((headers, Reason.RUNNING_HEADER), (footers, Reason.RUNNING_FOOTER)):
                for part in parts:
                    text = "" if part.is_linked_to_previous else _whole(part._element)
                    if text and (reason, text) not in seen:
                        seen.add((reason, text))
                        self._leave_out(text, reason)

    def _notes(self) -> None:
        for part in self._document.part.package.iter_parts():
            if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
                text = _whole(parse_xml(part.blob))
                if text:
                    self._leave_out(text, Reason.NOTE)

    def _leave_out(self, text: str, reason: Reason) -> None:
        self.removed.append(Removed(self._page, self._line, text, reason))


def _parts(text: str) -> list[str]:
    """The paragraphs in a paragraph: line breaks made by hand part items and sentences, and join what they cut."""
    found: list[list[str]] = [[]]
    for line in (part.strip() for part in text.split("\n")):
        if found[-1] and line and (mark_of(line) or found[-1][-1].endswith(_ENDS)):
            found.append([])
        if line or not found[-1]:
            found[-1].append(line)
    return [bulletin.join(lines)[0] for lines in found]


def _labelled(label: str, text: str) -> str:
    if not label or not text:
        return text
    return label + ("" if label[-1] in "、.．)）】" and not text[0].isascii() else " ") + text


def _whole(element: Any) -> str:
    return " ".join(" ".join(written_in(one).text.split()) for one in element.iter(qn("w:p"))).strip()
