"""Cuts a paragraph into sentences and clauses without changing a character, and hides what stands in quotation marks.

Used by `chinese` and `english`. A clause is given by its place in the paragraph, so that quotations stay exact.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_QUOTED = re.compile(
    r"“[^“”]{0,200}”|‘[^‘’]{0,200}’|「[^「」]{0,200}」|『[^『』]{0,200}』|《[^《》]{0,200}》|〈[^〈〉]{0,100}〉"
    r"|（[^（）]{0,200}）|\([^()]{0,200}\)|【[^【】]{0,100}】|\"[^\"]{0,200}\""
)
HIDDEN = "\ue000"
"""Stands for a character within quotation marks or brackets: no verb and no comma is looked for there."""
_CHINESE_END = re.compile(r"[。！？；!?;]+[”’」』）)]*")
_COMMA = re.compile(r"[，,：:](?!\d)|(?<!\d)[，,：:](?=\d)")
_LATIN_END = re.compile(r"(?:[!?;]|(?P<dot>\.))[)\"”’]*(?=\s|$)")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class Clause:
    """A stretch of a paragraph from `start` up to `end`; `text` as it stands, `hidden` with quotations hidden."""

    start: int
    end: int
    text: str
    hidden: str


@dataclass
class Commitment:
    """A commitment as places in the paragraph: the quotation, its verb and object, and what it is done by and for."""

    start: int
    end: int
    verb: tuple[int, int]
    object: tuple[int, int]
    means: list[tuple[int, int]] = field(default_factory=list)
    aims: list[tuple[int, int]] = field(default_factory=list)


def is_chinese(text: str) -> bool:
    """Whether a text is to be read as Chinese: it has at least as many Chinese characters as Latin words."""
    return len(_HAN.findall(text)) >= max(1, len(_LATIN.findall(text)))


def hide(text: str) -> str:
    """The text, as long as before, with everything within quotation marks and brackets hidden."""
    return _QUOTED.sub(lambda match: HIDDEN * len(match[0]), text)


def chinese_sentences(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Places of the sentences from `start` on, closing marks included; a semicolon ends one as well."""
    yield from _stretches(text, start, _CHINESE_END, hide(text))


def latin_sentences(text: str, abbreviations: Iterable[str], start: int = 0) -> Iterator[tuple[int, int]]:
    """Places of the sentences of a text in Latin letters; a full stop after an abbreviation ends none."""
    known = {word.lower() for word in abbreviations}
    at = start
    for match in _LATIN_END.finditer(text, start):
        word = text[at : match.start()].rsplit(None, 1)[-1:] or [""]
        if match["dot"] and (word[0].lower().lstrip('(“"') in known or re.fullmatch(r"[A-Z]", word[0])):
            continue
        yield at, match.end()
        at = match.end()
    if text[at:].strip():
        yield at, len(text)


def chinese_clauses(text: str, start: int, end: int) -> list[Clause]:
    """The clauses of a sentence: what commas and colons part, quotations left whole, numbers too."""
    hidden = hide(text)
    found = []
    for begin, stop in _stretches(text[:end], start, _COMMA, hidden[:end]):
        clause = trimmed(text, hidden, begin, stop)
        if clause is not None:
            found.append(clause)
    return found


def trimmed(text: str, hidden: str, start: int, end: int) -> Clause | None:
    """The clause without spaces and closing marks at its ends; None where nothing is left."""
    while end > start and text[end - 1] in " \t　。！？；!?;，,：:、.":
        end -= 1
    while start < end and text[start] in " \t　，,、":
        start += 1
    return Clause(start, end, text[start:end], hidden[start:end]) if start < end else None


def _stretches(text: str, start: int, ends: re.Pattern[str], hidden: str) -> Iterator[tuple[int, int]]:
    at = start
    for match in ends.finditer(hidden, start):
        yield at, match.end()
        at = match.end()
    if text[at:].strip():
        yield at, len(text)
