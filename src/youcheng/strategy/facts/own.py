"""The office's own indicators as risk figures: a table like a data set's, from the rows the office keeps.

Called by `sources` where a framework reads the shape "own". A country the office has no figure for is not in the table:
it is missing, never filled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection

from youcheng.evidence.queries import Provenance
from youcheng.strategy.facts.risk import Point, Source
from youcheng.strategy.models import OwnFigure

NAME = "own"


def own_source(codes: Collection[str]) -> Source:
    """The figures of some own indicators, each country's oldest first. One query."""
    rows = list(
        OwnFigure.objects.filter(indicator__code__in=codes)
        .order_by("iso3", "indicator__code", "year")
        .values_list("iso3", "indicator__code", "year", "value", "standard_error")
    )
    table: dict[str, dict[str, list[Point]]] = {}
    for iso3, code, year, value, error in rows:
        table.setdefault(iso3, {}).setdefault(code, []).append(Point(year, value, error))
    sha = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    # No file: the rows are the office's own and are shown on the indicator's page.
    return Source(table, Provenance(NAME, sha[:8], sha, "", len(rows)))
