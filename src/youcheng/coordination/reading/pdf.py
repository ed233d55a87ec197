"""PDF with text to pages: every character with its place becomes part of a piece of ink, pieces become lines.

Called by `documents`. Pages are opened one at a time and closed at once. Pages without text are named, and a document
of pictures alone is refused. Columns and paragraphs are the engine's affair.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pypdfium2
from django.utils.translation import gettext as _

from youcheng.coordination.reading import glyphs, rules
from youcheng.coordination.reading.errors import Encrypted, Scanned, TooLarge, Unreadable
from youcheng.coordination.reading.glyphs import Glyphs
from youcheng.coordination.reading.limits import Limits
from youcheng.engines.bulletin import Page

_LOCK = threading.Lock()
"""The PDF library must not be entered twice at once; a web worker has several threads."""
_GARBLED = 0.3
"""The share of characters without a meaning above which a page can't be read."""
_SPARSE, _COVERED = 30, 0.6
"""Characters below which a page is a picture all the same (a page number), where one covers this share of it."""

Why = Literal["scanned", "garbled", "damaged"]
Extracted = Callable[[int, int], None]


@dataclass(frozen=True)
class Unread:
    """A page that could not be read: a picture of a page, a font that does not say its characters, or damage."""

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
    missed = {one.page for one in unread}
    if all(page.number in missed for page in found):
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
    """A page's lines, and why it could not be read; neither for an empty page, both for a picture with a page number."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None, "damaged"
    try:
        found = _glyphs(page, number, file, limits)
        if found.unknown > _GARBLED * max(1, len(found.glyphs)):
            return None, "garbled"
        why: Why | None = "scanned" if len(found.glyphs) < _SPARSE and _is_picture(page, found) else None
        return (glyphs.page(number, found.glyphs, rules.of(page)) if found.glyphs else None), why
    except pypdfium2.PdfiumError:
        return None, "damaged"
    finally:
        page.close()


def _glyphs(page: Any, number: int, file: str, limits: Limits) -> Glyphs:
    text = page.get_textpage()
    try:
        if text.count_chars() > limits.page_characters:
            raise TooLarge(
                _("page %(page)s holds more than %(limit)s characters.")
                % {"page": number, "limit": limits.page_characters},
                remedy=_("Take out the pages that hold the plan."),
                file=file,
            )
        return glyphs.of(text)
    finally:
        text.close()


def _is_picture(page: Any, found: Glyphs) -> bool:
    """Whether a page is a picture: any, where it has no text; else one that fills most of it."""
    least = _COVERED * page.get_width() * page.get_height() if found.glyphs else 0.0
    for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) >= least:
            return True
    return False


def _nothing(unread: list[Unread], file: str) -> Exception:
    """Why no page could be read: pictures, fonts without characters, damage, or simply no text."""
    numbers = tuple(one.page for one in unread)
    reasons = {one.why for one in unread}
    if "garbled" in reasons:
        return Unreadable(
            _("the fonts of the PDF do not say which characters they show (pages %(pages)s).")
            % {"pages": said(numbers)},
            remedy=_("Ask for the document as DOCX, or recognise its text with an OCR program."),
            file=file,
        )
    if "scanned" in reasons:
        return Scanned(
            _("the PDF holds only pictures of pages, without text (pages %(pages)s).")
            % {"pages": said(numbers)},
            remedy=_("Recognise its text with an OCR program, or ask for the document itself."),
            file=file,
            pages=numbers,
        )
    what = _("the PDF is damaged or incomplete.") if reasons else _("there is no text in the file.")
    return Unreadable(what, remedy=_("Download or export it again."), file=file)


def said(numbers: tuple[int, ...]) -> str:
    """Page numbers as people write them: 1–3, 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("–".join(str(end) for end in span) for span in spans)
