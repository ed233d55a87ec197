"""The levels of the classifications in which trade is counted: HS sections to subheadings, ISIC sections to groups.

Called by strategy to fold a table to the level a reader chooses. The 21 sections of the Harmonized System are data
(data/hs_sections.csv); a code that no class holds keeps its own name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources

from youcheng.evidence.enums import Shape
from youcheng.evidence.models import Dataset
from youcheng.evidence.queries import backend

LEVELS: Mapping[str, Mapping[str, int]] = {
    "hs": {"section": 1, "chapter": 2, "heading": 4, "subheading": 6},
    "isic": {"section": 1, "division": 2, "group": 3},
}
"""Scheme → its levels from coarse to fine, with the digits of a code (HS) or its rank (ISIC)."""

_ISIC = re.compile(r"^(?P<section>[A-U])(?:(?P<division>\d\d)(?P<more>[\dA-Z_]*))?$")


def scheme_of(shape: str) -> str:
    """Return "isic" for tables of industries, "hs" for tables of goods."""
    return "isic" if shape == Shape.INDUSTRIES else "hs"


def levels_of(scheme: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the levels a table with these codes can be read at, coarse to fine; none where its codes are names."""
    finest = max((_depth(scheme, code) for code in codes), default=0)
    return tuple(level for level, depth in LEVELS[scheme].items() if depth <= finest)


def levels_held(dataset: Dataset) -> tuple[str, ...]:
    """Return the levels a stored table of goods or industries can be read at, coarse to fine."""
    return levels_of(scheme_of(dataset.shape), _codes(dataset.file))


def classes(scheme: str, codes: Iterable[str], level: str) -> dict[str, str]:
    """Return the class of each code at a level; a code that no class of the scheme holds is left out."""
    found = {code: _class_of(scheme, code, level) for code in codes}
    return {code: name for code, name in found.items() if name}


def section_of(scheme: str, code: str) -> str:
    """Return the section a code belongs to, itself for a section, or "" for none (HS chapters 77, 98, 99 and names)."""
    if scheme == "isic":
        return code[:1] if _ISIC.match(code) else ""
    return _hs_section(code) or (code if code in _sections().values() else "")


def _hs_section(code: str) -> str:
    return _sections().get(code[:2], "") if code.isdigit() else ""


@lru_cache(maxsize=64)
def _codes(file: str) -> tuple[str, ...]:
    held = backend.table(file)
    column = "industry" if "industry" in held.columns else "product"
    found = backend.fetch(held.select(code=held[column]).distinct().order_by("code"))
    return tuple(found["code"].to_pylist())


def _class_of(scheme: str, code: str, level: str) -> str:
    if scheme == "hs":
        if level == "section":
            return _hs_section(code)
        return code[: LEVELS["hs"][level]] if code.isdigit() else ""
    found = _ISIC.match(code)
    if found is None:
        return ""
    return found["section"] if level == "section" else _division(code) if level == "division" else code


def _depth(scheme: str, code: str) -> int:
    if scheme == "hs":
        return len(code) if code.isdigit() else 0
    found = _ISIC.match(code)
    if found is None:
        return 0
    return 3 if _division(code) != code else 2 if found["division"] else 1


def _division(code: str) -> str:
    """The division of an ISIC code; a range of divisions (C10T12, C17_18) is already one class of that level."""
    found = _ISIC.match(code)
    if found is None or not found["division"]:
        return code
    more = found["more"]
    joined = re.fullmatch(r"[T_]\d\d", more)
    return code if joined or not more else f"{found['section']}{found['division']}"


@cache
def _sections() -> Mapping[str, str]:
    """Chapter → section."""
    data = resources.files("youcheng.evidence").joinpath("data", "hs_sections.csv")
    return {
        f"{chapter:02}": row["code"]
        for row in csv.DictReader(data.read_text(encoding="utf-8").splitlines())
        for chapter in range(int(row["first"]), int(row["last"]) + 1)
    }
