"""Finds the headings among the paragraphs: number, level, title; which section a paragraph stands in and what it is for.

Called by `reading`. A numbered paragraph is an entry; where its sentence is followed by others, the first is the title
and the rest is body. Levels are those of official Chinese documents; without Chinese marks, the order of the marks.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from youcheng.engines.bulletin.lines import is_wide
from youcheng.engines.bulletin.marks import CHINESE, LEVELS, Form, Mark, as_roman, mark_of
from youcheng.engines.bulletin.model import Heading, Kind, Paragraph
from youcheng.engines.bulletin.words import Words

_LONGEST = 80
"""Characters of a title: an unnumbered or unfinished text beyond that is no heading."""
_LONGEST_LATIN = 200
_SENTENCE_END = re.compile(r"[。！？；!?;]|\.(?=\s|$)")
_LABEL = re.compile(r"[^。；;.]{1,40}?(?:[：:]|\s[–—-]\s)")


class Purpose(Enum):
    """What a section holds: commitments, a look back, or not said."""

    PLAN = "plan"
    REVIEW = "review"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Entry:
    """A heading with the place in its paragraph where the body begins: the length of the text where it has none."""

    heading: Heading
    body: int
    purpose: Purpose = Purpose.UNSAID


@dataclass(frozen=True)
class Outline:
    """The entries, and for each paragraph the index of the entry it stands under (None before the first)."""

    entries: tuple[Entry, ...]
    sections: tuple[int | None, ...]

    @cached_property
    def _sizes(self) -> Counter[int | None]:
        return Counter(self.sections)

    def is_bare(self, index: int) -> bool:
        """Whether an entry has neither a body of its own, nor paragraphs, nor entries below it."""
        entry = self.entries[index]
        if self._sizes[index] > 1:
            return False
        following = self.entries[index + 1 : index + 2]
        return not following or following[0].heading.level <= entry.heading.level


def outline(paragraphs: Sequence[Paragraph], words: Words, commits: Callable[[str], bool]) -> Outline:
    """The outline of the document; the last entry is cut where the last paragraph is.

    `commits` tells whether a title itself says what is to be done, and hence not what its section is for.
    """
    marks = _marks(paragraphs)
    levels = _levels(marks)
    entries: list[Entry] = []
    sections: list[int | None] = []
    for at, paragraph in enumerate(paragraphs):
        entry = _entry(at, paragraph, marks.get(at), levels)
        if entry is not None:
            said = Purpose.UNSAID if commits(entry.heading.title) else _said(entry.heading.title, words)
            entries.append(replace(entry, purpose=_purpose(said, entry, entries)))
        sections.append(len(entries) - 1 if entries else None)
    if entries and paragraphs[-1].cut:
        last = entries[-1]
        entries[-1] = replace(last, heading=replace(last.heading, cut=True))
    return Outline(tuple(entries), tuple(sections))


def _marks(paragraphs: Sequence[Paragraph]) -> dict[int, Mark]:
    """The marks by paragraph."""
    found: dict[int, Mark] = {}
    letter = ""
    for at, paragraph in enumerate(paragraphs):
        mark = _mark(paragraph)
        if mark is not None:
            found[at] = as_roman(mark, letter)
            if found[at].form is Form.LOWER_BRACKETS:
                letter = mark.number.strip("（()）")
    return found


def _mark(paragraph: Paragraph) -> Mark | None:
    """The mark of a paragraph that can be an entry; a table's rows are numbered for themselves."""
    if paragraph.kind is Kind.ROW:
        return None
    mark = mark_of(paragraph.text)
    return mark if mark is not None and mark.length < len(paragraph.text) else None


def _levels(marks: Mapping[int, Mark]) -> Mapping[Form, int]:
    """The level of each form: as in official Chinese documents, else by the order of the forms there are."""
    forms = {mark.form for mark in marks.values()}
    if forms & CHINESE:
        return LEVELS
    order = [form for form in Form if form in forms and form is not Form.DECIMAL]
    ranks = {form: rank for rank, form in enumerate(order, start=1)}
    # 1.1 stands one level below 1. ; without any 1. it begins where that would stand.
    return ranks | {Form.DECIMAL: ranks.get(Form.ARABIC, 1) + 1}


def _entry(at: int, paragraph: Paragraph, mark: Mark | None, levels: Mapping[Form, int]) -> Entry | None:
    if mark is None:
        return _unnumbered(at, paragraph)
    rest = paragraph.text[mark.length :]
    title, body = _title(rest)
    if title is None:
        return None
    level = paragraph.style or levels[mark.form] + (mark.depth - 2 if mark.form is Form.DECIMAL else 0)
    first = paragraph.fragments[0]
    heading = Heading(level, mark.number, title, at, first.page, first.column, first.line)
    return Entry(heading, mark.length + body)


def _title(rest: str) -> tuple[str | None, int]:
    """The title of a numbered text, and where its body begins: after it where more follows, else at the very start
    of a whole sentence, or at the end of a bare title. No title where the text is an unfinished long one."""
    label = _LABEL.match(rest)
    end = _SENTENCE_END.search(rest)
    if label is not None and label.end() < len(rest.rstrip()):
        return label[0].rstrip("：: –—-"), label.end()
    if end is None:
        longest = _LONGEST if is_wide(rest[0]) else _LONGEST_LATIN
        return (rest.rstrip("：: "), len(rest)) if len(rest) <= longest else (None, 0)
    title = rest[: end.start()].rstrip()
    return title, end.end() if rest[end.end() :].strip() else 0


def _unnumbered(at: int, paragraph: Paragraph) -> Entry | None:
    """A heading without a number: one the document's own style says, or a title set across or centred (level 0)."""
    if paragraph.style is None and paragraph.kind is not Kind.HEADING:
        return None
    first = paragraph.fragments[0]
    level = paragraph.style or 0
    heading = Heading(level, "", paragraph.text, at, first.page, first.column, first.line)
    return Entry(heading, len(paragraph.text))


def _purpose(said: Purpose, entry: Entry, before: Sequence[Entry]) -> Purpose:
    """What the heading says the section is for; else what the section around it is for."""
    if said is not Purpose.UNSAID:
        return said
    around = next((other for other in reversed(before) if other.heading.level < entry.heading.level), None)
    return around.purpose if around else Purpose.UNSAID


def _said(title: str, words: Words) -> Purpose:
    """The purpose a title's words tell; the word that stands last decides, as the head of a Chinese or English title."""
    folded = words.fold(title).lower()
    plan = max((folded.rfind(word) for word in words.plan), default=-1)
    review = max((folded.rfind(word) for word in words.review), default=-1)
    if plan == review:
        return Purpose.UNSAID
    return Purpose.PLAN if plan > review else Purpose.REVIEW
