"""The judgements that are data, read and checked: the risk framework, the red lines and the field rules.

Called by `facts` and the commands. An office's own file under $YOUCHENG_HOME/strategy/ replaces the one that ships. No
figure of a country and no formula lives here; the engines check what only they can know.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from youcheng.engines.composite import RedLine
from youcheng.foundation import countries
from youcheng.strategy.framework_files import Origin, RiskFramework, read_framework
from youcheng.strategy.judgements import SHIPPED, listed, needed, own_file, read, refusal

GRADES = ("A", "B", "C")
QUESTIONS = ("home_sells", "partner_sells", "worked", "city")


@dataclass(frozen=True)
class RedLines:
    """The list of red lines, the day it was last looked through, and what kind of red line it covers."""

    lines: tuple[RedLine, ...]
    grades: Mapping[str, str]
    as_of: dt.date
    sha256: str

    def of(self, country: str, at: dt.date) -> tuple[RedLine, ...]:
        """The lines that hold for a country on a day."""
        return tuple(line for line in self.lines if line.holds(country, at))


@dataclass(frozen=True)
class Field:
    """A field of cooperation and the industries and goods that stand for it in the tables; both may be empty."""

    code: str
    industries: tuple[str, ...]
    chapters: tuple[str, ...]


@dataclass(frozen=True)
class FieldRules:
    """The questions' thresholds, the fields in the office's order of interest, and industries nobody is matched in."""

    version: str
    specialised: float
    demanded: float
    records: int
    concentrated: float
    shown: int
    not_matched: frozenset[str]
    fields: tuple[Field, ...]
    sha256: str


def risk_framework() -> RiskFramework:
    """The risk framework of the files: the data home's, else the one that ships. Raises BadFile with what is wrong.

    What the office has chosen goes before it: ask `in_force.framework_in_force`.
    """
    own = own_file("framework.toml")
    return framework_of(own) if own.is_file() else shipped_framework()


def shipped_framework() -> RiskFramework:
    """The risk framework that ships with the platform."""
    return framework_of(SHIPPED / "framework.toml", Origin.SHIPPED)


def framework_of(path: Path, origin: Origin = Origin.HOME) -> RiskFramework:
    """The framework in a file. Raises BadFile with the entry that is wrong."""
    return read_framework(path.read_bytes(), path.name, origin)


def red_lines() -> RedLines:
    """The red lines in force. Raises BadFile with the entry that is wrong."""
    path, data, sha = read("red_lines.toml")
    lines, grades = [], {}
    for number, entry in enumerate(listed(path, data, "red_lines")):
        where = f"red_lines[{number}]"
        line = _red_line(path, entry, where)
        lines.append(line)
        grade = needed(path, entry, "grade", str, where)
        if grade not in GRADES:
            raise refusal(path, where, _("the grade is A, B or C"))
        grades[line.code] = grade
    return RedLines(tuple(lines), grades, needed(path, data, "as_of", dt.date, "top"), sha)


def field_rules() -> FieldRules:
    """The field rules in force. Raises BadFile with the entry that is wrong."""
    path, data, sha = read("fields.toml")
    fields = tuple(
        Field(
            needed(path, entry, "code", str, f"fields[{number}]"),
            tuple(listed(path, entry, "industries")),
            tuple(listed(path, entry, "chapters")),
        )
        for number, entry in enumerate(listed(path, data, "fields"))
    )
    numbers = {
        name: float(needed(path, data, name, (int, float), "top"))
        for name in ("specialised", "demanded", "concentrated")
    }
    return FieldRules(
        version=needed(path, data, "version", str, "top"),
        not_matched=frozenset(listed(path, data, "not_matched") if "not_matched" in data else ()),
        records=needed(path, data, "records", int, "top"),
        shown=needed(path, data, "shown", int, "top"),
        fields=fields,
        sha256=sha,
        **numbers,
    )


def _red_line(path: Path, entry: Mapping[str, Any], where: str) -> RedLine:
    written = needed(path, entry, "country", str, where)
    country = countries.iso3(written)
    if country is None:
        raise refusal(path, where, _("%(code)s names no country or region") % {"code": written})
    source = needed(path, entry, "source", str, where)
    return RedLine(
        code=f"{country}:{entry.get('resolution', source)}",
        country=country,
        text=needed(path, entry, "kind", str, where),
        source=source,
        since=needed(path, entry, "since", dt.date, where),
        until=needed(path, entry, "until", dt.date, where) if "until" in entry else None,
    )
