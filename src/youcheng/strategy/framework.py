"""The judgements that are data, read and checked: the risk framework, the red lines and the field rules.

Called by `facts` and the commands. An office's own file under $YOUCHENG_HOME/strategy/ replaces the one that ships. No
figure of a country and no formula lives here; the engines check what only they can know.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext as _

from youcheng.engines.composite import Framework, RedLine, framework_from_mapping
from youcheng.engines.errors import EngineError
from youcheng.foundation import countries
from youcheng.strategy.judgements import BadFile, listed, needed, read, refusal

READS = ("latest", "mean", "spread")
SHAPES = ("governance", "indicators", "logistics")
GRADES = ("A", "B", "C")
QUESTIONS = ("home_sells", "partner_sells", "worked", "city")

Read = Literal["latest", "mean", "spread"]


@dataclass(frozen=True)
class Series:
    """Where an indicator's figure comes from: a stored shape, the series in it, and how years become one figure.

    `years` is the span of a mean or a spread; a series older than `oldest` years counts as missing.
    """

    shape: str
    series: str
    read: Read
    years: int
    oldest: int


@dataclass(frozen=True)
class RiskFramework:
    """The engine's framework with the series each indicator reads and the fingerprint of its file."""

    engine: Framework
    series: Mapping[str, Series]
    sha256: str


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
    """The risk framework in force. Raises BadFile with the entry that is wrong."""
    path, data, sha = read("framework.toml")
    entries = listed(path, data, "indicators")
    series = {}
    for number, entry in enumerate(entries):
        where = f"indicators[{number}]"
        series[str(needed(path, entry, "code", str, where))] = _series(path, entry, where)
    plain = [{key: value for key, value in entry.items() if key != "figure"} for entry in entries]
    try:
        engine = framework_from_mapping({**data, "indicators": plain})
    except EngineError as error:
        raise BadFile(f"{path.name}: {error}") from error
    return RiskFramework(engine, series, sha)


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


def _series(path: Path, entry: Mapping[str, Any], where: str) -> Series:
    figure = needed(path, entry, "figure", dict, where)
    shape = needed(path, figure, "shape", str, where)
    read = figure.get("read", "latest")
    if shape not in SHAPES:
        raise refusal(path, where, _("shape is one of %(known)s") % {"known": ", ".join(SHAPES)})
    if read not in READS:
        raise refusal(path, where, _("read is one of %(known)s") % {"known": ", ".join(READS)})
    years = figure.get("years", 1)
    if not isinstance(years, int) or years < (2 if read == "spread" else 1):
        raise refusal(path, where, _("years is a whole number, for a spread 2 or more"))
    return Series(
        shape,
        needed(path, figure, "series", str, where),
        read,
        years,
        needed(path, figure, "oldest", int, where),
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
