"""The picture of a tie's decay curve, one specification for the page and for the dossier, and the words for who can't see it.

Called by the vitality page and by strategy's drafting. What is computed belongs to `queries`; how a chart looks in general
to foundation.documents.charts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youcheng.foundation import formatting
from youcheng.foundation.documents import charts
from youcheng.network.queries.vitality import Decline

WIDTH, HEIGHT = 460, 150
TICK = 9
"""Height of the marks of single exchanges below the curve, in pixels."""


@dataclass(frozen=True)
class Picture:
    """The curve as a page shows it: the drawing, its words, how many records it is made of, and the table beside it."""

    svg: SafeString
    words: str
    records: str
    yearly: tuple[tuple[dt.date, float], ...]


def decline_picture(decline: Decline | None) -> Picture | None:
    """The picture for a page in the reader's language; None without any record."""
    if decline is None:
        return None
    drawing = charts.on_page(decline_specification(decline))
    return Picture(drawing, words(decline), records_line(decline), decline.yearly)


def decline_specification(decline: Decline) -> dict[str, Any]:
    """The curve as Vega-Lite with a mark for every exchange in its span. Only for a curve made of records."""
    curve = decline.curve
    values = [
        {"day": day.isoformat(), "value": round(float(value), 4)}
        for day, value in zip(curve.days, curve.values, strict=True)
    ]
    highest = max(float(curve.values.max()), 0.1)
    days = {
        "field": "day",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%Y", "tickCount": "year", "grid": False},
    }
    worth = {
        "field": "value", "type": "quantitative", "title": _("weighted exchanges"),
        "scale": {"domain": [0, round(highest * 1.08, 3)]}, "axis": {"tickCount": 4},
    }  # fmt: skip
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            {"data": {"values": values}, "mark": {"type": "area", "opacity": 0.14, "color": charts.PALETTE["lake"]}, "encoding": {"x": days, "y": worth}},
            {"data": {"values": values}, "mark": {"type": "line"}, "encoding": {"x": days, "y": worth}},
            {
                "data": {"values": [{"day": day.isoformat()} for day in decline.contacts]},
                "mark": {"type": "tick", "orient": "vertical", "size": TICK, "thickness": 2, "yOffset": -TICK / 2, "color": charts.PALETTE["osmanthus"]},
                "encoding": {"x": days, "y": {"datum": 0}},
            },
        ],
    }  # fmt: skip


def records_line(decline: Decline) -> str:
    """How many records the curve is made of and when the last was: said wherever the picture is shown."""
    curve = decline.curve
    if curve.last is None:
        return _("No exchange is recorded up to this day.")
    return ngettext(
        "Made of %(count)s record, of %(last)s.",
        "Made of %(count)s records, the last of %(last)s.",
        curve.records,
    ) % {"count": formatting.number(curve.records), "last": formatting.span(curve.last)}


def words(decline: Decline) -> str:
    """What the picture shows, for who can't see it."""
    curve = decline.curve
    shown = _("Vitality from %(first)s to %(last)s, at most %(highest)s and %(now)s at the end.") % {
        "first": formatting.day(curve.days[0]),
        "last": formatting.day(curve.days[-1]),
        "highest": formatting.number(float(curve.values.max()), 2),
        "now": formatting.number(float(curve.values[-1]), 2),
    }
    return f"{shown} {records_line(decline)}"
