"""A person's words in place of a drafted block: how a block becomes text, and text becomes a block again.

Called by `actions`, `queries` and the pages. A number that is still in the text as it was printed stays linked to its origin;
a number somebody typed is theirs and leads nowhere. Only paragraphs can be edited: tables are figures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from youcheng.foundation.documents.model import (
    Block,
    Document,
    Figure,
    Gap,
    Language,
    Paragraph,
    Run,
    Runs,
    Text,
)
from youcheng.foundation.documents.words import gap_text


def text_of(runs: Runs, language: Language) -> str:
    """Runs as the words a person edits; a gap is written out as it is printed."""
    return "".join(gap_text(run, language) if isinstance(run, Gap) else run.text for run in runs)


def editable(block: Block) -> bool:
    """Whether a person may put their own words in the block's place."""
    return isinstance(block, Paragraph) and bool(block.key)


def texts(document: Document) -> dict[str, str]:
    """The drafted text of every block that can be edited, by its key."""
    return {
        block.key: text_of(block.runs, document.language)
        for block in document.blocks
        if isinstance(block, Paragraph) and block.key
    }


def relinked(text: str, base: Runs, language: Language) -> Runs:
    """The edited text as runs: the base's figures, gaps and emphasis that are still there keep what they are.

    They are looked for in the order of the base and never inside a longer number, so that "5" is not found in "15".
    """
    found: list[Run] = []
    at = 0
    for run in base:
        if isinstance(run, Text):
            continue
        words = gap_text(run, language) if isinstance(run, Gap) else run.text
        place = _find(text, words, at, whole=isinstance(run, Figure))
        if place < 0:
            continue
        if place > at:
            found.append(Text(text[at:place]))
        found.append(run)
        at = place + len(words)
    if at < len(text):
        found.append(Text(text[at:]))
    return tuple(found)


def applied(document: Document, edits: Mapping[str, str]) -> Document:
    """The document with the edited blocks in place of the drafted ones; an edit of a block that is gone is left out."""
    return replace(
        document, blocks=tuple(_edited(block, edits, document.language) for block in document.blocks)
    )


def digest(text: str) -> str:
    """A short mark of a text, to see whether the draft below an edit has changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _edited(block: Block, edits: Mapping[str, str], language: Language) -> Block:
    if not isinstance(block, Paragraph) or block.key not in edits:
        return block
    return replace(block, runs=relinked(edits[block.key], block.runs, language))


def _find(text: str, words: str, start: int, *, whole: bool) -> int:
    """Where `words` stand from `start` on, −1 nowhere; with `whole` not as part of a longer number."""
    place = text.find(words, start) if words else -1
    while place >= 0 and whole and _inside_number(text, place, len(words)):
        place = text.find(words, place + 1)
    return place


def _inside_number(text: str, place: int, length: int) -> bool:
    before, after = text[:place], text[place + length :]
    runs_on = after[:1].isdigit() or (after[:1] in ".," and after[1:2].isdigit())
    runs_before = before[-1:].isdigit() or (before[-1:] in ".,−" and before[-2:-1].isdigit())
    return runs_on or runs_before or (before[-1:] == "−")
