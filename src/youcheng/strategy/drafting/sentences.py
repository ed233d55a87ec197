"""Sentences with numbers: a gettext template whose places are filled with linked figures, gaps and names.

Used by every section. A template such as "%(city)s lies %(distance)s km away." is translated as one sentence, so that
each language has its own word order; what a section says is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from django.utils.translation import get_language

from youcheng.foundation.documents.model import (
    Emphasis,
    Figure,
    Gap,
    Paragraph,
    Run,
    Runs,
    Text,
)

Part: TypeAlias = str | Run | Runs

_PLACE = re.compile(r"%\((\w+)\)s")


def sentence(template: str, **parts: Part) -> Runs:
    """The translated template with its places filled; `%%` is a percent sign.

    A place without a part is a mistake in the code (KeyError).
    """
    found: list[Run] = []
    at = 0
    for place in _PLACE.finditer(template):
        _append(found, template[at : place.start()].replace("%%", "%"))
        _append(found, parts[place[1]])
        at = place.end()
    _append(found, template[at:].replace("%%", "%"))
    return tuple(found)


def paragraph(key: str, *sentences: Runs) -> Paragraph:
    """One paragraph of several sentences."""
    return Paragraph(joined(*sentences), key=key)


def joined(*sentences: Runs) -> Runs:
    """Several sentences in a row, with a space between them where the language wants one; empty ones are left out."""
    found: list[Run] = []
    for group in sentences:
        if group and found:
            _append(found, between_sentences())
        for run in group:
            _append(found, run)
    return tuple(found)


def between_sentences() -> str:
    """What stands between two sentences: a space in English, nothing in Chinese."""
    return "" if _is_chinese() else " "


def listed(parts: Iterable[Part]) -> Runs:
    """Parts as an enumeration, with the language's own comma."""
    found: list[Run] = []
    for number, part in enumerate(parts):
        if number:
            _append(found, "、" if _is_chinese() else ", ")
        _append(found, part)
    return tuple(found)


def words(*parts: Part) -> Runs:
    """Parts side by side, without a template: for table cells."""
    found: list[Run] = []
    for part in parts:
        _append(found, part)
    return tuple(found)


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _append(found: list[Run], part: Part) -> None:
    """Add a part, joining plain words to the plain words before them."""
    if isinstance(part, str):
        part = Text(part)
    if isinstance(part, Text | Emphasis | Figure | Gap):
        if isinstance(part, Text) and not part.text:
            return
        last = found[-1] if found else None
        if isinstance(part, Text) and isinstance(last, Text):
            found[-1] = Text(last.text + part.text)
        else:
            found.append(part)
        return
    for run in part:
        _append(found, run)
