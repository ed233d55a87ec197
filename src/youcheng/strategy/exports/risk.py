"""The heat map of risk as a sheet: for each dimension the median with its interval and rank band, and what is missing.

Called by the views. What is not scored is an empty cell with its missing indicators beside it, never a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from youcheng.engines.framework import OVERALL
from youcheng.foundation.exporting import Field
from youcheng.network.enums import Zone
from youcheng.strategy.drafting.names import dimension_name, indicator_label
from youcheng.strategy.facts.risk import RiskBook
from youcheng.strategy.queries.risk import Cell, Row


def columns(book: RiskBook, dimensions: Sequence[str]) -> list[Field]:
    """The columns, in the reader's language."""
    found = [
        Field("iso3", _("code")),
        Field("country", _("country (region)")),
        Field("zone", _("zone")),
        Field("partners", _("partners")),
    ]
    for code in dimensions:
        name = dimension_name(code, book.framework.engine)
        parts = {
            "median": _("median"),
            "p05": _("5 %% bound").replace("%%", "%"),
            "p95": _("95 %% bound").replace("%%", "%"),
            "rank_low": _("rank from"),
            "rank_high": _("rank to"),
            "ranked": _("ranked in all"),
            "alike": _("cannot be told apart from"),
            "missing": _("missing"),
        }
        found += [Field(f"{code}.{key}", f"{name}: {title}") for key, title in parts.items()]
    return [*found, Field("red_lines", _("red lines")), Field("framework", _("framework"))]


def rows(book: RiskBook, shown: Iterable[Row], dimensions: Sequence[str]) -> Iterable[Mapping[str, Any]]:
    """The rows of the sheet."""
    engine = book.framework.engine
    for row in shown:
        plain: dict[str, Any] = {
            "iso3": row.iso3,
            "country": row.name,
            "zone": Zone(row.zone).label if row.zone else "",
            "partners": [str(each) for each in row.partners],
            "red_lines": [f"{line.source} ({line.since})" for line in row.red_lines],
            "framework": f"{engine.code} {engine.version}",
        }
        for code in dimensions:
            plain |= {f"{code}.{key}": value for key, value in _cell(book, row.cells[code]).items()}
        yield plain


def _cell(book: RiskBook, cell: Cell) -> dict[str, Any]:
    engine, found = book.framework.engine, cell.interval
    name = dimension_name if cell.dimension == OVERALL else indicator_label
    missing = {"missing": [name(code, engine) for code in cell.missing]}
    if found is None:
        return missing
    return missing | {
        "median": round(found.median, 2),
        "p05": round(found.p05, 2),
        "p95": round(found.p95, 2),
        "rank_low": found.rank_low,
        "rank_high": found.rank_high,
        "ranked": cell.ranked,
        "alike": list(cell.alike),
    }
