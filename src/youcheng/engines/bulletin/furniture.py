"""Finds what stands on a page beside its text: running headers, page numbers, viewers' titles and page strips.

Called first, on all pages at once, since a running header shows by repeating. Only whole lines at the top or foot of a
page are removed, each with its reason; a line that could be text or the header of a table is left.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youcheng.engines.bulletin.marks import mark_of
from youcheng.engines.bulletin.model import Line, Page, Reason
from youcheng.engines.bulletin.words import Words

_EDGE = 3
"""Lines with ink at the top and at the foot of a page among which furniture is looked for."""
_STRIP = 5
"""Numbers that must follow each other for a line to be a viewer's strip of pages."""
_LONGEST_HEADER = 200
_ROMAN = r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})"

_PAGE_TITLE = re.compile(
    r"(?:Page|第)\s*\d{1,5}\s*[页頁]?\s*[-–—:：|]\s*(?=\S{2})(?!\d+\s*[-–—]?$)(.*)", re.IGNORECASE
)
_PAGE_LABEL = re.compile(r"P(?:age|g)?\.?\s*\d{1,5}", re.IGNORECASE)
_NUMBERS = (
    re.compile(r"[-–—―－·•~～]+\s*(\d{1,5}|" + _ROMAN + r")\s*[-–—―－·•~～]+"),
    re.compile(r"第?\s*(\d{1,5})\s*[页頁]\s*[,，/]?\s*(?:[共/]?\s*\d{1,5}\s*[页頁])?"),
    re.compile(r"(?:page\s+)?(\d{1,5})\s*(?:/|of)\s*\d{1,5}", re.IGNORECASE),
    re.compile(r"(\d{1,4}|" + _ROMAN + r")"),
)
_RULE = re.compile(r"[\s\-_=~*.·—―─━═│┃|+┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]{3,}")
_CONTENTS = re.compile(r".*\S\s*(?:\.{4,}|…{2,}|·{4,}|(?:\.\s){4,}|－{4,})\s*[(（]?\d{1,4}[)）]?")
_DATED = re.compile(
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月)?|第\s*\d+\s*[期号號]|总第|總第|\b(?:No|Vol)\.\s*\d+|\b(?:19|20)\d\d\b"
)
_SENTENCE_END = ("。", "；", "！", "？", ";")
_WIDE = re.compile(r"\s{3,}|　{2,}|\t")


@dataclass(frozen=True)
class Furniture:
    """What to leave out: reasons by (page, line), and the page numbers printed on the pages."""

    reasons: Mapping[tuple[int, int], Reason]
    printed: tuple[tuple[int, str], ...]


def furniture(pages: Sequence[Page], words: Words) -> Furniture:
    """Look through all pages for lines that are not text."""
    reasons: dict[tuple[int, int], Reason] = {}
    printed: list[tuple[int, str]] = []
    repeated = _repeated(pages, words)
    for page in pages:
        found = _of_page(page, repeated, words)
        reasons.update({(page.number, number): reason for number, reason in found.items()})
        numbers = (line for line in page.lines if found.get(line.number) is Reason.PAGE_NUMBER)
        printed.extend((page.number, _number(line)) for line in numbers)
    return Furniture(reasons, tuple(printed))


def _of_page(page: Page, repeated: frozenset[str], words: Words) -> dict[int, Reason]:
    """The reasons by line number; edges are looked at again from the next line when one is found to be furniture."""
    found = {line.number: Reason.BLANK for line in page.lines if not line.text.strip()}
    inked = [line for line in page.lines if line.number not in found]
    for line in inked:
        if _RULE.fullmatch(line.text.strip()) and not any(letter.isdigit() for letter in line.text):
            found[line.number] = Reason.RULE
        elif _CONTENTS.fullmatch(line.text.strip()):
            found[line.number] = Reason.CONTENTS
        elif _is_strip(line.text):
            found[line.number] = Reason.VIEWER_STRIP
    inked = [line for line in inked if line.number not in found]
    titles: list[str] = []
    for line in inked[: _EDGE + 1]:
        reason = _at_top(line, page, titles, repeated, words)
        if reason is None:
            break
        found[line.number] = reason
    for line in reversed([line for line in inked if line.number not in found][-_EDGE:]):
        reason = _at_foot(line, page, repeated)
        if reason is None:
            break
        found[line.number] = reason
    return found


def _at_top(
    line: Line, page: Page, titles: list[str], repeated: frozenset[str], words: Words
) -> Reason | None:
    text = line.text.strip()
    title = _PAGE_TITLE.fullmatch(text)
    if title:
        titles.append(title[1])
        return Reason.PAGE_TITLE
    if _PAGE_LABEL.fullmatch(text):
        return Reason.PAGE_LABEL
    if any(pattern.fullmatch(text) for pattern in _NUMBERS):
        return Reason.PAGE_NUMBER
    if _shape(text) in repeated or _is_header(line, page, titles, words):
        return Reason.RUNNING_HEADER
    return None


def _at_foot(line: Line, page: Page, repeated: frozenset[str]) -> Reason | None:
    text = line.text.strip()
    if _PAGE_LABEL.fullmatch(text):
        return Reason.PAGE_LABEL
    if any(pattern.fullmatch(text) for pattern in _NUMBERS) and len(page.lines) > 1:
        return Reason.PAGE_NUMBER
    return Reason.RUNNING_FOOTER if _shape(text) in repeated else None


def _is_header(line: Line, page: Page, titles: list[str], words: Words) -> bool:
    """A header known from one page alone: it repeats the viewer's title, or names a periodical and its issue."""
    text = line.text.strip()
    is_alone = not any(other.text.strip() for other in page.lines if other.number != line.number)
    if mark_of(text) or is_alone:
        return False
    parts = [piece.text for piece in line.pieces] or [part for part in _WIDE.split(text) if part]
    if titles and any(len(part) >= 4 and part in title for part in parts for title in titles):
        return True
    folded = words.fold(text).lower()
    names_periodical = any(word in folded for word in words.periodicals)
    return len(parts) > 1 and names_periodical and bool(_DATED.search(text)) and len(text) < _LONGEST_HEADER


def _repeated(pages: Sequence[Page], words: Words) -> frozenset[str]:
    """The shapes of lines that stand at the edge of several pages."""
    if len(pages) < 2:
        return frozenset()
    seen: Counter[str] = Counter()
    for page in pages:
        inked = [line.text.strip() for line in page.lines if line.text.strip()]
        edges = {*inked[:_EDGE], *inked[-_EDGE:]}
        seen.update({_shape(text) for text in edges if not _is_text(text, words)})
    least = max(2, min(3, len(pages)))
    return frozenset(shape for shape, times in seen.items() if times >= least and shape.strip("#"))


def _is_text(text: str, words: Words) -> bool:
    """Whether a line that repeats is still no furniture: a numbered item, a sentence's end, or a table's header."""
    return mark_of(text) is not None or text.endswith(_SENTENCE_END) or words.is_table_header(text)


def _shape(text: str) -> str:
    """A line without spaces and with its digits hidden: what a running header keeps from page to page."""
    return re.sub(r"\d+", "#", "".join(text.split()))


def _is_strip(text: str) -> bool:
    """Whether a line is nothing but page numbers that follow each other."""
    parts = text.split()
    if len(parts) < _STRIP or not all(part.isdecimal() and len(part) < 6 for part in parts):
        return False
    numbers = [int(part) for part in parts]
    return all(after - before == 1 for before, after in zip(numbers, numbers[1:], strict=False))


def _number(line: Line) -> str:
    text = line.text.strip()
    return next((match[1] for pattern in _NUMBERS if (match := pattern.fullmatch(text))), text)
