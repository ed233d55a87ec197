"""A document as a PDF on the same page as the Word file.

The layout is the Typst template `data/paper.typ`; a document reaches it as data, never as markup, so no text of a
document can be taken for a command. The fonts come with the platform, so that a bare machine prints Chinese.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from youcheng.foundation.documents.model import Document, DocumentError
from youcheng.foundation.documents.pdf.fonts import MissingFont, check_fonts, folders
from youcheng.foundation.documents.pdf.payload import payload

__all__ = ["MissingFont", "to_pdf"]

SECONDS = 120
"""A paper of a thousand pages takes less; beyond it something is wrong."""


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
    asked = {"template": _template(), "fonts": folders(tuple(extra_font_dirs)), "paper": json.dumps(data)}
    try:
        done = subprocess.run(  # noqa: S603 - this Python and a file of ours; the paper is data on standard input
            [sys.executable, "-I", str(Path(__file__).with_name("setter.py"))],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(f"The paper could not be set within {SECONDS} seconds.") from error
    if done.returncode:
        raise DocumentError(f"The paper could not be set: {done.stderr.decode(errors='replace').strip()}.")
    return done.stdout


@cache
def _template() -> str:
    return (Path(__file__).parents[1] / "data" / "paper.typ").read_text(encoding="utf-8")
