"""The vocabulary by which plans are read, checked once: verbs of commitment, aims and means, headings, table headers.

`words_from_mapping` builds it from data (the package's data/words.toml, or an office's own file, which its reader opens);
every step of this package takes it as an argument. No word of a language is written in the code of the steps.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from youcheng.engines.errors import EngineError


class BadWords(EngineError):
    """The vocabulary lacks a list or holds something else than words."""


@dataclass(frozen=True)
class Chinese:
    """The Chinese lists, all in simplified characters; what each is for is said in the data file."""

    acts: tuple[str, ...]
    soft: tuple[str, ...]
    aims: tuple[str, ...]
    aim_openers: tuple[str, ...]
    aim_heads: tuple[str, ...]
    means: tuple[str, ...]
    means_alone: tuple[str, ...]
    carriers: tuple[str, ...]
    carrier_ends: tuple[str, ...]
    arguments: tuple[str, ...]
    disposal: tuple[str, ...]
    serving: tuple[str, ...]
    no_openers: tuple[str, ...]
    frames: tuple[str, ...]
    adverbs: tuple[str, ...]
    modals: tuple[str, ...]
    subjects: tuple[str, ...]
    subject_tails: tuple[str, ...]
    connectors: tuple[str, ...]
    nouns: tuple[str, ...]
    noun_tails: tuple[str, ...]
    pivots: tuple[str, ...]
    pivot_ends: tuple[str, ...]
    coordinators: tuple[str, ...]
    sentence_background: tuple[str, ...]
    clause_background: tuple[str, ...]
    not_is: tuple[str, ...]
    spans: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class English:
    """The English lists, all in lower case, verbs in their base form."""

    acts: tuple[str, ...]
    ambiguous: tuple[str, ...]
    determiners: tuple[str, ...]
    prepositions: tuple[str, ...]
    modals: tuple[str, ...]
    adverbs: tuple[str, ...]
    aim_openers: tuple[str, ...]
    means_openers: tuple[str, ...]
    background: tuple[str, ...]
    abbreviations: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The whole vocabulary. `variants` maps a traditional character to its simplified one."""

    version: str
    variants: Mapping[str, str]
    periodicals: tuple[str, ...]
    plan: tuple[str, ...]
    review: tuple[str, ...]
    headers: tuple[str, ...]
    measure_headers: tuple[str, ...]
    chinese: Chinese
    english: English

    @cached_property
    def _table(self) -> dict[int, str]:
        return str.maketrans(dict(self.variants))

    def fold(self, text: str) -> str:
        """The text in simplified characters, of the same length, so that places found in it hold in the original."""
        return text.translate(self._table)

    def is_table_header(self, text: str) -> bool:
        """Whether a line reads like the header of a table: two or more of its parts are headers of columns."""
        parts = re.split(r"\s{2,}|[|│┃\t　]+", self.fold(text).lower().strip())
        return sum("".join(part.split()) in self._packed_headers for part in parts) >= 2

    @cached_property
    def _packed_headers(self) -> frozenset[str]:
        return frozenset("".join(header.split()) for header in self.headers)


def words_from_mapping(data: Mapping[str, Any]) -> Words:
    """The vocabulary of a mapping as read from the data file. Raises BadWords naming the list that is wrong."""
    return Words(
        version=str(data.get("version", "")),
        variants=_variants(data.get("variants", "")),
        periodicals=_list(data, "furniture", "periodicals"),
        plan=_list(data, "headings", "plan"),
        review=_list(data, "headings", "review"),
        headers=_list(data, "tables", "headers"),
        measure_headers=_list(data, "tables", "measures"),
        chinese=Chinese(**_lists(data, "chinese", _names(Chinese)), spans=_spans(data)),
        english=English(**_lists(data, "english", _names(English))),
    )


def alternatives(words: Iterable[str]) -> str:
    """A regular expression that matches any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _variants(text: Any) -> dict[str, str]:
    if not isinstance(text, str):
        raise BadWords("The variants are no text", where="variants", remedy="Write pairs such as 開开.")
    pairs = text.split()
    for pair in pairs:
        if len(pair) != 2:
            raise BadWords(
                f"'{pair}' is no pair of characters", where="variants", remedy="Write pairs such as 開开."
            )
    return {pair[0]: pair[1] for pair in pairs if pair[0] != pair[1]}


def _names(part: type) -> list[str]:
    return [field.name for field in fields(part) if field.name != "spans"]


def _spans(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    chinese = data.get("chinese")
    spans = chinese.get("spans") if isinstance(chinese, Mapping) else None
    if not isinstance(chinese, Mapping) or not isinstance(spans, Mapping):
        raise BadWords(
            "The frames are missing", where="chinese.spans", remedy="Write it as in the file that ships."
        )
    return {opening: _list(chinese, "spans", opening) for opening in spans}


def _lists(data: Mapping[str, Any], part: str, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {name: _list(data, part, name) for name in names}


def _list(data: Mapping[str, Any], part: str, name: str) -> tuple[str, ...]:
    """A list of words; each once, the longest first, as the recognisers need them."""
    section = data.get(part)
    found: Any = section.get(name) if isinstance(section, Mapping) else None
    if not isinstance(found, Sequence) or isinstance(found, str) or not found:
        raise BadWords(
            "A list of words is missing", where=f"{part}.{name}", remedy="Write it as in the file that ships."
        )
    if not all(isinstance(word, str) and word.strip() for word in found):
        raise BadWords(
            "A list holds something else than words", where=f"{part}.{name}", remedy="Write words in quotes."
        )
    return tuple(sorted(set(found), key=lambda word: (-len(word), word)))
