"""Knows the marks that number headings and items: 第一章, 一、, （一）, 1., （1）, ①, Chapter I, A., 1.1, (a), (i).

Used by `paragraphs` (a mark begins a paragraph) and `outline` (a mark gives the level). Levels of Chinese marks are
those of GB/T 9704-2012; what a heading says is not looked at here.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

_HAN = "〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾貳參陸"


class Form(StrEnum):
    """The forms of a mark, outermost first; the order ranks those of a document without Chinese marks."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    HAN = "han"
    HAN_BRACKETS = "han_brackets"
    ROMAN = "roman"
    UPPER = "upper"
    ARABIC = "arabic"
    DECIMAL = "decimal"
    ARABIC_BRACKETS = "arabic_brackets"
    CIRCLED = "circled"
    LOWER_BRACKETS = "lower_brackets"
    ROMAN_BRACKETS = "roman_brackets"


CHINESE = frozenset({Form.PART, Form.CHAPTER, Form.SECTION, Form.HAN, Form.HAN_BRACKETS})
LEVELS = {
    Form.PART: 1,
    Form.CHAPTER: 1,
    Form.SECTION: 2,
    Form.HAN: 1,
    Form.HAN_BRACKETS: 2,
    Form.ROMAN: 1,
    Form.UPPER: 2,
    Form.ARABIC: 3,
    Form.DECIMAL: 4,
    Form.ARABIC_BRACKETS: 4,
    Form.CIRCLED: 5,
    Form.LOWER_BRACKETS: 5,
    Form.ROMAN_BRACKETS: 6,
}

_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        (Form.PART, rf"(第[{_HAN}\d]{{1,4}}(?:部分|编|篇|編))[\s:：、]*"),
        (Form.CHAPTER, rf"(第[{_HAN}\d]{{1,4}}章)[\s:：、]*"),
        (Form.SECTION, rf"(第[{_HAN}\d]{{1,4}}[节節])[\s:：、]*"),
        (Form.HAN, rf"([{_HAN}]{{1,4}})\s*[、.．]\s*"),
        (Form.HAN_BRACKETS, rf"([（(]\s*[{_HAN}]{{1,4}}\s*[)）])[、.．]?\s*"),
        (Form.PART, r"(Part\s+(?:\d{1,2}|[IVXLC]{1,6}))\b[.:：]?\s*"),
        (Form.CHAPTER, r"((?:Chapter|CHAPTER)\s+(?:\d{1,2}|[IVXLC]{1,6}))\b[.:：]?\s*"),
        (Form.SECTION, r"((?:Section|SECTION)\s+(?:\d{1,2}|[IVXLC]{1,6}))\b[.:：]?\s*"),
        (Form.DECIMAL, r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.．、]\s*|\s+)(?![\d%％])"),
        (Form.ARABIC, r"(\d{1,2})\s?[.．、](?!\d)\s*"),
        (Form.ARABIC_BRACKETS, r"([（(]\s*\d{1,2}\s*[)）])[、.．]?\s*"),
        (Form.ARABIC_BRACKETS, r"(\d{1,2}[)）])\s*"),
        (Form.CIRCLED, r"([①-⑳])\s*"),
        (Form.ROMAN, r"([IVX]{1,5})[.．]\s+"),
        (Form.UPPER, r"([A-Z])[.．)]\s+"),
        (Form.ROMAN_BRACKETS, r"([（(]\s*(?:ii|iii|iv|vi|vii|viii|ix|xi|xii)\s*[)）])\s*"),
        (Form.LOWER_BRACKETS, r"([（(]\s*[a-z]\s*[)）])\s*"),
        (Form.LOWER_BRACKETS, r"([a-z][)）])\s+"),
    )
)
BULLET = re.compile(r"[•●○■□◆◇▪‣·➢✓※*–—-]\s+")


@dataclass(frozen=True)
class Mark:
    """A mark at the start of a text: its form, the number as printed, and how many characters it takes."""

    form: Form
    number: str
    length: int

    @property
    def depth(self) -> int:
        """How many numbers a decimal mark has (1.2.3: 3); 1 for other forms."""
        return self.number.count(".") + 1


def mark_of(text: str) -> Mark | None:
    """The mark a text begins with, None where there is none."""
    for form, pattern in _FORMS:
        match = pattern.match(text)
        if match:
            return Mark(form, "".join(match[1].split()) if form in _TIGHT else match[1], match.end())
    return None


_BEFORE = {"i": "h", "v": "u", "x": "w"}


def as_roman(mark: Mark, letter_before: str) -> Mark:
    """(i), (v) and (x) are letters only where the letter before was the one that stands before them in the alphabet."""
    letter = mark.number.strip("（()）")
    if mark.form is not Form.LOWER_BRACKETS or _BEFORE.get(letter, letter_before) == letter_before:
        return mark
    return replace(mark, form=Form.ROMAN_BRACKETS)


_TIGHT = frozenset(
    {Form.HAN_BRACKETS, Form.ARABIC_BRACKETS, Form.LOWER_BRACKETS, Form.ROMAN_BRACKETS, Form.HAN}
)


def is_only_mark(text: str) -> bool:
    """Whether a text is a mark or bullet and nothing else, so that what follows belongs to it."""
    stripped = text.strip()
    mark = mark_of(stripped + " ")
    return (mark is not None and mark.length >= len(stripped)) or bool(BULLET.fullmatch(stripped + " "))
