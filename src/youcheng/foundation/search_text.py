"""Cuts texts and queries into the tokens of the search index: words, bigrams for Chinese, trigrams for Thai and Lao.

Used by `search` alone; the same cutting serves index and query. Scripts that write no spaces are cut into overlapping
pieces, so that any part of a name is found, and pieces are asked for as a phrase, so that nothing else is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST_TEXT = 10_000
LONGEST_WORD = 80  # databases limit the length of a lexeme; both sides cut alike

_BIGRAM_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "YI")
_TRIGRAM_SCRIPTS = ("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
_RUNS = re.compile(
    r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]+[^\W_]*)*"
)


@dataclass(frozen=True)
class Term:
    """One thing a query asks for: tokens that must follow each other; the last one may go on when `is_prefix`."""

    tokens: tuple[str, ...]
    is_prefix: bool


def fold(text: str) -> str:
    """Width, case and Latin accents put aside: "Zürich", "ZURICH" and "Ｚurich" become the same."""
    decomposed = unicodedata.normalize("NFKD", text[:LONGEST_TEXT]).casefold()
    kept = (letter for letter in decomposed if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=20_000)
def gram_size(letter: str) -> int:
    """How many letters a piece has in this letter's script; 0 for scripts that write words."""
    if letter < "\u0e00":
        return 0
    name = unicodedata.name(letter, "")
    if name.startswith(_BIGRAM_SCRIPTS):
        return 2
    return 3 if name.startswith(_TRIGRAM_SCRIPTS) else 0


def pieces(text: str) -> list[tuple[str, int]]:
    """The runs of one script in a text with their gram size: "Da Nang岘港" → da 0, nang 0, 岘港 2."""
    found: list[tuple[str, int]] = []
    for match in _RUNS.finditer(fold(text)):
        run = match.group()
        start = 0
        for at in range(1, len(run) + 1):
            if at == len(run) or _differs(run[start], run[at]):
                size = gram_size(run[start])
                found.append((run[start:at] if size else run[start:at][:LONGEST_WORD], size))
                start = at
    return found


def _differs(first: str, letter: str) -> bool:
    """Whether a new piece begins; marks belong to the letter before them."""
    return not unicodedata.category(letter).startswith("M") and gram_size(letter) != gram_size(first)


def index_tokens(texts: list[str]) -> list[str]:
    """What the index holds for these texts, in order; pieces end with their tails, which also keep phrases apart."""
    tokens: list[str] = []
    for text in texts:
        for run, size in pieces(text):
            tokens += [run[at : at + size] for at in range(len(run))] if size else [run]
    return tokens


def query_terms(query: str) -> list[Term]:
    """What must all be found: words by their beginning, pieces of unspaced scripts as phrases."""
    terms: list[Term] = []
    for run, size in pieces(query):
        if not size or len(run) < size:
            terms.append(Term((run,), is_prefix=True))
        else:
            grams = tuple(run[at : at + size] for at in range(len(run) - size + 1))
            terms.append(Term(grams, is_prefix=False))
    return terms
