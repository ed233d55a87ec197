"""Words made fit for paper: which characters may be printed, and how wide Chinese setting makes them.

Called by every renderer before a text leaves the model. It never changes what a text says.
"""

from __future__ import annotations

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
