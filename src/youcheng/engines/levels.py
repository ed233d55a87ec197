"""The same flows in coarser classes: headings to chapters, chapters to sections, industries to sections.

A table is folded by a mapping from its codes to classes; the classification itself is data and comes from whoever calls.
Flows are added up, so totals stay and an index changes only by the level at which shares are compared. Nothing finer
than what was loaded can be made.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from youcheng.engines.tables import Floats, TradeTable


def folded(table: TradeTable, classes: Mapping[str, str]) -> TradeTable:
    """Return the table added up by class, classes in the order in which their first code stands.

    A code without a class keeps its own name: nothing is dropped, and totals by country are the same.
    """
    names = [classes.get(code, code) for code in table.goods]
    order = list(dict.fromkeys(names))
    places = {name: place for place, name in enumerate(order)}
    into = np.array([places[name] for name in names], dtype=np.intp)
    return replace(
        table,
        goods=tuple(order),
        exports=_added(table.exports, into, len(order)),
        imports=None if table.imports is None else _added(table.imports, into, len(order)),
    )


def folded_flows(flows: Mapping[str, float], classes: Mapping[str, str]) -> dict[str, float]:
    """Return flows by code added up by class, as `folded` does for a table."""
    found: dict[str, float] = {}
    for code, value in flows.items():
        name = classes.get(code, code)
        found[name] = found.get(name, 0.0) + value
    return found


def _added(flows: Floats, into: np.ndarray[tuple[int], np.dtype[np.intp]], size: int) -> Floats:
    total = np.zeros((flows.shape[0], size))
    np.add.at(total.T, into, flows.T)
    return total
