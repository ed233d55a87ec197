"""The one door: any bytes a person may upload, read as a plan, or one typed error that says what to do.

Called by pages, background jobs and `youcheng plan read`. What kind of file it is follows from its content, never from
its name. Long documents tell their progress and are read page by page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from youcheng.coordination.reading import limits, pdf, text, vocabulary, word
from youcheng.coordination.reading.errors import Encrypted, TooLarge, Unreadable, WrongKind
from youcheng.coordination.reading.limits import Limits
from youcheng.coordination.reading.pdf import Unread
from youcheng.engines import bulletin
from youcheng.engines.bulletin import Reading, Words

Progress = Callable[[int, int], None]
"""Called with how many steps are done and how many there are; a page is two steps, taking out its text and laying it out."""


@dataclass(frozen=True)
class ReadDocument:
    """A document that was read: what kind it is, its pages, what was recovered, and pages that could not be read."""

    kind: Literal["text", "pdf", "docx"]
    pages: int
    reading: Reading
    unread: tuple[Unread, ...] = ()


def read(
    data: bytes,
    file: str,
    *,
    words: Words | None = None,
    within: Limits | None = None,
    progress: Progress | None = None,
) -> ReadDocument:
    """Read a document. Raises a BadDocument with what to do; `file` is the name shown in it."""
    allowed = within or limits.current()
    _check_size(data, file, allowed)
    known = words or vocabulary.words()
    if data.startswith(b"PK"):
        paragraphs, removed = word.paragraphs(data, file, allowed)
        reading = bulletin.interpret(paragraphs, known, removed=removed)
        last = max((part.page for paragraph in paragraphs for part in paragraph.fragments), default=1)
        return ReadDocument("docx", last, reading)
    if b"%PDF-" in data[:1024]:
        return _pdf(data, file, allowed, known, progress)
    _refuse_other_kinds(data, file)
    pages = text.pages(data, file, allowed)
    total = len(pages)
    reading = bulletin.read(
        pages, known, lambda done: progress(total + done, 2 * total) if progress else None
    )
    return ReadDocument("text", total, reading)


def _pdf(data: bytes, file: str, allowed: Limits, words: Words, progress: Progress | None) -> ReadDocument:
    total = 0

    def extracted(done: int, pages: int) -> None:
        nonlocal total
        total = pages
        if progress:
            progress(done, 2 * pages)

    pages, unread = pdf.pages(data, file, allowed, extracted)
    reading = bulletin.read(
        pages, words, lambda done: progress(total + done, 2 * total) if progress else None
    )
    return ReadDocument("pdf", total, reading, unread)


def _check_size(data: bytes, file: str, allowed: Limits) -> None:
    if not data.strip():
        raise Unreadable(_("the file is empty."), remedy=_("Export or save it again."), file=file)
    if len(data) > allowed.file_bytes:
        raise TooLarge(
            _("the file has %(size)s MB; at most %(limit)s MB are read.")
            % {"size": round(len(data) / 1024**2, 1), "limit": round(allowed.file_bytes / 1024**2)},
            remedy=_("Take out the pages that hold the plan."),
            file=file,
        )


def _refuse_other_kinds(data: bytes, file: str) -> None:
    """Name the files that people take for plans in text: the old Word format, web pages, RTF, pictures."""
    remedy = _("Open it in a word processor and save it as DOCX.")
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Encrypted(
                _("the document is protected by a password."),
                remedy=_("Open it, remove the password and save it again."),
                file=file,
            )
        raise WrongKind(_("this is an old Office format (.doc, .xls or .wps)."), remedy=remedy, file=file)
    if start.startswith(b"{\\rtf"):
        raise WrongKind(_("this is an RTF document."), remedy=remedy, file=file)
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<meta")):
        raise WrongKind(_("this is a web page or XML, not a document."), remedy=remedy, file=file)
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")):
        raise WrongKind(
            _("this is a picture."),
            remedy=_("Ask for the document itself, or recognise its text with an OCR program."),
            file=file,
        )
    if data.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise WrongKind(_("this is an archive."), remedy=_("Unpack it and choose the document."), file=file)
