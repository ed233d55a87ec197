"""How risky is a place, in several dimensions? Goalposts, screening, and means inside and across dimensions.

Indicators are set on fixed goalposts to 0–100 (100 = safest), averaged inside a dimension, and combined
geometrically across dimensions. Missing is never zero: a dimension with too little of its weight present
is not scored. A red line is a constraint, not a score. How sure the scores are: `uncertainty`. The framework
itself is data (`framework`). Assumes that an average may offset inside a dimension; not a forecast.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, isfinite
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from youcheng.engines.errors import NotANumber, OutOfRange, UnknownCode
from youcheng.engines.framework import (
    Dimension,
    Direction,
    Framework,
    Indicator,
    RedLine,
    framework_from_mapping,
)
from youcheng.engines.results import Caveat, Result, caveat, listed

__all__ = [
    "Assessment",
    "Cell",
    "Comparison",
    "Dimension",
    "DimensionScore",
    "Direction",
    "Estimate",
    "Framework",
    "Indicator",
    "Observation",
    "RedLine",
    "alike",
    "check_codes",
    "framework_from_mapping",
    "geometric",
    "is_scored",
    "on_goalposts",
    "present_weight",
    "score",
    "told_apart",
]

Z_90 = 1.645
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Observation:
    """One published figure: its value, published standard error if any, year, and whether it was filled in."""

    value: float
    standard_error: float | None = None
    year: int | None = None
    imputed: bool = False

    def __post_init__(self) -> None:
        """Refuse a value that is not a number and a negative standard error."""
        if not isfinite(self.value):
            raise NotANumber(
                "The value is not a number", where="observation", remedy="Leave a missing figure out."
            )
        if self.standard_error is not None and not (
            isfinite(self.standard_error) and self.standard_error >= 0
        ):
            raise OutOfRange(
                f"The standard error is {self.standard_error}",
                where="observation",
                remedy="Give 0 or more, or none.",
            )


Observations = Mapping[str, Observation]


@dataclass(frozen=True)
class Cell:
    """One indicator of one place: the figure, its score 0–100, and its weight inside the dimension (0–1)."""

    indicator: Indicator
    observation: Observation
    score: float
    weight: float
    beyond: bool


@dataclass(frozen=True)
class DimensionScore:
    """One dimension of one place: the score 0–100 or None, the share of weight present, and what is missing."""

    code: str
    value: float | None
    present: float
    cells: tuple[Cell, ...]
    missing: tuple[str, ...]

    @property
    def scored(self) -> bool:
        """Whether enough of the weight was present."""
        return self.value is not None


@dataclass(frozen=True, eq=False, kw_only=True)
class Assessment(Result):
    """One place under one framework; `overall` is None unless every dimension is scored."""

    country: str
    dimensions: tuple[DimensionScore, ...]
    overall: float | None
    red_lines: tuple[RedLine, ...]

    @property
    def admissible(self) -> bool:
        """Whether no red line holds; says nothing about the score."""
        return not self.red_lines

    def dimension(self, code: str) -> DimensionScore:
        """Return one dimension; UnknownCode where the framework lacks it."""
        for found in self.dimensions:
            if found.code == code:
                return found
        raise UnknownCode(f"No dimension {code}", where="assessment", remedy="Use a code of the framework.")


class Measured(Protocol):
    """Anything with a value and perhaps a standard error: an observation, an estimate, an interval."""

    @property
    def value(self) -> float: ...

    @property
    def standard_error(self) -> float | None: ...


@dataclass(frozen=True)
class Estimate:
    """A value with its standard error."""

    value: float
    standard_error: float | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison(Result):
    """Whether two scores can be told apart; `apart` is None where a standard error is missing.

    `difference` is a − b; `margin` what it must exceed, in the scores' unit.
    """

    difference: float
    margin: float | None
    apart: bool | None


def on_goalposts(indicator: Indicator, values: ArrayLike, low: ArrayLike, high: ArrayLike) -> Floats:
    """Return scores 0–100, cut off at the goalposts `low` < `high`, which may differ from the indicator's own."""
    value, bottom, top = (np.asarray(v, dtype=np.float64) for v in (values, low, high))
    if indicator.direction is Direction.TARGET:
        assert indicator.target is not None
        below = (value - bottom) / (indicator.target - bottom)
        above = (top - value) / (top - indicator.target)
        share = np.minimum(below, above)
    else:
        share = (value - bottom) / (top - bottom)
        if indicator.direction is Direction.LOWER:
            share = 1 - share
    return np.asarray(100 * np.clip(share, 0, 1))


def geometric(scores: ArrayLike, weights: ArrayLike, floor: float) -> Floats:
    """Return the weighted geometric mean over the last axis, no score counting less than `floor`."""
    weight = np.asarray(weights, dtype=np.float64)
    logs = np.log(np.maximum(np.asarray(scores, dtype=np.float64), floor))
    return np.asarray(np.exp((logs * weight).sum(axis=-1) / weight.sum(axis=-1)))


def present_weight(framework: Framework, code: str, observations: Observations) -> float:
    """Return the share (0 to 1) of a dimension's weight whose indicators are observed."""
    indicators = framework.of_dimension(code)
    present = sum(indicator.weight for indicator in indicators if indicator.code in observations)
    return present / sum(indicator.weight for indicator in indicators)


def is_scored(framework: Framework, code: str, observations: Observations) -> bool:
    """Whether enough of a dimension's weight is observed; the tolerance keeps 13 of 20 equal weights at 65 %."""
    present = present_weight(framework, code, observations)
    return present > 0 and present >= framework.screening - 1e-9


def score(
    framework: Framework,
    country: str,
    observations: Observations,
    red_lines: Sequence[RedLine] = (),
    at: dt.date | None = None,
) -> Assessment:
    """Score one place on the framework's default weights and goalposts.

    Indicators not observed are missing and named; UnknownCode for one the framework lacks. `red_lines` may
    concern many places; those of `country` in force on `at` are kept.
    """
    check_codes(framework, observations)
    dimensions = tuple(_dimension_score(framework, code, observations) for code in framework.dimension_codes)
    overall = None
    values = [dimension.value for dimension in dimensions if dimension.value is not None]
    if len(values) == len(dimensions):
        weights = [dimension.weight for dimension in framework.dimensions]
        overall = float(geometric(values, weights, framework.floor))
    held = tuple(line for line in red_lines if line.holds(country, at))
    return Assessment(
        method="composite",
        parameters={
            "framework": framework.code,
            "framework_version": framework.version,
            "screening": framework.screening,
            "floor": framework.floor,
        },
        caveats=_reservations(framework, dimensions, overall, held),
        country=country,
        dimensions=dimensions,
        overall=overall,
        red_lines=held,
    )


def told_apart(a: Measured, b: Measured, z: float = Z_90) -> Comparison:
    """Return whether |a − b| exceeds z · √(SE_a² + SE_b²); z = 1.645 asks at 90 %.

    Where it does not, the text to write is "cannot be told apart", never "equal".
    """
    difference = a.value - b.value
    margin: float | None = None
    notes: tuple[Caveat, ...] = ()
    if a.standard_error is None or b.standard_error is None:
        notes = (caveat("error_unknown"),)
    else:
        margin = z * hypot(a.standard_error, b.standard_error)
    return Comparison(
        method="told_apart",
        parameters={"z": z},
        caveats=notes,
        difference=difference,
        margin=margin,
        apart=None if margin is None else abs(difference) > margin,
    )


def alike(scores: Sequence[Measured], z: float = Z_90) -> NDArray[np.bool_]:
    """Return for every pair of scores whether it "cannot be told apart", as `told_apart` says; a score is alike itself.

    Raises NotANumber where a standard error is missing: a pair nothing is known of is neither alike nor apart.
    """
    values = np.array([score.value for score in scores], dtype=np.float64)
    errors = np.array([score.standard_error for score in scores], dtype=np.float64)
    if not np.isfinite(errors).all():
        raise NotANumber(
            "A standard error is missing", where="alike", remedy="Leave scores without a standard error out."
        )
    margins = z * np.hypot(errors[:, None], errors[None, :])
    return np.asarray(np.abs(values[:, None] - values[None, :]) <= margins)


def check_codes(framework: Framework, observations: Observations) -> None:
    """Raise UnknownCode where an observation belongs to no indicator of the framework."""
    unknown = tuple(sorted(observations.keys() - set(framework.codes)))
    if unknown:
        raise UnknownCode(
            f"The framework {framework.code} lacks {listed(unknown)}",
            where="observations",
            remedy="Give only its indicators, or add them to it.",
        )


def _dimension_score(framework: Framework, code: str, observations: Observations) -> DimensionScore:
    indicators = framework.of_dimension(code)
    known = [indicator for indicator in indicators if indicator.code in observations]
    total = sum(indicator.weight for indicator in known)
    cells = tuple(_cell(indicator, observations[indicator.code], total) for indicator in known)
    return DimensionScore(
        code=code,
        value=sum(cell.score * cell.weight for cell in cells)
        if is_scored(framework, code, observations)
        else None,
        present=present_weight(framework, code, observations),
        cells=cells,
        missing=tuple(indicator.code for indicator in indicators if indicator.code not in observations),
    )


def _cell(indicator: Indicator, observation: Observation, total: float) -> Cell:
    return Cell(
        indicator=indicator,
        observation=observation,
        score=float(on_goalposts(indicator, observation.value, indicator.low, indicator.high)),
        weight=indicator.weight / total,
        beyond=not indicator.low <= observation.value <= indicator.high,
    )


def _reservations(
    framework: Framework,
    dimensions: Sequence[DimensionScore],
    overall: float | None,
    held: Sequence[RedLine],
) -> tuple[Caveat, ...]:
    notes = [
        caveat(
            "dimension_not_scored",
            dimension=dimension.code,
            present=round(100 * dimension.present),
            needed=round(100 * framework.screening),
        )
        for dimension in dimensions
        if not dimension.scored
    ]
    if overall is None:
        notes.append(caveat("overall_not_scored"))
    missing = tuple(code for dimension in dimensions for code in dimension.missing)
    cells = [cell for dimension in dimensions for cell in dimension.cells]
    for code, indicators in (
        ("missing_indicators", missing),
        ("imputed", tuple(cell.indicator.code for cell in cells if cell.observation.imputed)),
        ("beyond_goalposts", tuple(cell.indicator.code for cell in cells if cell.beyond)),
    ):
        if indicators:
            notes.append(caveat(code, indicators=listed(indicators)))
    notes.extend(caveat("red_line", text=line.text, source=line.source) for line in held)
    return tuple(notes)
