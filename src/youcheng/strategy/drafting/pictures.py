"""The dossier's charts as Vega-Lite specifications, each with the table of its figures beside it.

Called by the sections; `building` draws them once when a version is stored, so that its page needs no charting script.
Colours are the paper palette's, which the page turns into its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from youcheng.foundation.documents import charts
from youcheng.foundation.documents.model import Picture, Table
from youcheng.network import charts as network_charts
from youcheng.network.queries import Decline
from youcheng.strategy.drafting.draft import Draft
from youcheng.strategy.facts.risk import Point
from youcheng.strategy.facts.trade import Pair

if TYPE_CHECKING:
    from youcheng.strategy.drafting.complementarity import Side

BARS = 6
WIDTH = 460
Z_90 = 1.645


def carriers(draft: Draft, pair: Pair, *sides: Side) -> Picture:
    """Bars of what carries complementarity, both ways side by side, in points."""
    ways = (pair.forward, pair.backward)
    points = [dict(zip(way.tci.goods, way.tci.parts.tolist(), strict=True)) for way in ways]
    codes = list(dict.fromkeys(code for way in ways for code, _points in way.tci.top(BARS)))
    codes.sort(key=lambda code: -sum(each[code] for each in points))
    labels = [f"{side.seller} → {side.buyer}" for side in sides]
    values = [
        {"way": label, "good": draft.good(code, pair.sheet.scheme), "points": round(each[code], 2)}
        for label, each in zip(labels, points, strict=True)
        for code in codes
    ]
    spec = {
        "data": {"values": values},
        "width": WIDTH - 180,
        "height": {"step": 11},
        "mark": {"type": "bar"},
        "encoding": {
            "y": {"field": "good", "type": "nominal", "sort": None, "title": None, "scale": {"paddingInner": 0.25}},
            "yOffset": {"field": "way", "sort": labels},
            "x": {"field": "points", "type": "quantitative", "title": _("points of complementarity")},
            "color": {"field": "way", "type": "nominal", "sort": labels, "title": None, "scale": {"domain": labels, "range": _colours("lake", "osmanthus")}},
        },
    }  # fmt: skip
    seller, buyer = sides[0].seller, sides[0].buyer
    return Picture(
        alt=_(
            "Bars: the industries or goods that carry most of the complementarity between %(a)s and %(b)s, each way."
        )
        % {"a": seller, "b": buyer},
        spec=spec,
        caption=_("What carries complementarity, each way"),
        key="complementarity.picture",
    )


def decay(draft: Draft, decline: Decline, table: Table) -> Picture:
    """The decay curve of the tie over ten years, with a mark for every exchange, and how many records it is made of."""
    return Picture(
        alt=network_charts.words(decline),
        svg=charts.to_svg(network_charts.decline_specification(decline), draft.language),
        caption=_("Vitality over ten years. %(records)s") % {"records": network_charts.records_line(decline)},
        beside=table,
        key="history.vitality.picture",
    )


def trend(draft: Draft, series: Sequence[tuple[str, Sequence[Point]]], table: Table) -> Picture:
    """Ten years of the governance indicators, each in its own small chart with its 90 % band."""
    values = [
        {
            "name": name,
            "year": point.year,
            "value": round(point.value, 3),
            "low": round(point.value - Z_90 * (point.standard_error or 0), 3),
            "high": round(point.value + Z_90 * (point.standard_error or 0), 3),
        }
        for name, points in series
        for point in points
    ]
    spec: dict[str, Any] = {
        "data": {"values": values},
        "facet": {"field": "name", "type": "nominal", "title": None, "sort": [name for name, _points in series]},
        "columns": 3,
        "spec": {
            "width": 130,
            "height": 90,
            "layer": [
                {"mark": {"type": "errorband"}, "encoding": {"y": {"field": "low", "type": "quantitative", "title": None, "scale": {"domain": [-2.5, 2.5]}}, "y2": {"field": "high"}}},
                {"mark": {"type": "line"}, "encoding": {"y": {"field": "value", "type": "quantitative", "title": None}}},
            ],
            "encoding": {"x": {"field": "year", "type": "quantitative", "title": None, "axis": {"format": "d", "tickCount": 3, "grid": False}, "scale": {"zero": False}}},
        },
    }  # fmt: skip
    return Picture(
        alt=_("Six small lines with bands: the governance indicators of %(country)s over the last ten years.")
        % {"country": draft.country(draft.facts.risk.country)},
        spec=spec,
        caption=_("Governance indicators over ten years, with 90 %% bands").replace("%%", "%"),
        beside=table,
        key="risk.trend.picture",
    )


def _colours(*names: str) -> list[str]:
    return [charts.PALETTE[name] for name in names]
