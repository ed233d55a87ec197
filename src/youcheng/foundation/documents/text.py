"""Words made fit for paper: which characters may be printed, and how wide Chinese setting makes them.

Called by every renderer before a text leaves the model. It never changes what a text says.
"""

from __future__ import annotations

import math
import re
import unicodedata

# Characters that no XML 1.0 file may hold (a DOCX is one), and lone surrogates, which no UTF-8 file may hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("[\t\n\x0b\x0c\r\u2028\u2029]+")


def clean(text: str) -> str:
    """`text` without control characters; each group of tabs and line breaks becomes one space."""
    return _FORBIDDEN.sub("", _BREAKS.sub(" ", text))


def width(text: str) -> float:
    """The width of `text` in full Chinese characters: a half-width letter or digit counts one half."""
    return sum(0.5 if unicodedata.east_asian_width(c) in ("N", "Na", "H") else 1.0 for c in text)


_BREAK_AFTER = frozenset("的和与及暨》”）〕、，；：— ")
_BREAK_BEFORE = frozenset("《“（〔")


def balanced_lines(title: str, limit: float) -> list[str]:
    """`title` in as few lines of at most `limit` characters as it needs, alike in length, words kept together.

    GB/T 9704-2012, 7.3.1 asks for titles whose lines end with the sense. Without a dictionary this prefers to break
    beside brackets, quotes and joining words; a Latin word or a number is never cut.
    """
    text = title.strip()
    lines: list[str] = []
    while width(text) > limit:
        left = math.ceil(width(text) / limit)
        wanted = width(text) / left
        reach = min(len(text), int(2 * limit) + 1)  # no character is narrower than one half
        places = [at for at in range(1, reach) if width(text[:at]) <= limit and _may_break(text, at)]
        if not places:
            break
        best = min(
            places, key=lambda at: abs(width(text[:at]) - wanted) + (0 if _good_break(text, at) else 4)
        )
        lines.append(text[:best].strip())
        text = text[best:].strip()
    return [*lines, text]


def _good_break(text: str, at: int) -> bool:
    return text[at - 1] in _BREAK_AFTER or text[at] in _BREAK_BEFORE


def _may_break(text: str, at: int) -> bool:
    """Not inside a Latin word or number, not before a closing mark, not after an opening one."""
    before, after = text[at - 1], text[at]
    if before.isascii() and after.isascii() and before != " " and after != " ":
        return False
    return unicodedata.category(after) not in ("Pe", "Pf", "Po") and unicodedata.category(before) not in (
        "Ps",
        "Pi",
    )
