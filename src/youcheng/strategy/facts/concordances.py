"""Industries of cities' tables in other terms: GB/T 4754-2017 and ISIC rev. 4 codes as ISIC divisions and HS chapters.

Called by `profiles`, the import and the pages of city profiles. The concordances are data (data/gbt4754.csv, data/isic4.csv)
from the texts of the classifications, most to be confirmed; where a code has several targets it is shared equally.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from youcheng.engines.concordance import Concordance, equal
from youcheng.foundation.translated import Translated
from youcheng.strategy.enums import Scheme

_DATA = Path(__file__).parent.parent / "data"
_FILES = {Scheme.GBT.value: "gbt4754.csv", Scheme.ISIC.value: "isic4.csv"}
_CODE = re.compile(r"^(?P<letter>[A-U]?)(?P<digits>\d{2})(?P<more>\d{0,2})$")
_RANGE = re.compile(r"^(?P<letter>[A-U]?)(?P<first>\d{2})(?:T|_|-|–)(?P<last>\d{2})$")


@dataclass(frozen=True)
class Division:
    """A division: its code as printed with the section's letter, names, what it maps to, and how sure that is (A to C)."""

    code: str
    name: Translated
    targets: tuple[str, ...]
    grade: str


@cache
def divisions(scheme: str) -> Mapping[str, Division]:
    """The divisions of a classification by their two digits; targets are ISIC divisions (GB/T) or HS chapters (ISIC)."""
    column = "isic" if scheme == Scheme.GBT else "hs"
    found = {}
    with (_DATA / _FILES[scheme]).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            code = row["code"] if scheme == Scheme.GBT else f"{row['section']}{row['code']}"
            name = Translated({"en": row["en"], "zh-hans": row["zh"]})
            found[code[-2:]] = Division(code, name, tuple(row[column].split()), row["grade"])
    return found


def normal(scheme: str, code: str) -> str:
    """A code as it is stored: upper case, with its section's letter; "" where it is none of the classification.

    A division may come with further digits (groups and classes) and, in ISIC, as a range; a letter must be the right one.
    """
    text = code.strip().upper()
    held = divisions(scheme)
    if len(text) == 1:
        return text if text in {each.code[0] for each in held.values()} else ""
    found, joined = _CODE.match(text), _RANGE.match(text) if scheme == Scheme.ISIC else None
    if found is not None:
        division = held.get(found["digits"])
        fits = division is not None and found["letter"] in {"", division.code[0]}
        return f"{division.code}{found['more']}" if division is not None and fits else ""
    if joined is None or joined["first"] >= joined["last"]:
        return ""
    first, last = held.get(joined["first"]), held.get(joined["last"])
    if first is None or last is None or joined["letter"] not in {"", first.code[0]}:
        return ""
    return f"{first.code}T{joined['last']}"


def name_of(scheme: str, code: str) -> Translated | None:
    """The names of a division; None for a section, a range, or a code that is none."""
    found = _CODE.match(code)
    division = divisions(scheme).get(found["digits"]) if found else None
    return division.name if division else None


def isic_divisions(scheme: str, code: str) -> tuple[str, ...]:
    """The ISIC divisions (two digits) a code of a city's table means; none for a section or a code without any."""
    joined = re.fullmatch(r"[A-U](\d\d)T(\d\d)", code)
    if scheme == Scheme.ISIC and joined:
        return tuple(one for one in divisions(scheme) if joined[1] <= one <= joined[2])
    found = _CODE.match(code)
    if found is None:
        return ()
    division = divisions(scheme).get(found["digits"])
    if division is None:
        return ()
    return division.targets if scheme == Scheme.GBT else (found["digits"],)


def divisions_meant(table_code: str) -> tuple[str, ...]:
    """The ISIC divisions that an industry of an input–output table holds: C10T12, C17_18, C24A, C302T309, or a section."""
    held = divisions(Scheme.ISIC)
    if re.fullmatch(r"[A-U]", table_code):
        return tuple(one for one, each in held.items() if each.code[0] == table_code)
    found = re.fullmatch(r"[A-U](\d\d)(?:[T_](\d\d)|.*)", table_code)
    if found is None:
        return ()
    return tuple(one for one in held if found[1] <= one <= (found[2] or found[1]))


def to_isic(scheme: str, codes: Iterable[str]) -> Concordance:
    """City codes as ISIC divisions, equally where there are several."""
    return equal({code: isic_divisions(scheme, code) for code in codes})


def to_chapters() -> Concordance:
    """ISIC divisions as HS chapters, equally where there are several; services have none."""
    return equal({code: each.targets for code, each in divisions(Scheme.ISIC).items()})


def to_table(table_codes: Iterable[str]) -> Concordance:
    """ISIC divisions as the industries of a table that hold them."""
    found: dict[str, list[str]] = {}
    for code in table_codes:
        for division in divisions_meant(code):
            found.setdefault(division, []).append(code)
    return equal({division: tuple(codes) for division, codes in found.items()})


def grade_of(scheme: str, code: str) -> str:
    """How sure the mapping of a code to goods is: the worst of its steps; "" where it maps to nothing."""
    isic = isic_divisions(scheme, code)
    grades = {divisions(Scheme.ISIC)[one].grade for one in isic if divisions(Scheme.ISIC)[one].targets}
    found = _CODE.match(code)
    if scheme == Scheme.GBT and found and grades:
        grades.add(divisions(scheme)[found["digits"]].grade)
    return max(grades, default="")
