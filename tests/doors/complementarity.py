"""Doors of complementarity: the office's own reading of figures. Nobody outside the office opens one.

The thing behind them is a tie with Chiang Mai, whose country stands in the list, and no evidence at all.
"""

from __future__ import annotations

from tests.doors.door import Door, Kind
from tests.doors.strategy import dossier
from tests.world import World


def _nothing(world: World) -> tuple[()]:
    dossier(world)
    return ()


DOORS = {
    "strategy:complementarity": [
        Door(Kind.LIST, args=_nothing),
        Door(Kind.SEARCH, args=_nothing, query="?text=thai&who=all"),
    ],
    "strategy:complementarity_export": [
        Door(Kind.EXPORT, args=_nothing, query="?format=csv"),
        Door(Kind.EXPORT, args=_nothing, query="?format=xlsx"),
    ],
}
