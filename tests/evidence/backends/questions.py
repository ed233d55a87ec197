"""Every question that can be put to the evidence, for asking the same of several backends.

Used by the tests beside it. `QUESTIONS` maps a name to the asking; `test_coverage` holds that no public read is left out.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.cache import caches

from tests.evidence.files import csv_file
from tests.world import NOW
from youcheng.evidence import actions, queries
from youcheng.evidence.enums import Kind, Shape
from youcheng.evidence.loaders import Options
from youcheng.foundation.actors import Actor

GROWTH = "NY.GDP.MKTP.KD.ZG"
SYSTEM = Actor.system("test")

SMALL = {
    "small-trade": (
        Kind.TRADE,
        "reporter,product,exports,imports\nTHA,0101,5,1\nTHA,0201,2,3\nTHA,,7,\nLAO,0101,4,0\nLAO,0202,,2.5\n",
        Options(),
    ),
    "small-pairs": (
        Kind.TWINS,
        "city1,iso2_1,lat1,lng1,city2,iso2_2,lat2,lng2\n昆明,CN,25.04,102.7,Chiang Mai,TH,18.79,98.98\n"
        "Luang Prabang,LA,19.89,102.13,Ávila,ES,40.66,-4.7\n",
        Options(),
    ),
    "small-groups": (
        Kind.GROUPS,
        "group,iso3,valid_from,valid_to\nASEAN,THA,1967-08-08,\nSEATO,THA,1954-09-08,1977-06-30\n",
        Options(),
    ),
}
"""Tables with what the starter set has not: no year, no code, no imports, dates, letters of other scripts."""

QUESTIONS: Mapping[str, Callable[[], Any]] = {
    "trade_matrix": lambda: queries.trade_matrix("baci-hs2-2024"),
    "trade_matrix, undated": lambda: queries.trade_matrix("small-trade"),
    "trade_matrix, coarser": lambda: queries.trade_matrix("small-trade", level=2),
    "trade_matrix, finer than stored": lambda: _refusal(lambda: queries.trade_matrix("small-trade", level=6)),
    "industry_matrix": queries.industry_matrix,
    "bilateral_flows": lambda: queries.bilateral_flows("CHN", "THA"),
    "bilateral_flows, missing": lambda: queries.bilateral_flows("CHN", "NPL"),
    "bilateral_totals": queries.bilateral_totals,
    "governance": lambda: queries.governance("THA"),
    "governance, missing": lambda: queries.governance("GIB"),
    "indicator_series": lambda: queries.indicator_series("LAO", GROWTH),
    "indicator_series, missing": lambda: queries.indicator_series("CHN", "IC.BUS.EASE.DFRN.XQ.DB1719"),
    "logistics": lambda: queries.logistics("SGP"),
    "of_everyone": lambda: queries.of_everyone(Shape.INDICATORS, [GROWTH], value="value"),
    "of_everyone, with errors": lambda: queries.of_everyone(
        Shape.GOVERNANCE, ["pv", "va"], value="estimate", error="stderr"
    ),
    "flows_around": lambda: queries.flows_around("THA", "icio-2022-flows", 2022),
    "levels_held": lambda: queries.levels_held(queries.named("icio-2022")),
    "pairs": lambda: queries.pairs("small-pairs"),
    "series_codes": lambda: queries.series_codes(Shape.INDICATORS),
    "series_in": lambda: queries.series_in(queries.named("wgi-2024")),
    "pairs_by_country": lambda: queries.pairs_by_country("CHN", "small-pairs"),
    "coverage": lambda: queries.coverage(queries.named("wgi-2024")),
    "coverage of pairs": lambda: queries.coverage(queries.named("icio-2022-flows")),
    "rows": lambda: queries.rows(queries.trade_matrix("baci-hs2-2024").of("LAO"), limit=30),
    "page": lambda: queries.page(_file("icio-2022-flows"), {"economy": "THA"}, limit=20, offset=40),
    "page, a year": lambda: queries.page(_file("wgi-2024"), {"year": 2020, "iso3": ["THA", "LAO"]}),
    "page, other scripts": lambda: queries.page(_file("small-pairs"), {"city_a": "昆明"}),
    "page, dates": lambda: queries.page(_file("small-groups"), {}),
}

ASK_NO_FIGURES = {
    "address", "classes", "datasets_visible_to", "default", "find", "flows_belonging_to", "folder", "goods_name",
    "indicator_name", "indicator_unit", "industry_name", "levels_of", "named", "scheme_of", "section_of", "verify",
}  # fmt: skip
"""What `queries` offers besides reads of figures: the catalogue, the names, the files themselves."""


def load_all(home: Path) -> None:
    """Load the starter set and the small tables into the data home of a test."""
    actions.load_starter(actor=SYSTEM, now=NOW)
    for name, (kind, text, options) in SMALL.items():
        request = actions.Request(kind, csv_file(home, text, f"{name}.csv"), name, options)
        actions.load(actor=SYSTEM, now=NOW, request=request)


def forget() -> None:
    """Empty every memory of answers, so that the next question reaches the backend."""
    caches["made"].clear()
    for name in [one.name for one in pkgutil.iter_modules(queries.__path__, f"{queries.__name__}.")]:
        for kept in vars(importlib.import_module(name)).values():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


def assert_same(answer: Any, other: Any, where: str = "answer") -> None:
    """Compare two answers part by part; numbers to twelve digits, because a sum depends on its order."""
    assert type(answer) is type(other), where
    if isinstance(answer, float | np.ndarray):
        np.testing.assert_allclose(answer, other, rtol=1e-12, err_msg=where)
    elif isinstance(answer, Mapping):
        assert answer.keys() == other.keys(), where
        for key in answer:
            assert_same(answer[key], other[key], f"{where}[{key}]")
    elif isinstance(answer, list | tuple):
        assert len(answer) == len(other), where
        for place, (one, another) in enumerate(zip(answer, other, strict=True)):
            assert_same(one, another, f"{where}[{place}]")
    elif is_dataclass(answer):
        for field in fields(answer):
            assert_same(getattr(answer, field.name), getattr(other, field.name), f"{where}.{field.name}")
    else:
        assert answer == other, where


def _file(name: str) -> str:
    return queries.named(name).file


def _refusal(ask: Callable[[], object]) -> str:
    with pytest.raises(queries.NoData) as refused:
        ask()
    return str(refused.value)
