"""The picture of what more money or more staff days would buy, one specification for the page and for the paper.

Called by the view and the paper. The points are in the answer; how a chart looks in general is foundation's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from youcheng.foundation.documents import charts

WIDTH, HEIGHT = 420, 190


def curve_specification(kind: str, curve: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """The best value over the levels as Vega-Lite, the limit as it is marked. A level at which nothing fits has no point."""
    points = [point for point in curve["points"] if point["value"] is not None]
    title = _("budget (%(currency)s)") % {"currency": currency} if kind == "money" else _("staff days")
    level = {
        "field": "level", "type": "quantitative", "title": title,
        "scale": {"zero": False, "nice": False}, "axis": {"grid": False, "tickCount": 5, "format": ",.0f"},
    }  # fmt: skip
    value = {
        "field": "value", "type": "quantitative", "title": _("expected effect"),
        "scale": {"zero": False}, "axis": {"tickCount": 5},
    }  # fmt: skip
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": points},
        "layer": [
            {"mark": {"type": "line"}, "encoding": {"x": level, "y": value}},
            {"mark": {"type": "point", "size": 36}, "encoding": {"x": level, "y": value}},
            {
                "mark": {"type": "rule", "strokeDash": [4, 4], "color": charts.PALETTE["osmanthus"]},
                "encoding": {"x": {"datum": curve["limit"], "type": "quantitative"}},
            },
        ],
    }


def curve_words(kind: str, curve: Mapping[str, Any]) -> str:
    """What the picture shows, for who can't see it."""
    known = [point for point in curve["points"] if point["value"] is not None]
    if not known:
        return _("At no level does anything fit.")
    words = (
        _("The expected effect rises from %(low)s to %(high)s as the budget grows from %(from)s to %(to)s.")
        if kind == "money"
        else _(
            "The expected effect rises from %(low)s to %(high)s as the staff days grow from %(from)s to %(to)s."
        )
    )
    return words % {
        "low": f"{known[0]['value']:.2f}",
        "high": f"{known[-1]['value']:.2f}",
        "from": f"{known[0]['level']:,.0f}",
        "to": f"{known[-1]['level']:,.0f}",
    }
