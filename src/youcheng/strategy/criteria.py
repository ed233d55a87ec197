"""How candidates are ranked and which are ruled out: the files candidates.toml and relations.toml, read and checked.

Called by `facts` and the pages. The codes of criteria are fixed here, because each needs somebody who computes it; their
weights, goalposts and reasons are the office's. No figure of a city or country lives here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from youcheng.engines.errors import EngineError
from youcheng.engines.framework import Direction
from youcheng.engines.outranking import Preference
from youcheng.engines.outranking import Shape as PreferenceShape
from youcheng.engines.ranking import Criterion, Scale, shares_of
from youcheng.foundation import countries
from youcheng.foundation.translated import Translated
from youcheng.network.enums import Zone
from youcheng.strategy.framework import GRADES
from youcheng.strategy.judgements import listed, needed, read, refusal

MEASURES = (
    "size", "sells", "makes", "buys", "relatedness", "risk", "distance", "flight", "zone", "memberships", "coverage",
    "national_ties",
)  # fmt: skip
"""The criteria somebody computes; `facts.measures` says how."""

_KEYS = {"code", "weight", "goalposts", "direction", "target", "scale", "why"}


@dataclass(frozen=True)
class Flight:
    """The assumption behind hours of flight: speed in km/h, and hours for climb, descent and taxiing."""

    speed: float
    ground: float


@dataclass(frozen=True)
class Criteria:
    """The criteria in force, in the file's order, with the fingerprint of the file.

    `why` holds the office's reason for each criterion's goalposts; `smallest` the inhabitants below which a city is left
    out, `first` the places that stability is told for, `zones` the points of each zone.
    """

    engine: tuple[Criterion, ...]
    why: Mapping[str, Translated]
    screening: float
    smallest: int
    first: int
    flight: Flight
    zones: Mapping[str, float]
    preference: Preference
    version: str
    sha256: str

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(criterion.code for criterion in self.engine)

    @property
    def weights(self) -> tuple[float, ...]:
        """The default weights, in the file's order."""
        return tuple(criterion.weight for criterion in self.engine)

    def of(self, code: str) -> Criterion:
        """One criterion by its code."""
        return self.engine[self.codes.index(code)]


@dataclass(frozen=True)
class NoRelations:
    """Countries (alpha-3) without diplomatic relations with one home country, on whose word and of what day."""

    countries: frozenset[str]
    source: Translated
    as_of: dt.date
    grade: str


@dataclass(frozen=True)
class Relations:
    """What the file says for each home country (alpha-3); a home country it does not name has no list."""

    by_home: Mapping[str, NoRelations]
    sha256: str


def criteria() -> Criteria:
    """The criteria in force. Raises BadFile with the entry that is wrong."""
    path, data, sha = read("candidates.toml")
    entries = listed(path, data, "criteria")
    engine = tuple(_criterion(path, entry, f"criteria[{number}]") for number, entry in enumerate(entries))
    codes = [criterion.code for criterion in engine]
    if len(set(codes)) < len(codes):
        raise refusal(path, "criteria", _("a criterion is listed twice"))
    flight = needed(path, data, "flight", dict, "top")
    try:
        shares_of([criterion.weight for criterion in engine], len(engine))
        preference = _preference(needed(path, data, "preference", dict, "top"))
    except (EngineError, ValueError, TypeError) as error:
        raise refusal(path, "criteria, preference", str(error)) from error
    return Criteria(
        engine=engine,
        why={entry["code"]: Translated(entry.get("why", {})) for entry in entries},
        screening=_between(path, data, "screening", 0.0, 1.0),
        smallest=int(_between(path, data, "smallest", 0, 1e9)),
        first=int(_between(path, data, "first", 1, 100)),
        flight=Flight(_between(path, flight, "speed", 1, 5_000), _between(path, flight, "ground", 0, 24)),
        zones=_zones(path, needed(path, data, "zones", dict, "top")),
        preference=preference,
        version=needed(path, data, "version", str, "top"),
        sha256=sha,
    )


def relations() -> Relations:
    """The list of countries without diplomatic relations. Raises BadFile with the entry that is wrong."""
    path, data, sha = read("relations.toml")
    found: dict[str, NoRelations] = {}
    for number, entry in enumerate(listed(path, data, "without_relations")):
        where = f"without_relations[{number}]"
        home = _economy(path, needed(path, entry, "home", str, where), where)
        grade = needed(path, entry, "grade", str, where)
        if grade not in GRADES:
            raise refusal(path, where, _("the grade is A, B or C"))
        found[home] = NoRelations(
            frozenset(_economy(path, code, where) for code in needed(path, entry, "countries", list, where)),
            Translated(needed(path, entry, "source", dict, where)),
            needed(path, entry, "as_of", dt.date, where),
            grade,
        )
    return Relations(found, sha)


def _criterion(path: Path, entry: Mapping[str, Any], where: str) -> Criterion:
    if not isinstance(entry, dict) or set(entry) - _KEYS:
        raise refusal(path, where, _("an entry has the keys %(known)s") % {"known": ", ".join(sorted(_KEYS))})
    code = needed(path, entry, "code", str, where)
    if code not in MEASURES:
        raise refusal(
            path,
            where,
            _("“%(code)s” is no criterion; known: %(known)s") % {"code": code, "known": ", ".join(MEASURES)},
        )
    posts = needed(path, entry, "goalposts", list, where)
    if len(posts) != 2:
        raise refusal(path, where, _("goalposts are two numbers"))
    try:
        return Criterion(
            code,
            float(posts[0]),
            float(posts[1]),
            Direction(entry.get("direction", Direction.HIGHER)),
            None if entry.get("target") is None else float(entry["target"]),
            Scale(entry.get("scale", Scale.LINEAR)),
            float(entry.get("weight", 1.0)),
        )
    except (EngineError, ValueError, TypeError) as error:
        raise refusal(path, where, str(error)) from error


def _preference(entry: Mapping[str, Any]) -> Preference:
    return Preference(
        PreferenceShape(entry.get("shape", "usual")), float(entry.get("q", 0)), float(entry.get("p", 0))
    )


def _zones(path: Path, entry: Mapping[str, Any]) -> dict[str, float]:
    if set(entry) != set(Zone.values):
        raise refusal(path, "zones", _("the zones are %(known)s") % {"known": ", ".join(Zone.values)})
    return {zone: _between(path, entry, zone, -1e6, 1e6) for zone in Zone.values}


def _economy(path: Path, written: Any, where: str) -> str:
    country = countries.iso3(written)
    if country is None:
        raise refusal(path, where, _("%(code)s names no country or region") % {"code": written})
    return country


def _between(path: Path, data: Mapping[str, Any], key: str, low: float, high: float) -> float:
    value = needed(path, data, key, (int, float), "top")
    if not low <= value <= high:
        raise refusal(
            path,
            key,
            _("%(value)s does not lie between %(low)s and %(high)s")
            % {"value": value, "low": f"{low:g}", "high": f"{high:g}"},
        )
    return float(value)
