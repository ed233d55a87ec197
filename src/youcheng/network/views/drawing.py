"""The small drawing of a decay curve: points of a line in the box of an SVG. No colour and no wording lives here.

Called by the vitality page; larger pictures are made with the chart writer of foundation.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from youcheng.engines.vitality import Curve

WIDTH, HEIGHT = 640, 160


@dataclass(frozen=True)
class Drawing:
    """A line for `<polyline points=…>` with its box, its highest value, and the value of each year's end for a table."""

    points: str
    area: str
    width: int
    height: int
    highest: float
    first: dt.date
    last: dt.date
    years: list[tuple[dt.date, float]]


def curve_path(curve: Curve) -> Drawing:
    """The curve from its first to its last day, scaled so that the highest value touches the top."""
    highest = max(float(curve.values.max()), 1e-9)
    step = WIDTH / max(len(curve.days) - 1, 1)
    points = [(n * step, HEIGHT - HEIGHT * float(value) / highest) for n, value in enumerate(curve.values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yearly = [(day, float(value)) for day, value in zip(curve.days, curve.values, strict=True)][::-12][::-1]
    return Drawing(
        points=line,
        area=f"0,{HEIGHT} {line} {WIDTH},{HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
        highest=highest,
        first=curve.days[0],
        last=curve.days[-1],
        years=yearly,
    )
