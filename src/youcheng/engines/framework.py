"""The framework of a composite indicator: which indicators, in which dimension, with what goalposts and weight.

A framework is data: `strategy` reads a file into a mapping, `framework_from_mapping` checks it and says what
is wrong and where. `composite` and `uncertainty` compute with it. No figures of countries and no file
reading belong here.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import isfinite
from typing import Any

from youcheng.engines.errors import BadFramework

OVERALL = "overall"
"""The name under which results give the score over all dimensions; no dimension may bear it."""


class Direction(StrEnum):
    """Which value of an indicator is safest: the highest, the lowest, or one in between (inflation)."""

    HIGHER = "higher"
    LOWER = "lower"
    TARGET = "target"


@dataclass(frozen=True)
class Indicator:
    """One indicator: its place, weight (> 0) and the fixed goalposts between which it runs from 0 to 100.

    `low` < `high` in the indicator's own unit; `target` only with that direction, between the two. Values
    beyond a goalpost count as the goalpost.
    """

    code: str
    dimension: str
    low: float
    high: float
    source: str
    weight: float = 1.0
    direction: Direction = Direction.HIGHER
    target: float | None = None
    name: str = ""
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse goalposts, weights or targets that cannot be."""
        where = f"indicator {self.code}"
        _need(
            isfinite(self.low) and isfinite(self.high) and self.low < self.high, "goalposts must rise", where
        )
        _need(isfinite(self.weight) and self.weight > 0, "the weight must be above 0", where)
        _need(bool(self.source), "a source is needed", where)
        inside = self.target is not None and self.low < self.target < self.high
        fits = inside if self.direction is Direction.TARGET else self.target is None
        _need(fits, "a target inside the goalposts goes with the direction 'target', and only with it", where)


@dataclass(frozen=True)
class Dimension:
    """One dimension with its weight (> 0) among the others."""

    code: str
    weight: float = 1.0
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse a weight that is not above zero."""
        _need(
            isfinite(self.weight) and self.weight > 0, "the weight must be above 0", f"dimension {self.code}"
        )


@dataclass(frozen=True)
class RedLine:
    """A constraint, not a score: sanctions or armed conflict in a place, with its source and dates."""

    code: str
    country: str
    text: str
    source: str
    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, country: str, at: dt.date | None) -> bool:
        """Whether it concerns the country on day `at` (None: at any time)."""
        if country != self.country or at is None:
            return country == self.country
        return (self.since is None or self.since <= at) and (self.until is None or at <= self.until)


@dataclass(frozen=True)
class Framework:
    """A checked framework.

    `screening` is the share of a dimension's weight that must be present (0 to 1); `floor` (0 to 100, above
    0) the least a dimension counts in the geometric mean, so that one zero does not hide all else.
    """

    code: str
    version: str
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    screening: float = 0.65
    floor: float = 1.0

    def __post_init__(self) -> None:
        """Refuse codes listed twice, indicators without a dimension and dimensions without an indicator."""
        _need(0 < self.screening <= 1, "screening must be above 0 and at most 1", "screening")
        _need(0 < self.floor < 100, "floor must be between 0 and 100", "floor")
        _need(bool(self.dimensions), "at least one dimension is needed", "dimensions")
        for kind, codes in (("dimensions", self.dimension_codes), ("indicators", self.codes)):
            twice = sorted({code for code in codes if codes.count(code) > 1})
            _need(not twice, f"{', '.join(twice)} listed twice", kind)
        _need(OVERALL not in self.dimension_codes, f"the code '{OVERALL}' is taken", "dimensions")
        used = {indicator.dimension for indicator in self.indicators}
        unknown = sorted(used - set(self.dimension_codes))
        _need(not unknown, f"unknown dimension {', '.join(unknown)}", "indicators")
        empty = [code for code in self.dimension_codes if code not in used]
        _need(not empty, f"no indicator in {', '.join(empty)}", "dimensions")

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the indicators, in order."""
        return tuple(indicator.code for indicator in self.indicators)

    @cached_property
    def dimension_codes(self) -> tuple[str, ...]:
        """Codes of the dimensions, in order."""
        return tuple(dimension.code for dimension in self.dimensions)

    def of_dimension(self, code: str) -> tuple[Indicator, ...]:
        """Return the indicators of one dimension, in order."""
        return tuple(indicator for indicator in self.indicators if indicator.dimension == code)


def framework_from_mapping(mapping: Mapping[str, Any]) -> Framework:
    """Check and build a framework from plain values, as read from JSON or TOML.

    Keys: code, version, dimensions (each code, weight, name), indicators (each code, dimension, goalposts
    [low, high], source, and at will weight, direction, target, name, unit), screening, floor. BadFramework
    names the entry for a missing or unknown key, a wrong type or a value that cannot be.
    """
    top = _Reader(mapping, "framework", {"code", "version", "dimensions", "indicators", "screening", "floor"})
    return Framework(
        code=top.text("code"),
        version=top.text("version"),
        dimensions=tuple(
            _dimension(item, f"dimensions[{i}]") for i, item in enumerate(top.items("dimensions"))
        ),
        indicators=tuple(
            _indicator(item, f"indicators[{i}]") for i, item in enumerate(top.items("indicators"))
        ),
        screening=top.number("screening", 0.65),
        floor=top.number("floor", 1.0),
    )


def _dimension(item: Any, where: str) -> Dimension:
    entry = _Reader(item, where, {"code", "weight", "name"})
    return Dimension(entry.text("code"), entry.number("weight", 1.0), entry.text("name", ""))


def _indicator(item: Any, where: str) -> Indicator:
    keys = {"code", "dimension", "goalposts", "source", "weight", "direction", "target", "name", "unit"}
    entry = _Reader(item, where, keys)
    goalposts = entry.items("goalposts")
    _need(len(goalposts) == 2 and all(map(_is_number, goalposts)), "goalposts must be two numbers", where)
    direction = entry.text("direction", Direction.HIGHER)
    _need(direction in set(Direction), f"direction '{direction}' is not one of {', '.join(Direction)}", where)
    return Indicator(
        code=entry.text("code"),
        dimension=entry.text("dimension"),
        low=float(goalposts[0]),
        high=float(goalposts[1]),
        source=entry.text("source"),
        weight=entry.number("weight", 1.0),
        direction=Direction(direction),
        target=None if entry.get("target") is None else entry.number("target", 0.0),
        name=entry.text("name", ""),
        unit=entry.text("unit", ""),
    )


class _Reader:
    """Reads one entry of the mapping with the types it must have."""

    def __init__(self, entry: Any, where: str, keys: set[str]) -> None:
        _need(isinstance(entry, Mapping), "a mapping is expected", where)
        unknown = sorted(set(entry) - keys)
        _need(
            not unknown,
            f"unknown key {', '.join(map(str, unknown))}; known: {', '.join(sorted(keys))}",
            where,
        )
        self.entry, self.where = entry, where

    def get(self, key: str) -> Any:
        return self.entry.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.entry.get(key, default)
        _need(
            isinstance(value, str) and (bool(value) or default is not None),
            f"{key} must be a text",
            self.where,
        )
        return str(value)

    def number(self, key: str, default: float) -> float:
        value = self.entry.get(key, default)
        _need(_is_number(value), f"{key} must be a number", self.where)
        return float(value)

    def items(self, key: str) -> Sequence[Any]:
        value = self.entry.get(key)
        _need(isinstance(value, Sequence) and not isinstance(value, str), f"{key} must be a list", self.where)
        assert isinstance(value, Sequence)
        return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _need(holds: bool, what: str, where: str) -> None:
    if not holds:
        raise BadFramework(what, where=where, remedy="Correct the framework file.")
