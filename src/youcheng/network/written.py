"""Reads a roughly known date as people write it, in the six forms of engines.timespans or in everyday Chinese.

Called by forms and imports through `actions.writing.read_span`; what can't be read is left to the engine's own error.
"""

from __future__ import annotations

import re
import unicodedata

from youcheng.engines.timespans import Span

_POINT = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_NUMBERS = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_BEFORE = re.compile(r"(.+?)(?:以前|之前|前)")
_BY = re.compile(r"(?:截至|不晚于|至迟|最迟)(.+)|(.+?)(?:为止|止|底前)")
_BETWEEN = re.compile(r"(?:介于|在)?(.+?)(?:至|到|与|和|—|–|～|~)(.+?)(?:之间|间)?")


def read(text: str) -> Span:
    """The span a person wrote; raises `engines.errors.BadSpan` with the forms that are understood."""
    folded = unicodedata.normalize("NFKC", text).strip()
    return Span.parse(_canonical(_iso(folded)))


def _iso(text: str) -> str:
    """Points of time in ISO form: 2014年4月 and 2014/4 → 2014-04."""

    def point(match: re.Match[str]) -> str:
        year, *rest = match.groups()
        return "-".join([year, *(part.zfill(2) for part in rest if part)])

    return _NUMBERS.sub(point, _POINT.sub(point, text))


def _canonical(text: str) -> str:
    if not re.search(r"[\u4e00-\u9fff—–～~]", text):
        return text
    if match := _BY.fullmatch(text):
        return f"by {(match[1] or match[2]).strip()}"
    if match := _BEFORE.fullmatch(text):
        return f"before {match[1].strip()}"
    if match := _BETWEEN.fullmatch(text):
        return f"between {match[1].strip()} and {match[2].strip()}"
    return text
