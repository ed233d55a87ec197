"""The judgements that are data, read and checked: the risk framework, the red lines and the field rules.

Called by `facts` and the commands. An office's own file under $YOUCHENG_HOME/strategy/ replaces the one that ships. No
figure of a country and no formula lives here; the engines check what only they can know.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import gettext as _

from youcheng.engines.composite import Framework, RedLine, framework_from_mapping
from youcheng.engines.errors import EngineError
from youcheng.foundation import countries
from youcheng.foundation.errors import Refused

SHIPPED = Path(__file__).parent / "data"
READS = ("latest", "mean", "spread")
SHAPES = ("governance", "indicators", "logistics")
GRADES = ("A", "B", "C")
QUESTIONS = ("home_sells", "partner_sells", "worked", "city")

Read = Literal["latest", "mean", "spread"]


class BadFile(Refused):
    """A file of judgements cannot be used: the message names the file, the entry and what was expected."""


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
    path, data, sha = _read("framework.toml")
    entries = _list(path, data, "indicators")
    series = {}
    for number, entry in enumerate(entries):
        where = f"indicators[{number}]"
        series[str(_need(path, entry, "code", str, where))] = _series(path, entry, where)
    plain = [{key: value for key, value in entry.items() if key != "figure"} for entry in entries]
    try:
        engine = framework_from_mapping({**data, "indicators": plain})
    except EngineError as error:
        raise BadFile(f"{path.name}: {error}") from error
    return RiskFramework(engine, series, sha)


def red_lines() -> RedLines:
    """The red lines in force. Raises BadFile with the entry that is wrong."""
    path, data, sha = _read("red_lines.toml")
    lines, grades = [], {}
    for number, entry in enumerate(_list(path, data, "red_lines")):
        where = f"red_lines[{number}]"
        line = _red_line(path, entry, where)
        lines.append(line)
        grade = _need(path, entry, "grade", str, where)
        if grade not in GRADES:
            raise _bad(path, where, _("the grade is A, B or C"))
        grades[line.code] = grade
    return RedLines(tuple(lines), grades, _need(path, data, "as_of", dt.date, "top"), sha)


def field_rules() -> FieldRules:
    """The field rules in force. Raises BadFile with the entry that is wrong."""
    path, data, sha = _read("fields.toml")
    fields = tuple(
        Field(
            _need(path, entry, "code", str, f"fields[{number}]"),
            tuple(_list(path, entry, "industries")),
            tuple(_list(path, entry, "chapters")),
        )
        for number, entry in enumerate(_list(path, data, "fields"))
    )
    numbers = {
        name: float(_need(path, data, name, (int, float), "top"))
        for name in ("specialised", "demanded", "concentrated")
    }
    return FieldRules(
        version=_need(path, data, "version", str, "top"),
        not_matched=frozenset(_list(path, data, "not_matched") if "not_matched" in data else ()),
        records=_need(path, data, "records", int, "top"),
        shown=_need(path, data, "shown", int, "top"),
        fields=fields,
        sha256=sha,
        **numbers,
    )


def _read(name: str) -> tuple[Path, dict[str, Any], str]:
    """The office's own file, else the one that ships, with its SHA-256."""
    own = Path(settings.YOUCHENG_HOME) / "strategy" / name
    path = own if own.is_file() else SHIPPED / name
    raw = path.read_bytes()
    try:
        return path, tomllib.loads(raw.decode("utf-8")), hashlib.sha256(raw).hexdigest()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(f"{path.name}: {error}") from error


def _series(path: Path, entry: Mapping[str, Any], where: str) -> Series:
    figure = _need(path, entry, "figure", dict, where)
    shape = _need(path, figure, "shape", str, where)
    read = figure.get("read", "latest")
    if shape not in SHAPES:
        raise _bad(path, where, _("shape is one of %(known)s") % {"known": ", ".join(SHAPES)})
    if read not in READS:
        raise _bad(path, where, _("read is one of %(known)s") % {"known": ", ".join(READS)})
    years = figure.get("years", 1)
    if not isinstance(years, int) or years < (2 if read == "spread" else 1):
        raise _bad(path, where, _("years is a whole number, for a spread 2 or more"))
    return Series(
        shape,
        _need(path, figure, "series", str, where),
        read,
        years,
        _need(path, figure, "oldest", int, where),
    )


def _red_line(path: Path, entry: Mapping[str, Any], where: str) -> RedLine:
    written = _need(path, entry, "country", str, where)
    country = countries.iso3(written)
    if country is None:
        raise _bad(path, where, _("%(code)s names no country or region") % {"code": written})
    source = _need(path, entry, "source", str, where)
    return RedLine(
        code=f"{country}:{entry.get('resolution', source)}",
        country=country,
        text=_need(path, entry, "kind", str, where),
        source=source,
        since=_need(path, entry, "since", dt.date, where),
        until=_need(path, entry, "until", dt.date, where) if "until" in entry else None,
    )


def _list(path: Path, data: Mapping[str, Any], key: str) -> Sequence[Any]:
    return _need(path, data, key, list, "top")  # type: ignore[no-any-return]


def _need(path: Path, data: Mapping[str, Any], key: str, kind: type | tuple[type, ...], where: str) -> Any:
    """The value under `key`, which must be there and of that kind."""
    value = data.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _bad(path, where, _("%(key)s is missing or of another kind than expected") % {"key": key})
    return value


def _bad(path: Path, where: str, what: str) -> BadFile:
    return BadFile(
        _("The file %(file)s can't be used: in %(where)s, %(what)s.")
        % {"file": path.name, "where": where, "what": what}
    )
