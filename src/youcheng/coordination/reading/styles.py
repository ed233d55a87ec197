"""What Word's styles say of a paragraph: its level as a heading, whether it is a title or a line of contents, its number.

Called by `word`. Styles inherit from each other; a paragraph's own settings come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from youcheng.coordination.reading.numbering import Numbering

_NUMBERING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
_TITLES = frozenset({"title", "标题", "文档标题"})
_DEEPEST = 10


@dataclass(frozen=True)
class Style:
    """`level` of a heading from 1, None for text."""

    level: int | None
    is_title: bool
    is_contents: bool


class Styles:
    """The styles and lists of one document."""

    def __init__(self, document: Any) -> None:
        """Index the styles and take in the numbering."""
        styles = document.styles.element
        self._styles = {one.get(qn("w:styleId")): one for one in styles.iterchildren(qn("w:style"))}
        parts = (rel.target_part for rel in document.part.rels.values() if rel.reltype == _NUMBERING)
        part = next(parts, None)
        self._numbering = Numbering(part.element if part is not None else None)

    def of(self, paragraph: Any) -> Style:
        """What the style of a paragraph and its own settings say."""
        names = [_attribute(style, "w:name").lower() for style in self._chain(paragraph)]
        outline = self._first(paragraph, "w:outlineLvl")
        level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else None
        return Style(
            level,
            any(name in _TITLES for name in names[:1]),
            any(name.startswith(("toc ", "目录")) for name in names),
        )

    def label(self, paragraph: Any) -> str:
        """The number that Word shows before a paragraph, "" where it shows none."""
        number = self._first(paragraph, "w:numPr/w:numId")
        if number in ("", "0"):
            return ""
        level = self._first(paragraph, "w:numPr/w:ilvl")
        return self._numbering.label(number, int(level) if level.isdecimal() else 0)

    def _first(self, paragraph: Any, path: str) -> str:
        """A setting of the paragraph, else of its style or one the style is based on."""
        steps = "/".join(qn(step) for step in path.split("/"))
        for element in (paragraph, *self._chain(paragraph)):
            properties = element.find(qn("w:pPr"))
            found = properties.find(steps) if properties is not None else None
            if found is not None:
                return str(found.get(qn("w:val"), ""))
        return ""

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        properties = paragraph.find(qn("w:pPr"))
        name = _attribute(properties, "w:pStyle") if properties is not None else ""
        for _step in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = _attribute(style, "w:basedOn")


def _attribute(element: Any, name: str) -> str:
    found = element.find(qn(name))
    return "" if found is None else str(found.get(qn("w:val"), ""))
