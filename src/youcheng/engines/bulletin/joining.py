"""Joins what a line break parted: Chinese without a space, Latin words with one, hyphened words to one word.

Used by `paragraphs` for lines and by anyone who puts fragments together. Nothing is changed inside a line.
"""

import re
from collections.abc import Iterable, Sequence

from youcheng.engines.bulletin.lines import is_wide

_COMPOUND = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
_HYPHENED = re.compile(r"([A-Za-z\u00c0-\u024f]+(?:-[A-Za-z\u00c0-\u024f]+)*)[-\u2010\u00ad]$")
_LOWER = re.compile(r"[a-z\u00df-\u00ff\u0101-\u024f]+(?:-[A-Za-z]+)*")


def compounds(texts: Iterable[str]) -> frozenset[str]:
    """The words written with a hyphen inside a line: at a line's end, such a word keeps its hyphen."""
    return frozenset(match.lower() for text in texts for match in _COMPOUND.findall(text))


def join(parts: Sequence[str], known: frozenset[str] = frozenset()) -> tuple[str, tuple[int, ...]]:
    """The parts as one text, and where each part begins in it. `known` are the document's hyphened words."""
    text, starts = "", []
    for part in (part.strip() for part in parts):
        if text and part:
            text = _before(text, part, known)
        starts.append(len(text))
        text += part
    return text, tuple(starts)


def glued(parts: Sequence[str], glue: str) -> tuple[str, tuple[int, ...]]:
    """The parts as one text with `glue` between them, and where each part begins in it."""
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part) + len(glue)
    return glue.join(parts), tuple(starts)


def _before(text: str, part: str, known: frozenset[str]) -> str:
    """The text as it must stand before the next part: with a space, without, or without its hyphen."""
    broken, first = _HYPHENED.search(text), _LOWER.match(part)
    if broken and first:
        keeps = text[-1] != "\u00ad" and f"{broken[1]}-{first[0]}".lower() in known
        return text if keeps else text[:-1]
    if text[-1] == "\u00ad":
        return text[:-1]
    if is_wide(text[-1]) or is_wide(part[0]):
        return text
    if text[-1] in "-/" and text[-2:-1].isalnum() and part[0].isalnum():
        return text
    return text + " "
