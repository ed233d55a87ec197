"""Two draftings side by side: which blocks differ and how, and which figures moved and by how much.

Called by `queries` for the history page and for what is stale. Blocks are matched by their keys, figures by their ids.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from youcheng.foundation.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    Language,
    Paragraph,
    Picture,
    Table,
    figures,
)
from youcheng.strategy.editing import text_of
from youcheng.strategy.figures import Record, shown

Status = Literal["added", "removed", "changed"]


_DECIMALS = re.compile(r"\.(\d+)")
ALIKE = 0.5
"""Texts less alike than this are shown whole, one after the other: a mosaic of single characters helps nobody."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a compared text: kept, only before, or only after."""

    kind: Literal["same", "before", "after"]
    text: str


@dataclass(frozen=True)
class BlockChange:
    """One block that differs, under the heading it stands below; `pieces` tell the texts apart word by word."""

    key: str
    section: str
    status: Status
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class FigureChange:
    """One figure that differs. `difference` is after − before as printed, "" where one side is missing."""

    id: str
    label: str
    status: Status
    before: str
    after: str
    difference: str


def block_changes(before: Document, after: Document) -> list[BlockChange]:
    """The blocks that differ, in the reading order of the later document, then what is gone."""
    old, new = _by_key(before), _by_key(after)
    found = []
    for key, (section, text) in new.items():
        earlier = old.get(key, ("", ""))[1]
        if earlier != text:
            found.append(_change(key, section, earlier if key in old else None, text))
    found += [_change(key, section, text, None) for key, (section, text) in old.items() if key not in new]
    return found


def figure_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], language: Language
) -> list[FigureChange]:
    """The figures that differ as printed, new ones and gone ones, in the order of the later drafting."""
    found = []
    for key in dict.fromkeys([*after, *before]):
        old = Record.from_json(before[key]) if key in before else None
        new = Record.from_json(after[key]) if key in after else None
        if old is None or new is None or _differ(old, new, language):
            found.append(_figure_change(key, old, new, language))
    return found


def changed_keys(document: Document, changes: Sequence[FigureChange]) -> set[str]:
    """The keys of the blocks in which a changed figure stands."""
    ids = {change.id for change in changes}
    return {
        block.key
        for block in document.blocks
        if hasattr(block, "key") and any(f.ref in ids for f in figures([block]))
    }


def _by_key(document: Document) -> dict[str, tuple[str, str]]:
    """Every block with a key as text, with the heading above it."""
    found: dict[str, tuple[str, str]] = {}
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            section = block.text
        key = getattr(block, "key", "")
        if key:
            found[key] = (section, _text(block, document.language))
    return found


def _text(block: Block, language: Language) -> str:
    match block:
        case Heading():
            return block.text
        case Paragraph():
            return text_of(block.runs, language)
        case BulletList():
            return "\n".join(text_of(item, language) for item in block.items)
        case Table():
            lines = [" | ".join(column.title for column in block.columns)]
            lines += [" | ".join(text_of(cell, language) for cell in cells) for cells in block.rows]
            return "\n".join(lines)
        case Picture():
            return "" if block.beside is None else _text(block.beside, language)
        case _:
            return ""


def _change(key: str, section: str, before: str | None, after: str | None) -> BlockChange:
    status: Status = "added" if before is None else "removed" if after is None else "changed"
    return BlockChange(
        key, section, status, before or "", after or "", tuple(_pieces(before or "", after or ""))
    )


def _pieces(before: str, after: str) -> list[Piece]:
    """The two texts cut where they differ; Chinese is compared character by character, other scripts word by word."""
    old, new = _tokens(before), _tokens(after)
    found: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [piece for piece in (Piece("before", before), Piece("after", after)) if piece.text]
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[a1:a2])))
            continue
        if a2 > a1:
            found.append(Piece("before", "".join(old[a1:a2])))
        if b2 > b1:
            found.append(Piece("after", "".join(new[b1:b2])))
    return found


def _tokens(text: str) -> list[str]:
    """Runs of Latin letters and digits stay together; everything else is a token of one character."""
    tokens: list[str] = []
    for character in text:
        joins = character.isascii() and (character.isalnum() or character in ".,%")
        last = tokens[-1] if tokens else ""
        if joins and last and last[-1].isascii() and (last[-1].isalnum() or last[-1] in ".,%"):
            tokens[-1] += character
        else:
            tokens.append(character)
    return tokens


def _print(record: Record, language: Language) -> str:
    return record.display.get(language) or next(iter(record.display.values()), "")


def _differ(old: Record, new: Record, language: Language) -> bool:
    """Whether the number moved by as much as is printed; the same number in other words is no change."""
    same = (old.value, old.low, old.high) == (new.value, new.low, new.high)
    return not same and _print(old, language) != _print(new, language)


def _figure_change(key: str, old: Record | None, new: Record | None, language: Language) -> FigureChange:
    one = new or old
    assert one is not None
    difference = ""
    if old is not None and new is not None:
        change = new.value - old.value
        printed = _print(new, language)
        decimals = _DECIMALS.search(printed)
        difference = ("+" if change > 0 else "") + shown(
            change, len(decimals[1]) if decimals else 0, language
        )
        if not printed[-1:].isdigit():  # told with a unit of its own, in which the difference may not be
            difference = f"{difference} {new.unit.get(language, '')}".strip()
    status: Status = "added" if old is None else "removed" if new is None else "changed"
    return FigureChange(
        key,
        one.label.get(language) or key,
        status,
        _print(old, language) if old else "",
        _print(new, language) if new else "",
        difference,
    )
