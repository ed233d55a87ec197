"""The pictures of risk over ten years, as Vega-Lite specifications; a year without a figure is a gap in the line.

Called by the views of risk. What is scored belongs to `facts.risk_years`; how a chart looks in general to
foundation.documents.charts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from youcheng.strategy.facts.risk_years import Year


def line(years: Sequence[Year]) -> dict[str, Any]:
    """One score with its 5–95 % band, on the whole scale from 0 to 100."""
    return {"width": 460, "height": 170, **_layers(years, [0, 100]), "data": {"values": _values("", years)}}


def small_lines(named: Mapping[str, Sequence[Year]]) -> dict[str, Any]:
    """Several figures, each in a small chart with a scale of its own."""
    return {
        "data": {"values": [value for name, years in named.items() for value in _values(name, years)]},
        "facet": {
            "field": "name",
            "type": "nominal",
            "title": None,
            "sort": list(named),
            "header": {"labelLimit": 190},
        },
        "columns": 3,
        "resolve": {"scale": {"y": "independent"}},
        "spec": {
            "width": 150,
            "height": 90,
            **_layers([year for each in named.values() for year in each], None),
        },
    }


def _values(name: str, years: Sequence[Year]) -> list[dict[str, Any]]:
    """The years that have a value; `run` counts the stretches without a gap, each drawn as a line of its own."""
    found, run, before = [], 0, None
    for each in years:
        if each.value is None:
            continue
        run += before is not None and each.year != before + 1
        before = each.year
        found.append(
            {
                "name": name,
                "run": run,
                "year": each.year,
                "value": round(each.value, 3),
                "low": round(each.value if each.low is None else each.low, 3),
                "high": round(each.value if each.high is None else each.high, 3),
            }
        )
    return found


def _layers(years: Sequence[Year], domain: Sequence[float] | None) -> dict[str, Any]:
    scale: dict[str, Any] = {"domain": domain} if domain else {"zero": False}
    span = [min((each.year for each in years), default=0), max((each.year for each in years), default=0)]
    runs = {"field": "run", "type": "nominal"}
    return {
        "encoding": {
            "x": {
                "field": "year",
                "type": "quantitative",
                "title": None,
                "axis": {"format": "d", "tickCount": 4, "grid": False},
                "scale": {"domain": span},
            }
        },
        "layer": [
            {
                "mark": {"type": "area", "opacity": 0.18},
                "encoding": {
                    "y": {"field": "low", "type": "quantitative", "title": None, "scale": scale, "axis": {"tickCount": 4}},
                    "y2": {"field": "high"},
                    "detail": runs,
                },
            },
            {
                "mark": {"type": "rule", "opacity": 0.35},
                "encoding": {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line"},
                "encoding": {"y": {"field": "value", "type": "quantitative"}, "detail": runs},
            },
            {"mark": {"type": "point", "size": 26}, "encoding": {"y": {"field": "value", "type": "quantitative"}}},
        ],
    }  # fmt: skip
