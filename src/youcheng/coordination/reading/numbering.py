"""The numbers Word writes by itself (一、, (1), a.) are in no text: this counts along and tells each paragraph's label.

Called by `word` for every paragraph in order. Knows the formats of official documents and lists; bullets have no label.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SILENT = frozenset({"bullet", "none"})


@dataclass(frozen=True)
class _Level:
    """How one level of a list is counted and written: its start, format, and text such as %1、."""

    start: int
    format: str
    text: str


class Numbering:
    """The lists of a document, counted along its paragraphs."""

    def __init__(self, numbering: Any | None) -> None:
        """Take in the document's numbering part; None where it has none."""
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            self._take_in(numbering)

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph in list `number` at `level` (from 0); "" where none is shown."""
        kind = self._lists.get(number)
        levels = self._levels.get(kind or "", {})
        if kind is None or level not in levels:
            return ""
        counts = self._counts[kind]
        start = self._starts.get((number, level))
        if start is not None and (number, level) not in self._begun:
            counts[level] = start
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self._begun.add((number, level))
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].format in _SILENT:
            return ""
        text = levels[level].text
        for place, one in levels.items():
            if f"%{place + 1}" in text:
                text = text.replace(f"%{place + 1}", written(counts.setdefault(place, one.start), one.format))
        return text.strip()

    def _take_in(self, numbering: Any) -> None:
        links = {}
        for kind in numbering.iterchildren(qn("w:abstractNum")):
            key = kind.get(qn("w:abstractNumId"))
            self._levels[key] = dict(_level(level) for level in kind.iterchildren(qn("w:lvl")))
            style = kind.find(qn("w:styleLink"))
            if style is not None:
                links[style.get(qn("w:val"))] = key
        for kind in numbering.iterchildren(qn("w:abstractNum")):
            style = kind.find(qn("w:numStyleLink"))
            if style is not None and style.get(qn("w:val")) in links:
                self._levels[kind.get(qn("w:abstractNumId"))] = self._levels[links[style.get(qn("w:val"))]]
        for one in numbering.iterchildren(qn("w:num")):
            number = one.get(qn("w:numId"))
            self._lists[number] = _value(one, "w:abstractNumId", "")
            for override in one.iterchildren(qn("w:lvlOverride")):
                start = _value(override, "w:startOverride", "")
                if start.isdecimal():
                    self._starts[number, int(override.get(qn("w:ilvl")))] = int(start)


def _level(level: Any) -> tuple[int, _Level]:
    start = _value(level, "w:start", "1")
    return int(level.get(qn("w:ilvl"))), _Level(
        int(start) if start.isdecimal() else 1,
        _value(level, "w:numFmt", "decimal"),
        _value(level, "w:lvlText", ""),
    )


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(qn(name))
    value = found.get(qn("w:val")) if found is not None else None
    return default if value is None else str(value)


def written(number: int, form: str) -> str:
    """A count in one of Word's formats; formats of other languages as plain figures."""
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"):
        return _counted(number, _HAN, "十百千")
    if form in (
        "taiwaneseCountingThousand",
        "ideographDigital",
        "taiwaneseDigital",
        "japaneseDigitalTenThousand",
    ):
        return "".join(_HAN[int(figure)] for figure in str(number))
    if form in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return _counted(number, _LEGAL, "拾佰仟")
    if form == "ideographTraditional" and 0 < number <= len(_STEMS):
        return _STEMS[number - 1]
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 400:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _counted(number: int, figures: str, units: str) -> str:
    """A number below ten thousand as it is said: 十二, 二十, 一百零三."""
    if not 0 < number < 10_000:
        return str(number)
    said, gap = "", False
    for power in range(3, -1, -1):
        figure = number // 10**power % 10
        if figure == 0:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + figures[figure] + (units[power - 1] if power else "")
        gap = False
    return said[1:] if said.startswith("一十") else said


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said
