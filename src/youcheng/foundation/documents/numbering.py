"""Numbers of headings, tables, pictures and sources, made from the order of a document.

Used by every renderer, so that the screen, Word and PDF count alike. Nothing is laid out here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from youcheng.foundation.documents.model import (
    Block,
    Document,
    Figure,
    Heading,
    Language,
    Picture,
    Run,
    Runs,
    Table,
    Text,
    block_runs,
)
from youcheng.foundation.documents.words import words

_UNIT = re.compile(r"[\u4e00-\u9fff]{1,4}(?![\u4e00-\u9fff])")
_DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """`number` from 1 to 99 in Chinese numerals (十, 十一, 二十 …); larger ones in Arabic digits."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def heading_label(counts: list[int], level: int, language: Language) -> str:
    """The number of a heading, where `counts[0:4]` says how many of each level were met since the last higher one.

    Chinese as in GB/T 9704-2012, 7.3.3: 一、（一）1.（1）. English: 1. then 1.1, 1.1.1, leaving out levels never used.
    """
    if language == "zh-hans":
        number = counts[level - 1]
        numeral = chinese_numeral(number)
        return (f"{numeral}、", f"（{numeral}）", f"{number}.", f"（{number}）")[level - 1]
    path = ".".join(str(count) for count in counts[:level] if count)
    return f"{path}." if level == 1 else path


def labels(blocks: tuple[Block, ...], language: Language) -> list[str]:
    """The label of every block, in order: a heading's number, 表1 or 图1 for what has a caption, else nothing."""
    counts = [0, 0, 0, 0]
    seen = {Table: 0, Picture: 0}
    names = {Table: words(language).table, Picture: words(language).picture}
    found: list[str] = []
    for block in blocks:
        label = ""
        if isinstance(block, Heading) and block.numbered:
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            label = heading_label(counts, block.level, language)
        elif isinstance(block, Table | Picture) and block.caption:
            seen[type(block)] += 1
            label = f"{names[type(block)]}{seen[type(block)]}"
        found.append(label)
    return found


def source_numbers(document: Document) -> dict[str, int]:
    """For every figure's reference, the number (from 1) of the first source that lists it."""
    numbers: dict[str, int] = {}
    for number, source in enumerate(document.sources, start=1):
        for ref in source.refs:
            numbers.setdefault(ref, number)
    return numbers


def note_marks(group: Runs, numbers: Mapping[str, int]) -> list[int | None]:
    """For every run of a group, the number of the source to print after it, if any.

    Neighbouring figures of one source share the mark after the last of them, so that a sentence stays readable.
    """
    marks: list[int | None] = [None] * len(group)
    following: int | None = None
    for position in range(len(group) - 1, -1, -1):
        run = group[position]
        if isinstance(run, Figure):
            number = numbers.get(run.ref)
            marks[position] = number if number != following else None
            following = number
    return marks


def with_marks(group: Runs, numbers: Mapping[str, int]) -> list[tuple[Run, int | None]]:
    """The runs of a group, each with the number of the source to print after it.

    A mark goes behind a Chinese unit that follows its figure: 65.3分[1] and not 65.3[1]分.
    """
    found: list[tuple[Run, int | None]] = []
    for run, number in zip(group, note_marks(group, numbers), strict=True):
        waiting = found[-1][1] if found and isinstance(found[-1][0], Figure) else None
        if waiting is None or not isinstance(run, Text) or (unit := _UNIT.match(run.text)) is None:
            found.append((run, number))
            continue
        found[-1] = (found[-1][0], None)
        found.append((Text(unit[0]), waiting))
        if rest := run.text[unit.end() :]:
            found.append((Text(rest), number))
    return found


def table_sources(table: Table, numbers: Mapping[str, int]) -> list[int]:
    """The numbers of all sources a table draws on, printed once below it instead of in every cell."""
    refs = (run.ref for group in block_runs(table) for run in group if isinstance(run, Figure))
    return sorted({numbers[ref] for ref in refs if ref in numbers})
