"""The chart of a statistic: valid Vega-Lite, and as many bars as there are numbers."""

from __future__ import annotations

import altair
import pytest

from youcheng.site import charts
from youcheng.site.queries.statistics import Row, Table

COLUMNS = (("sister", "Sister cities"), ("exchange", "Exchange partners"))
ROWS = (Row("中国 <b>", {"sister": 3, "exchange": 0}), Row("France", {"sister": 2, "exchange": 12}))


def table(*rows: Row, has_totals: bool = True) -> Table:
    return Table("country", "By country", "Country", COLUMNS, rows, has_totals)


@pytest.mark.parametrize("has_totals", [True, False])
def test_the_specification_is_valid_and_is_drawn(has_totals: bool) -> None:
    specification = charts.specification(table(*ROWS, has_totals=has_totals))
    altair.Chart.from_dict(specification)
    assert len(specification["data"]["values"]) == 3, "a zero has no bar"
    drawing = str(charts.bars(table(*ROWS, has_totals=has_totals)))
    assert "France" in drawing
    assert "<b>" not in drawing


def test_nothing_to_count_is_no_chart() -> None:
    assert charts.bars(table()) == ""


@pytest.mark.parametrize("longest", [1, 4, 9, 30, 101, 3000])
def test_ticks_are_few_whole_numbers_that_reach_the_longest_bar(longest: int) -> None:
    ticks = charts.whole_ticks(longest)
    assert ticks[0] == 0
    assert ticks[-1] >= longest
    assert len(ticks) <= 7
