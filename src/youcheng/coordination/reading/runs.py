"""The text of one Word paragraph as a reader sees it: inserted text yes, deleted text and field codes no.

Called by `word`. Text boxes anchored in a paragraph are handed back to be read after it; a drawing saved in two versions
counts once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    {
        _FALLBACK,
        *(qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:rt", "w:pPr", "w:rPr")),
    }
)
_TEXTS = {qn("w:tab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}


@dataclass
class Written:
    """The text of a paragraph, how many pages end within it, and the text boxes anchored in it."""

    text: str = ""
    breaks: int = 0
    boxes: list[Any] = field(default_factory=list)


def written_in(paragraph: Any) -> Written:
    """Collect what a paragraph shows."""
    written = Written()
    _collect(paragraph, written)
    return written


def _collect(element: Any, written: Written) -> None:
    for child in element.iterchildren():
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == qn("w:t"):
            written.text += child.text or ""
        elif tag == qn("w:br"):
            is_page = child.get(qn("w:type")) == "page"
            written.breaks += is_page
            written.text += "" if is_page else "\n"
        elif tag == qn("w:lastRenderedPageBreak"):
            written.breaks += 1
        elif tag in _TEXTS:
            written.text += _TEXTS[tag]
        elif tag == qn("w:txbxContent"):
            written.boxes.append(child)
        else:
            _collect(child, written)
