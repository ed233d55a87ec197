"""The stored columns of each shape, with their units, and the key that may appear only once.

Loaders build these tables, the store writes them, queries read them. How a publisher lays out a file must not live here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from youcheng.evidence.enums import Shape


@dataclass(frozen=True)
class Layout:
    """The columns of one shape and the columns that together name a row."""

    schema: pa.Schema
    key: tuple[str, ...]


def _layout(key: str, **columns: pa.DataType) -> Layout:
    return Layout(pa.schema(list(columns.items())), tuple(key.split()))


_TEXT, _YEAR, _NUMBER, _SMALL = pa.string(), pa.int16(), pa.float64(), pa.int16()

LAYOUTS: Mapping[Shape, Layout] = {
    # Estimates in standard normal units (about −2.5 to 2.5, higher is better); ranks are percentiles 0–100.
    Shape.GOVERNANCE: _layout(
        "iso3 year indicator",
        iso3=_TEXT, year=_YEAR, indicator=_TEXT, estimate=_NUMBER, stderr=_NUMBER, sources=_SMALL,
        rank=_NUMBER, rank_low=_NUMBER, rank_high=_NUMBER,
    ),
    # One figure of one indicator; the unit is the indicator's (data/indicators.csv).
    Shape.INDICATORS: _layout("iso3 year indicator", iso3=_TEXT, year=_YEAR, indicator=_TEXT, value=_NUMBER),
    # Scores 1 (low) to 5 (high); low and high are the published 80 % bounds where there are any.
    Shape.LOGISTICS: _layout(
        "iso3 year indicator",
        iso3=_TEXT, year=_YEAR, indicator=_TEXT, score=_NUMBER, low=_NUMBER, high=_NUMBER, rank=_SMALL,
    ),
    # Values in the currency of the file (the starter and BACI: US dollars). Null is missing, never zero.
    Shape.GOODS: _layout(
        "iso3 year product", iso3=_TEXT, year=_YEAR, product=_TEXT, exports=_NUMBER, imports=_NUMBER
    ),
    Shape.INDUSTRIES: _layout(
        "iso3 year industry",
        iso3=_TEXT, year=_YEAR, industry=_TEXT, exports=_NUMBER, imports=_NUMBER, output=_NUMBER,
    ),
    # What a supplier sold a buyer of one good or industry; both economies alpha-3.
    Shape.FLOWS: _layout(
        "year code supplier buyer", year=_YEAR, code=_TEXT, supplier=_TEXT, buyer=_TEXT, value=_NUMBER
    ),
    # Two places tied as sister cities; degrees, WGS 84. The year is the one the source prints, if any.
    Shape.PAIRS: _layout(
        "city_a iso3_a lat_a lon_a city_b iso3_b lat_b lon_b year",
        city_a=_TEXT, iso3_a=_TEXT, lat_a=_NUMBER, lon_a=_NUMBER,
        city_b=_TEXT, iso3_b=_TEXT, lat_b=_NUMBER, lon_b=_NUMBER, year=_YEAR,
    ),
    # Membership of a country group, from the first day to the last (null: still a member).
    Shape.MEMBERSHIPS: _layout(
        "group iso3 valid_from",
        group=_TEXT, iso3=_TEXT, valid_from=pa.date32(), valid_to=pa.date32(), source=_TEXT,
    ),
}  # fmt: skip
