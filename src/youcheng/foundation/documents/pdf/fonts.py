"""Which characters can be printed, so that none is ever printed as a box.

Called before a PDF is made. The shipped fonts and those of the folders an office adds count; fonts that happen to be
on the machine do not, so that a paper looks the same everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from fontTools import unicodedata as scripts
from fontTools.ttLib import TTFont, TTLibError
from pylopdf_fonts_zh_cn import sans_path

from youcheng.foundation.documents.model import DocumentError
from youcheng.foundation.documents.svg import words_in

if TYPE_CHECKING:
    import typst

#: Characters of the faces inside Typst itself, which no file shows: Latin with its extensions and marks, Greek,
#: Cyrillic, Vietnamese, raised and lowered digits, and the signs of formulas. A test prints every one of them.
BUILT_IN = (
    (0x20, 0x7E), (0xA1, 0x2E4), (0x300, 0x36F), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3CE),
    (0x400, 0x477), (0x1D40, 0x1D40), (0x1D43, 0x1D5F), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2070, 0x2071),
    (0x2074, 0x208E), (0x2090, 0x209C), (0x2190, 0x219B), (0x2200, 0x222E), (0x2260, 0x2265),
)  # fmt: skip


class MissingFont(DocumentError):
    """No font can print some characters. `characters` has them by the ISO 15924 code of their script (Thai, Mymr …)."""

    def __init__(self, characters: dict[str, str]) -> None:
        """Keep the characters that cannot be printed, by script."""
        super().__init__(characters)
        self.characters = characters

    def __str__(self) -> str:
        """What is missing and what to do, in the reader's language."""
        found = "; ".join(
            f"{_script_name(code)} ({' '.join(text)})" for code, text in self.characters.items()
        )
        return _(
            "No font here can print: %(found)s. Put a font for this script into a folder of extra fonts "
            "(Noto fonts exist for every script), or export the paper to Word, which uses the fonts of its reader."
        ) % {"found": found}


@lru_cache(maxsize=4)
def library(extra: tuple[Path, ...]) -> typst.Fonts:
    """The shipped fonts and those of the office's folders, without the machine's own."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=folders(extra))


def folders(extra: tuple[Path, ...]) -> list[str]:
    """Where the fonts lie: the shipped ones first."""
    return [str(folder) for folder in (Path(sans_path()).parent, *extra)]


def check_fonts(data: dict[str, Any], extra: tuple[Path, ...]) -> None:
    """Raise MissingFont where a word of the paper or of its pictures has a character no font can print."""
    used = {character for words in _strings(data) for character in words}
    left = {character for character in used if not _needs_no_glyph(character) and not _built_in(character)}
    for path, index in _faces(extra):
        if not left:
            return
        left -= {character for character in left if ord(character) in _coverage(path, index)}
    if left:
        raise MissingFont(_by_script(left))


def _faces(extra: tuple[Path, ...]) -> list[tuple[str, int]]:
    """The faces that really were loaded, as file and place in it, the regular ones first: most others add nothing."""
    faces = sorted(
        (face.weight != 400, face.path, face.index) for face in library(extra).fonts() if face.path
    )
    return [(path, index) for _heavy, path, index in faces]


def _strings(value: Any, key: str = "") -> Iterator[str]:
    """Every text that will be printed; of a picture only the words in it."""
    if isinstance(value, str):
        yield words_in(value) if key == "svg" else value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _needs_no_glyph(character: str) -> bool:
    """Spaces, joiners, direction marks and variation selectors print nothing of their own."""
    return unicodedata.category(character) in ("Cf", "Zs", "Cc") or 0xFE00 <= ord(character) <= 0xFE0F


def _built_in(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in BUILT_IN)


@lru_cache(maxsize=256)
def _coverage(path: str, index: int) -> frozenset[int]:
    """The characters of one face, by code point."""
    try:
        with TTFont(path, lazy=True, fontNumber=index) as font:
            return frozenset(font.getBestCmap() or {})
    except (TTLibError, OSError):
        return frozenset()


def _by_script(characters: set[str]) -> dict[str, str]:
    grouped: dict[str, str] = {}
    for character in sorted(characters):
        code = scripts.script(character)
        grouped[code] = grouped.get(code, "") + character
    return grouped


def _script_name(code: str) -> str:
    """A script in the reader's language; characters that belong to none are symbols."""
    if code in ("Zyyy", "Zinh", "Zzzz"):
        return _("symbols")
    try:
        names = Locale.parse(get_language() or "en", sep="-").scripts
    except (UnknownLocaleError, ValueError):
        names = Locale("en").scripts
    return str(names.get(code, code))
