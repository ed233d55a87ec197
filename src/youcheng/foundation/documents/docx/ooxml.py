"""Small builders for WordprocessingML, so that the layout reads as layout.

Used by the modules of this package only. Order of the children matters in this format: callers give them in order.
"""

from __future__ import annotations

from typing import Any
from unicodedata import east_asian_width

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from youcheng.foundation.documents.text import clean


def element(tag: str, *children: Any, **attributes: str | int) -> Any:
    """`<w:tag w:attribute="…">children</w:tag>`; children that are None are left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def text(words: str) -> Any:
    """`<w:t>` that keeps its spaces."""
    made = OxmlElement("w:t")
    made.text = clean(words)
    made.set(qn("xml:space"), "preserve")
    return made


def run(words: str, *properties: Any) -> Any:
    """A run of words with its properties, in the order the format wants.

    Beside Chinese, marks that both scripts use (quotes, dashes, circled digits) take the Chinese face.
    """
    if any(east_asian_width(character) in "WF" for character in words):
        properties = (element("rFonts", hint="eastAsia"), *properties)
    return element("r", element("rPr", *properties) if properties else None, text(words))


def field(instruction: str, shown: str) -> list[Any]:
    """The runs of a field such as PAGE, with what is shown until Word counts."""
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", _instruction(f" {instruction} ")),
        element("r", element("fldChar", fldCharType="separate")),
        element("r", text(shown)),
        element("r", element("fldChar", fldCharType="end")),
    ]


def _instruction(words: str) -> Any:
    made = OxmlElement("w:instrText")
    made.text = words
    made.set(qn("xml:space"), "preserve")
    return made
