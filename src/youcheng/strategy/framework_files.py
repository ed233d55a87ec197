"""The text of a risk framework, read and checked whole: what is wrong is said with its line, before anything uses it.

Called by `framework` for the files and by `actions` for one somebody loads. The engine checks what only it can know; its
words are said here in the reader's language. Whether the data sets hold a series is not known here.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from youcheng.engines.composite import Framework, framework_from_mapping
from youcheng.engines.errors import EngineError
from youcheng.strategy.judgements import BadFile

LARGEST = 256 * 1024
"""Bytes of a framework file at most; the one that ships has five thousand."""
READS = ("latest", "mean", "spread")
SHAPES = ("governance", "indicators", "logistics", "own")

Read = Literal["latest", "mean", "spread"]


class Origin(StrEnum):
    """Where the framework comes from: chosen by the office, put into the data home, or shipped with the platform."""

    OFFICE = "office"
    HOME = "home"
    SHIPPED = "shipped"


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
    origin: Origin = Origin.SHIPPED

    @property
    def title(self) -> str:
        """Code and version, as every page and sheet names it."""
        return f"{self.engine.code} {self.engine.version}"


def read_framework(raw: bytes, name: str, origin: Origin) -> RiskFramework:
    """The framework a file holds. Raises BadFile with the line and the entry that is wrong."""
    text = text_of(raw, name)
    places = _Places(name, text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile(
            _("The file %(file)s is not TOML: %(problem)s.") % {"file": name, "problem": error}
        ) from error
    entries = data.get("indicators")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise places.bad("indicators", _("a list of indicators is needed, each under [[indicators]]"))
    series = {
        str(entry.get("code")): _series(places, entry, f"indicators[{number}]")
        for number, entry in enumerate(entries)
    }
    plain = [{key: value for key, value in entry.items() if key != "figure"} for entry in entries]
    try:
        engine = framework_from_mapping({**data, "indicators": plain})
    except EngineError as error:
        raise places.bad(error.where, said(error.what)) from error
    return RiskFramework(engine, series, hashlib.sha256(raw).hexdigest(), origin)


def text_of(raw: bytes, name: str) -> str:
    """The file as text. Raises BadFile for one that is too large, binary, or not in UTF-8."""
    if len(raw) > LARGEST:
        size = {"file": name, "size": len(raw) // 1024, "most": LARGEST // 1024}
        raise BadFile(_("The file %(file)s has %(size)s kB; a framework has at most %(most)s kB.") % size)
    if b"\0" in raw:
        raise BadFile(
            _("The file %(file)s is not a text file. A framework is written in TOML, in UTF-8.")
            % {"file": name}
        )
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadFile(
            _("The file %(file)s is not in UTF-8 (line %(line)s). Save it as UTF-8 and load it again.")
            % {"file": name, "line": line}
        ) from error


def line_of(text: str, where: str) -> int | None:
    """The line an entry begins at: `indicators[3]`, `indicator voice`, `dimension legal` or a key of the top."""
    counted = re.fullmatch(r"(\w+)\[(\d+)\]", where)
    if counted:
        heads = list(re.finditer(rf"^[ \t]*\[\[{counted[1]}\]\]", text, re.MULTILINE))
        place = int(counted[2])
        return _line(text, heads[place].start()) if place < len(heads) else None
    named = re.fullmatch(r"(indicator|dimension) (.+)", where)
    pattern = rf"^[ \t]*code[ \t]*=[ \t]*[\"']{re.escape(named[2])}[\"']" if named else rf"^[ \t]*{where}\b"
    hits = list(re.finditer(pattern, text, re.MULTILINE))
    # An indicator may bear the code of a dimension; indicators stand below.
    return _line(text, hits[-1 if named and named[1] == "indicator" else 0].start()) if hits else None


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


@dataclass(frozen=True)
class _Places:
    """Says where in a file something is wrong."""

    name: str
    text: str

    def bad(self, where: str, what: str) -> BadFile:
        line = line_of(self.text, where)
        about = {"file": self.name, "where": where, "what": what, "line": line}
        if line is None:
            return BadFile(_("The file %(file)s can't be used: in %(where)s, %(what)s.") % about)
        return BadFile(_("The file %(file)s can't be used: line %(line)s, %(where)s: %(what)s.") % about)


def bad_entry(name: str, text: str, where: str, what: str) -> BadFile:
    """The error for an entry found wrong by a check that reads more than the file."""
    return _Places(name, text).bad(where, what)


def _series(places: _Places, entry: Mapping[str, Any], where: str) -> Series:
    figure = entry.get("figure")
    if not isinstance(figure, dict):
        raise places.bad(where, _("figure is missing: figure = { shape, series, read, oldest }"))
    unknown = sorted(set(figure) - {"shape", "series", "read", "years", "oldest"})
    if unknown:
        raise places.bad(where, _("figure has an unknown key %(key)s") % {"key": ", ".join(unknown)})
    shape, read, years = figure.get("shape"), figure.get("read", "latest"), figure.get("years", 1)
    if shape not in SHAPES:
        raise places.bad(where, _("shape is one of %(known)s") % {"known": ", ".join(SHAPES)})
    if read not in READS:
        raise places.bad(where, _("read is one of %(known)s") % {"known": ", ".join(READS)})
    if not _is_whole(years) or years < (2 if read == "spread" else 1):
        raise places.bad(where, _("years is a whole number, for a spread 2 or more"))
    if not _is_whole(figure.get("oldest")) or figure["oldest"] < 0:
        raise places.bad(where, _("oldest is a whole number of years, 0 or more"))
    if not isinstance(figure.get("series"), str) or not figure["series"]:
        raise places.bad(where, _("series names the figures to read"))
    return Series(shape, figure["series"], read, years, figure["oldest"])


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


PROBLEMS: tuple[tuple[str, str], ...] = (
    (r"goalposts must rise", gettext_noop("the goalposts must rise: [low, high] with low below high")),
    (r"goalposts must be two numbers", gettext_noop("goalposts must be two numbers: [low, high]")),
    (r"the weight must be above 0", gettext_noop("the weight must be above 0")),
    (r"a source is needed", gettext_noop("a source is needed")),
    (r"a target inside .*", gettext_noop("a target inside the goalposts goes with the direction “target”, and only with it")),
    (r"screening must be .*", gettext_noop("screening must be above 0 and at most 1")),
    (r"floor must be .*", gettext_noop("floor must be between 0 and 100")),
    (r"at least one dimension is needed", gettext_noop("at least one dimension is needed, each under [[dimensions]]")),
    (r"(?P<a>.*) listed twice", gettext_noop("%(a)s is listed twice")),
    (r"the code '(?P<a>.*)' is taken", gettext_noop("the code %(a)s is taken")),
    (r"unknown dimension (?P<a>.*)", gettext_noop("unknown dimension %(a)s: name one under [[dimensions]]")),
    (r"no indicator in (?P<a>.*)", gettext_noop("the dimension %(a)s has no indicator")),
    (r"direction '(?P<a>.*)' is not one of (?P<b>.*)", gettext_noop("direction is one of %(b)s, not %(a)s")),
    (r"unknown key (?P<a>.*); known: (?P<b>.*)", gettext_noop("unknown key %(a)s; there are %(b)s")),
    (r"(?P<a>\w+) must be a text", gettext_noop("%(a)s must be a text, in quotes")),
    (r"(?P<a>\w+) must be a number", gettext_noop("%(a)s must be a number")),
    (r"(?P<a>\w+) must be a list", gettext_noop("%(a)s must be a list")),
    (r"a mapping is expected", gettext_noop("an entry with keys and values is expected")),
)  # fmt: skip
"""What the engine finds wrong with a framework, and how it is said in the reader's language."""


def said(what: str) -> str:
    """The engine's words in the reader's language; words not known here stay as they are."""
    for pattern, template in PROBLEMS:
        found = re.fullmatch(pattern, what)
        if found:
            return _(template) % found.groupdict()
    return what
