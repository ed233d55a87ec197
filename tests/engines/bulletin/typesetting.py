"""Sets invented paragraphs as the programs do that keep a page's layout in plain text; what they give is read back.

Used by the tests of the bulletin engine. Lines are broken anywhere, columns stand side by side, an empty line comes
every few lines whatever it parts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Literal

Counting = Literal["characters", "cells"]


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def wrapped(paragraph: str, width: int, indent: int) -> list[str]:
    """Lines of at most `width` cells, the first one indented; Latin words and figures stay whole."""
    lines, line = [], " " * indent
    for part in _parts(paragraph):
        if cells(line.rstrip() + part) > width and line.strip():
            lines.append(line.rstrip())
            line = part.lstrip()
        else:
            line += part
    return [*lines, line.rstrip()]


def _parts(text: str) -> list[str]:
    """What no line break may part: a Chinese character, or a Latin word with the space before it."""
    parts: list[str] = []
    for letter in text:
        runs_on = parts and letter.isascii() and letter != " " and parts[-1][-1].isascii()
        if runs_on:
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def column(paragraphs: Sequence[str], width: int, indent: int = 4) -> list[str]:
    return [line for paragraph in paragraphs for line in wrapped(paragraph, width, indent)]


def side_by_side(
    columns: Sequence[Sequence[str]], width: int, gutter: int, counting: Counting = "cells", margin: int = 6
) -> list[str]:
    """The columns beside each other, each beginning at its own place in the given counting."""
    measure: Callable[[str], int] = cells if counting == "cells" else len
    step = width + gutter if counting == "cells" else width // 2 + gutter + 4
    lines = []
    for row in range(max(len(lines) for lines in columns)):
        line = ""
        for number, texts in enumerate(columns):
            if row >= len(texts) or not texts[row].strip():
                continue
            begin = margin + number * step
            line += " " * (begin - measure(line)) + texts[row]
        lines.append(line)
    return lines


def with_blanks(lines: Sequence[str], every: int) -> list[str]:
    """An empty line after every so many lines, in the middle of words too."""
    found: list[str] = []
    for number, line in enumerate(lines, start=1):
        found.append(line)
        if number % every == 0:
            found.append("")
    return found
