"""Turns the paragraphs of a plan into measures: which texts are read, in which language, and where each quotation stands.

Called by `reading`. Sections that look back give none. A heading gives some only where nothing stands below it; in a
task table, the cells under the headers of measures do.
"""

from collections.abc import Iterator, Sequence

from youcheng.engines.bulletin import tables
from youcheng.engines.bulletin.chinese import Chinese
from youcheng.engines.bulletin.clauses import Commitment, hide, is_chinese, trimmed
from youcheng.engines.bulletin.english import English
from youcheng.engines.bulletin.marks import mark_of
from youcheng.engines.bulletin.model import Kind, Measure, Paragraph
from youcheng.engines.bulletin.outline import Outline, Purpose
from youcheng.engines.bulletin.words import Words

_LEAST_CELL = 4


class Recogniser:
    """Finds the commitments of any text with one vocabulary."""

    def __init__(self, words: Words) -> None:
        """Prepare both languages."""
        self._words = words
        self.chinese = Chinese(words)
        self.english = English(words)

    def measures(self, paragraphs: Sequence[Paragraph], outline: Outline) -> tuple[Measure, ...]:
        """The measures of the document in reading order."""
        found: list[Measure] = []
        header: tuple[int, ...] = ()
        for at, paragraph in enumerate(paragraphs):
            section = outline.sections[at]
            purpose = outline.entries[section].purpose if section is not None else Purpose.UNSAID
            if paragraph.kind is not Kind.ROW:
                header = ()
            elif named := self._header(paragraph):
                header = named
                continue
            if purpose is Purpose.REVIEW:
                continue
            is_plan = purpose is Purpose.PLAN or bool(header)
            for start, end, is_cell in self._stretches(at, paragraph, outline, header):
                commitments = self.commitments(paragraph.text, start, end, is_plan=is_plan)
                if not commitments and (is_cell or _is_item(at, paragraph, outline, purpose)):
                    commitments = _whole(paragraph.text, start, end)
                found += [_measure(at, paragraph, section, one) for one in commitments]
        return tuple(found)

    def commitments(self, text: str, start: int, end: int, *, is_plan: bool) -> list[Commitment]:
        """The commitments of a stretch of text."""
        language = self.chinese if is_chinese(text[start:end]) else self.english
        return language.commitments(text, start, end, is_plan=is_plan)

    def is_led_by_verb(self, title: str) -> bool:
        """Whether a heading itself says what is to be done."""
        return (
            self.chinese.judge.is_led_by_verb(title)
            if is_chinese(title)
            else self.english.is_led_by_verb(title)
        )

    def _header(self, row: Paragraph) -> tuple[int, ...]:
        """The columns whose cells hold commitments, the most telling first; empty where a row is no header."""
        if not self._words.is_table_header(row.text):
            return ()
        names = ["".join(self._words.fold(cell).lower().split()) for cell in row.cells]
        told = {"".join(name.split()): rank for rank, name in enumerate(self._words.measure_headers)}
        columns = [at for at, name in enumerate(names) if name in told]
        # 具体举措 tells more than 工作任务: where both stand, the cells of the longer name hold the commitment.
        return tuple(sorted(columns, key=lambda at: told[names[at]])[:1]) or (-1,)

    def _stretches(
        self, at: int, paragraph: Paragraph, outline: Outline, header: tuple[int, ...]
    ) -> Iterator[tuple[int, int, bool]]:
        """What is read of a paragraph, as (start, end, whether it is a cell that holds a commitment by its header)."""
        if paragraph.kind is Kind.ROW:
            yield from _cells(paragraph, header)
            return
        section = outline.sections[at]
        entry = outline.entries[section] if section is not None else None
        if entry is None or entry.heading.paragraph != at:
            yield 0, len(paragraph.text), False
        elif entry.body < len(paragraph.text):
            yield entry.body, len(paragraph.text), False
        elif section is not None and outline.is_bare(section) and entry.heading.level:
            yield len(paragraph.text) - len(entry.heading.title), len(paragraph.text), False


def _cells(row: Paragraph, header: tuple[int, ...]) -> Iterator[tuple[int, int, bool]]:
    at = 0
    for number, cell in enumerate(row.cells):
        if len(cell) >= _LEAST_CELL and (not header or header == (-1,) or number in header):
            yield at, at + len(cell), number in header
        at += len(cell) + len(tables.SEPARATOR)


def _whole(text: str, start: int, end: int) -> list[Commitment]:
    """A whole cell or item as a commitment in which the vocabulary knows no verb: that stays empty, all is object."""
    mark = mark_of(text[start:end])
    clause = trimmed(text, hide(text), start + (mark.length if mark else 0), end)
    if clause is None:
        return []
    return [Commitment(clause.start, clause.end, (clause.start, clause.start), (clause.start, clause.end))]


def _is_item(at: int, paragraph: Paragraph, outline: Outline, purpose: Purpose) -> bool:
    """Whether a paragraph is a numbered sentence of a plan by itself, below the headings."""
    section = outline.sections[at]
    if section is None or purpose is not Purpose.PLAN:
        return False
    entry = outline.entries[section]
    is_own = entry.heading.paragraph == at and bool(entry.heading.number)
    return is_own and paragraph.text.startswith(entry.heading.title, entry.body)


def _measure(at: int, paragraph: Paragraph, section: int | None, one: Commitment) -> Measure:
    text = paragraph.text
    first = paragraph.at(one.start)
    touched = paragraph.between(one.start, one.end)
    return Measure(
        quote=text[one.start : one.end],
        verb=text[slice(*one.verb)].strip('“”「」" '),
        object=text[slice(*one.object)].strip(),
        paragraph=at,
        start=one.start,
        page=first.page,
        column=first.column,
        line=first.line,
        lines=tuple((part.page, part.column, part.line) for part in touched),
        heading=section,
        means=tuple(text[begin:end] for begin, end in one.means),
        aims=tuple(text[begin:end] for begin, end in one.aims),
        cut=paragraph.cut and one.end >= len(text.rstrip()),
    )
