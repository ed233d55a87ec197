"""The paper on the screen: the document as HTML with its contents, links of figures and the tools of each block.

Called by the views of the dossier and its versions. The HTML comes from the document writers; this only puts the edit
tools behind the paragraphs whose keys it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from youcheng.foundation.documents.html import to_html
from youcheng.foundation.documents.model import Document, Heading
from youcheng.foundation.documents.numbering import labels
from youcheng.foundation.related import Related
from youcheng.strategy import editing
from youcheng.strategy.queries import EditState


@dataclass(frozen=True)
class Entry:
    """One line of the contents: its level (1 or 2), number, words and anchor."""

    level: int
    label: str
    text: str
    anchor: str


def contents(document: Document) -> list[Entry]:
    """The headings of the first two levels."""
    return [
        Entry(block.level, label, block.text, block.key)
        for block, label in zip(document.blocks, labels(document.blocks, document.language), strict=True)
        if isinstance(block, Heading) and block.level <= 2 and block.key
    ]


def with_tools(
    request: HttpRequest,
    document: Document,
    *,
    resolve: Callable[[str], str],
    states: Mapping[str, EditState],
    links: Callable[[str], Sequence[Related]],
    address: Callable[[str, str], str],
) -> SafeString:
    """The paper with "edit" behind every paragraph that can be edited, and what was edited marked.

    `address(what, block)` gives the address of "edit", "withdraw" or "confirm" for a block, `links(block)` what other
    capabilities offer for it.
    """
    html = str(to_html(document, resolve=resolve, with_title=False))
    for key in editing.texts(document):
        tools = render_to_string(
            "strategy/parts/tools.html",
            {"state": states.get(key), "links": links(key), "edit_url": address("edit", key), "withdraw_url": address("withdraw", key), "confirm_url": address("confirm", key)},
            request,
        )  # fmt: skip
        html = _behind(html, key, tools, is_edited=key in states)
    return mark_safe(html)  # noqa: S308 -- made by the document writer and our own template


def _behind(html: str, key: str, tools: str, *, is_edited: bool) -> str:
    """Wrap the paragraph with this anchor into a block that carries its tools."""
    opening = f'<p id="{escape(key)}">'
    start = html.find(opening)
    if start < 0:
        return html
    end = html.index("</p>", start) + len("</p>")
    css = "passage edited" if is_edited else "passage"
    return f'{html[:start]}<div class="{css}">{html[start:end]}{tools}</div>{html[end:]}'
