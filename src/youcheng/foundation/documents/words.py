"""The few fixed words of a paper, in the paper's own language.

A paper's language is not the reader's interface language, so these words do not go through gettext.
Used by the renderers; a capability's own wording never comes here.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from youcheng.foundation.documents.model import Gap, Language

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 -- twelve quoted names read worse
)


@dataclass(frozen=True, slots=True)
class Words:
    """Fixed words of one language. `html_lang` is its BCP 47 tag."""

    html_lang: str
    colon: str
    gap: str
    gap_brackets: tuple[str, str]
    table: str
    picture: str
    note: str
    source: str
    end: str
    attachment: str
    sources: str


_WORDS: dict[Language, Words] = {
    "zh-hans": Words(
        html_lang="zh-Hans",
        colon="：",
        gap="待补",
        gap_brackets=("〔", "〕"),
        table="表",
        picture="图",
        note="注",
        source="来源",
        end="。",
        attachment="附件",
        sources="数据来源与方法",
    ),
    "en": Words(
        html_lang="en",
        colon=": ",
        gap="to be supplied",
        gap_brackets=("[", "]"),
        table="Table ",
        picture="Chart ",
        note="Note",
        source="Source",
        end=". ",
        attachment="Attachments",
        sources="Sources and methods",
    ),
}


def words(language: Language) -> Words:
    """The fixed words of `language`."""
    return _WORDS[language]


def gap_text(gap: Gap, language: Language) -> str:
    """A missing fact as printed: 〔待补：人口〕 or [to be supplied: population]."""
    w = words(language)
    body = f"{w.gap}{w.colon}{gap.what}" if gap.what else w.gap
    return f"{w.gap_brackets[0]}{body}{w.gap_brackets[1]}"


def table_note(note: str, sources: list[int], language: Language) -> str:
    """The line below a table: its note and the numbers of its sources, or nothing."""
    w = words(language)
    parts = []
    if note:
        parts.append(f"{w.note}{w.colon}{note.rstrip('。. ')}{w.end}")
    if sources:
        parts.append(f"{w.source}{w.colon}{''.join(f'[{number}]' for number in sources)}{w.end}")
    return "".join(parts).strip()


def list_mark(position: int, *, ordered: bool, language: Language) -> str:
    """What stands before the item at `position` (from 1) of a list; Chinese uses marks no heading level uses."""
    if not ordered:
        return "•"
    if language == "zh-hans" and position <= 20:
        return chr(0x2460 + position - 1)  # ① to ⑳
    return f"{position})"


def date_text(date: datetime.date, language: Language) -> str:
    """A date as a paper prints it: Arabic digits without zero padding (GB/T 9704-2012, 7.3.5.4)."""
    if language == "zh-hans":
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
