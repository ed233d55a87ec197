"""A document as a PDF on the same page as the Word file.

The layout is the Typst template `data/paper.typ`; a document reaches it as data, never as markup, so no text of a
document can be taken for a command. The fonts come with the platform, so that a bare machine prints Chinese.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import typst

from youcheng.foundation.documents.model import Document, DocumentError
from youcheng.foundation.documents.pdf.fonts import MissingFont, check_fonts, library
from youcheng.foundation.documents.pdf.payload import payload

__all__ = ["MissingFont", "to_pdf"]


def to_pdf(
    document: Document,
    *,
    resolve: Callable[[str], str] | None = None,
    extra_font_dirs: Sequence[Path] = (),
) -> bytes:
    """The document as a PDF.

    `resolve` gives an absolute address for a figure's reference, which then becomes a link. `extra_font_dirs` are
    folders with fonts for scripts the shipped ones lack. Raises MissingFont, naming the script, where a character
    has no font; DocumentError where a picture cannot be drawn.
    """
    data = payload(document, resolve or (lambda _ref: ""))
    check_fonts(data, tuple(extra_font_dirs))
    try:
        pdf = typst.compile(
            _template(),
            font_paths=library(tuple(extra_font_dirs)),
            format="pdf",
            sys_inputs={"paper": json.dumps(data)},
        )
    except RuntimeError as error:
        raise DocumentError(f"The paper could not be set: {error}.") from error
    return pdf


@cache
def _template() -> bytes:
    return (Path(__file__).parents[1] / "data" / "paper.typ").read_bytes()
