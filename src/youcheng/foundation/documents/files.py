"""A document as a file: DOCX, PDF or a whole HTML page, and the answer that hands it out.

Called by every app that writes papers; what a paper says is theirs, how each format is set the writers beside this.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from youcheng.foundation.documents.docx import to_docx
from youcheng.foundation.documents.html import to_html_page
from youcheng.foundation.documents.model import Document, DocumentError, Language
from youcheng.foundation.documents.pdf import to_pdf
from youcheng.foundation.exporting import disposition

TYPES: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


def file_of(document: Document, kind: str) -> bytes:
    """The document in one of `TYPES`. Raises MissingFont or DocumentError where a paper can't be set."""
    if kind == "docx":
        return to_docx(document)
    if kind == "pdf":
        return to_pdf(document)
    if kind == "html":
        return to_html_page(document).encode()
    raise DocumentError(f"A paper is written as {', '.join(TYPES)}, not as {kind!r}.")


def as_download(content: bytes, content_type: str, name: str, suffix: str) -> HttpResponse:
    """The file as an answer that no cache keeps. `name` has no suffix."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = disposition(name, suffix)
    response["Cache-Control"] = "private, no-store"
    return response


def language_of(request: HttpRequest) -> Language:
    """The paper's language: `?language=`, else the reader's interface language."""
    asked = request.GET.get("language") or get_language() or "zh-hans"
    return "en" if asked.startswith("en") else "zh-hans"
