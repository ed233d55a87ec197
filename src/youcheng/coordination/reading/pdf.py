"""PDF with text to pages: every character with its place becomes part of a piece of ink, pieces become lines.

Called by `documents`. Pages are opened one at a time and closed at once. Pages without text are named, and a document
of pictures alone is refused. Columns and paragraphs are the engine's affair.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pypdfium2
from django.utils.translation import gettext as _

from youcheng.coordination.reading import glyphs, rules
from youcheng.coordination.reading.errors import Encrypted, Scanned, TooLarge, Unreadable
from youcheng.coordination.reading.limits import Limits
from youcheng.engines.bulletin import Page

_LOCK = threading.Lock()
"""The PDF library must not be entered twice at once; a web worker has several threads."""
_GARBLED = 0.3
"""The share of characters without a meaning above which a page can't be read."""
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE

Why = Literal["scanned", "garbled"]
Extracted = Callable[[int, int], None]


@dataclass(frozen=True)
class Unread:
    """A page whose text could not be read: a picture of a page, or a font that does not say its characters."""

    page: int
    why: Why


def pages(
    data: bytes, file: str, limits: Limits, progress: Extracted
) -> tuple[list[Page], tuple[Unread, ...]]:
    """The pages that hold text, and those that could not be read. Raises a BadDocument."""
    found: list[Page] = []
    unread: list[Unread] = []
    with _LOCK:
        document = _opened(data, file)
        try:
            total = len(document)
            _check_pages(total, file, limits)
            for number in range(1, total + 1):
                page, why = _page(document, number, file, limits)
                if page is not None:
                    found.append(page)
                if why is not None:
                    unread.append(Unread(number, why))
                progress(number, total)
        finally:
            document.close()
    if not found:
        raise _nothing(unread, file)
    return found, tuple(unread)


def _opened(data: bytes, file: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Encrypted(
                _("the PDF is protected by a password."),
                remedy=_("Open it, print it to a new PDF without password and use that."),
                file=file,
            ) from error
        raise Unreadable(
            _("the PDF is damaged or incomplete."), remedy=_("Download or export it again."), file=file
        ) from error


def _check_pages(total: int, file: str, limits: Limits) -> None:
    if total > limits.pages:
        raise TooLarge(
            _("the PDF has %(count)s pages; at most %(limit)s are read.")
            % {"count": total, "limit": limits.pages},
            remedy=_("Take out the pages that hold the plan."),
            file=file,
        )


def _page(document: Any, number: int, file: str, limits: Limits) -> tuple[Page | None, Why | None]:
    """A page's lines, or why there are none; neither for an empty page."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            _("page %(page)s of the PDF is damaged.") % {"page": number},
            remedy=_("Download or export it again."),
            file=file,
        ) from error
    try:
        text = page.get_textpage()
        try:
            if text.count_chars() > limits.page_characters:
                raise TooLarge(
                    _("page %(page)s holds more than %(limit)s characters.")
                    % {"page": number, "limit": limits.page_characters},
                    remedy=_("Take out the pages that hold the plan."),
                    file=file,
                )
            found = glyphs.of(text)
        finally:
            text.close()
        if not found.glyphs:
            return None, "scanned" if any(True for _object in _pictures(page)) else None
        if found.unknown > _GARBLED * (len(found.glyphs) + found.unknown):
            return None, "garbled"
        return glyphs.page(number, found.glyphs, rules.of(page)), None
    finally:
        page.close()


def _pictures(page: Any) -> Iterator[Any]:
    yield from page.get_objects(filter=[_IMAGE], max_depth=2)


def _nothing(unread: list[Unread], file: str) -> Exception:
    numbers = tuple(one.page for one in unread)
    listed = said(numbers)
    if any(one.why == "garbled" for one in unread):
        return Unreadable(
            _("the fonts of the PDF do not say which characters they show (pages %(pages)s).")
            % {"pages": listed},
            remedy=_("Ask for the document as DOCX, or recognise its text with an OCR program."),
            file=file,
        )
    if unread:
        return Scanned(
            _("the PDF holds only pictures of pages, without text (pages %(pages)s).") % {"pages": listed},
            remedy=_("Recognise its text with an OCR program, or ask for the document itself."),
            file=file,
            pages=numbers,
        )
    return Unreadable(_("there is no text in the file."), remedy=_("Download or export it again."), file=file)


def said(numbers: tuple[int, ...]) -> str:
    """Page numbers as people write them: 1–3, 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("–".join(str(end) for end in span) for span in spans)
