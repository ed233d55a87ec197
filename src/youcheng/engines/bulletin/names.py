"""Finds given names (units, cities, fields, zones) in a quotation, with their places: proposals for who, where, what.

Called by `coordination` with the names of the register and their aliases. The longest name wins; width, case and
traditional characters make no difference. Nothing is guessed: what is no given name is not found.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_NO_VARIANTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Name:
    """Something that may be named: its kind (such as unit or city), its key, and all it is called."""

    kind: str
    key: str
    called: tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """A name found in a text from `start` up to `end`, as it is written there."""

    kind: str
    key: str
    start: int
    end: int
    text: str


class Names:
    """All names that are looked for, indexed once by what they begin with."""

    def __init__(self, names: Iterable[Name], variants: Mapping[str, str] = _NO_VARIANTS) -> None:
        """Take in the names; `variants` maps traditional characters to simplified ones (`Words.variants`)."""
        self._table = str.maketrans(dict(variants))
        self._owners: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in names:
            for called in dict.fromkeys(self._folded(alias.strip()) for alias in name.called):
                owner = (name.kind, name.key)
                if called and owner not in self._owners[called]:
                    self._owners[called].append(owner)
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for called in self._owners:
            self._lengths[called[0]].append(len(called))
        for lengths in self._lengths.values():
            lengths[:] = sorted(set(lengths), reverse=True)

    def find(self, text: str) -> tuple[Mention, ...]:
        """The names in a text from left to right; of two that overlap, the longer from the left. A name that several
        things bear is found for each of them."""
        folded = self._folded(text)
        found: list[Mention] = []
        at = 0
        while at < len(folded):
            end = self._longest(folded, at)
            if end is None:
                at += 1
                continue
            for kind, key in self._owners[folded[at:end]]:
                found.append(Mention(kind, key, at, end, text[at:end]))
            at = end
        return tuple(found)

    def _longest(self, text: str, at: int) -> int | None:
        for length in self._lengths.get(text[at], ()):
            end = at + length
            if text[at:end] in self._owners and len(text) >= end and _stands_free(text, at, end):
                return end
        return None

    def _folded(self, text: str) -> str:
        """The text with width, case and variants put aside, every character in its place."""
        return "".join(_folded(letter) for letter in text.translate(self._table))


def _folded(letter: str) -> str:
    """One character folded to exactly one, so that places stay; an accented letter loses its accent."""
    plain = unicodedata.normalize("NFKD", letter)[:1].lower()
    return plain if len(plain) == 1 else letter


_LETTER = re.compile(r"[a-z0-9]")


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether Latin letters do not run on at either end: Nice is not in Venice."""
    before = start > 0 and _LETTER.match(text[start]) and _LETTER.match(text[start - 1])
    after = end < len(text) and _LETTER.match(text[end - 1]) and _LETTER.match(text[end])
    return not before and not after
