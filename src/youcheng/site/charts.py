"""The charts of the statistics page: stacked bars in the platform's palette, with the numbers of the table beside them.

Called by `views`. What is counted belongs to `site.queries`; how a chart looks in general to foundation.documents.charts.
"""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString

from youcheng.foundation.documents import charts
from youcheng.site.queries.statistics import Table

COLOURS = ("jade", "lake", "osmanthus", "ink-soft")
"""The colours in which the register's badges show sister cities, exchange cities and letters of intent, then the uncertain."""
WIDTH = 260


def bars(table: Table) -> SafeString:
    """The table as horizontal bars, one a line, stacked by column; empty where there is nothing to draw."""
    if not table.rows:
        return SafeString("")
    return charts.on_page(specification(table))


def specification(table: Table) -> dict[str, Any]:
    """The chart as Vega-Lite: a dictionary, because the library that writes such ones weighs 25 MB in every worker."""
    titles = [title for _key, title in table.columns]
    values = [
        {"label": row.label, "column": title, "number": row.numbers[key], "order": place}
        for row in table.rows
        for place, (key, title) in enumerate(table.columns)
        if row.numbers[key]
    ]
    colours = [charts.PALETTE[name] for name in COLOURS[: len(titles)]]
    longest = max(
        sum(row.numbers.values()) if table.has_totals else max(row.numbers.values()) for row in table.rows
    )
    encoding: dict[str, Any] = {
        "y": {"field": "label", "type": "nominal", "sort": [row.label for row in table.rows], "title": None},
        "x": {
            "field": "number",
            "type": "quantitative",
            "title": None,
            "axis": {"values": whole_ticks(longest), "format": "d"},
        },
        "color": {
            "field": "column",
            "type": "nominal",
            "title": None,
            "scale": {"domain": titles, "range": colours},
            "legend": {"columns": 2, "columnPadding": 24},
        },
        "order": {"field": "order", "type": "ordinal"},
    }
    if not table.has_totals:
        encoding["yOffset"] = {"field": "column", "type": "nominal", "sort": titles}
    return {
        "data": {"values": values},
        "width": WIDTH,
        "height": {"step": 24},
        "mark": {"type": "bar", "size": 14 if table.has_totals else 7},
        "encoding": encoding,
    }


def whole_ticks(longest: int) -> list[int]:
    """At most six whole numbers from 0 that reach the longest bar: nobody has half a sister city."""
    step = next(s * 10**power for power in range(12) for s in (1, 2, 5) if s * 10**power * 5 >= longest)
    return list(range(0, longest + step, step))
