"""Compares headers as people write them: full or half width, any case, with or without spaces, notes in brackets.

Called by `reading` to find the header row and by `mapping` to guess which column is which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_NOTE = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_NOISE = re.compile(r"[\s_\-·:：*＊.。/\\]+")


def fold(header: str) -> str:
    """The header without width, case, spaces and marks: "Signed on *" and "signed_on" become the same."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", header).casefold())


def spellings(header: str) -> tuple[str, ...]:
    """The folded forms under which a header is looked up: as it is, then without its notes in brackets."""
    normal = unicodedata.normalize("NFKC", header)
    return tuple(dict.fromkeys(form for form in (fold(normal), fold(_NOTE.sub("", normal))) if form))


def positions(header: Sequence[str], names: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Where each wanted column stands: key → position from 0, for those whose name is recognised.

    `names` gives the accepted names of every key. A position is given to one key only; the first header wins.
    """
    wanted = {form: key for key, accepted in names.items() for name in accepted for form in spellings(name)}
    found: dict[str, int] = {}
    for position, cell in enumerate(header):
        key = next((wanted[form] for form in spellings(cell) if form in wanted), None)
        if key is not None and key not in found:
            found[key] = position
    return found
