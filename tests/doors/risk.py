"""Doors of risk: the heat map, its sheet and its cells are the office's own judgement; nobody outside sees them.

The thing behind them is Chiang Mai in the row of Thailand; no figures are loaded, so the row says that too little is known.
"""

from __future__ import annotations

from tests.doors.door import Door, Kind
from tests.doors.strategy import SECRET, _listed
from tests.world import World


def _cell(world: World) -> tuple[str, str]:
    _listed(world)
    return "THA", "political"


def _country(world: World) -> tuple[str]:
    return (_cell(world)[0],)


DOORS = {
    "strategy:risk": [
        Door(Kind.LIST, args=_listed),
        Door(Kind.SEARCH, args=_listed, query="?text=chiang"),
    ],
    "strategy:risk_export": [
        Door(Kind.EXPORT, args=_listed, query="?format=csv", secret=SECRET),
        Door(Kind.EXPORT, args=_listed, query="?format=xlsx", secret=SECRET),
    ],
    "strategy:risk_country": Door(Kind.DETAIL, args=_country, secret=SECRET),
    "strategy:risk_cell": Door(Kind.DETAIL, args=_cell, secret=SECRET),
}
