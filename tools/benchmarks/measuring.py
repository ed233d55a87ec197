"""A measure with its aim, and the clock that takes it. Used by every section; knows nothing of what is measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

BILLION = 1_000_000_000


class NotPossible(Exception):
    """This section can't run here; the message says why."""


@dataclass(frozen=True)
class Measured:
    """One line of the report. `aim` is the most it should be, in `unit`; None where the project sets no aim."""

    what: str
    value: float
    unit: str
    aim: float | None = None

    @property
    def shown(self) -> str:
        return _with_unit(self.value, self.unit)

    @property
    def aim_shown(self) -> str:
        return "" if self.aim is None else f"≤ {_with_unit(self.aim, self.unit)}"

    @property
    def verdict(self) -> str:
        if self.aim is None:
            return ""
        return "met" if self.value <= self.aim else "MISSED"

    def as_fields(self) -> dict[str, Any]:
        return asdict(self)


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Wall-clock seconds of `work`; the median where it runs several times."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter_ns()
        work()
        taken.append((time.perf_counter_ns() - begin) / BILLION)
    return statistics.median(taken)


def milliseconds(work: Callable[[], object], times: int = 5) -> float:
    """Median wall-clock milliseconds of `work` after one call that warms its caches."""
    work()
    return 1000 * seconds(work, times)


def _with_unit(value: float, unit: str) -> str:
    if 0 < value < 0.001:
        return f"{value:.0e} {unit}".strip()
    if unit == "" and value < 1:
        return f"{value:g}"
    if unit in {"", "queries", "rows"} or value >= 100:
        return f"{value:,.0f} {unit}".strip()
    return f"{value:,.2f} {unit}" if value < 10 else f"{value:,.1f} {unit}"
