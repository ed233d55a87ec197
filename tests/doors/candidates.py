"""Doors of the candidates: whom the office thinks of approaching is its own affair; nobody outside sees it.

The thing behind them is Chiang Mai, already tied: it stands in the list of cities on the register, and in its own page.
"""

from __future__ import annotations

from tests.doors.door import Door, Kind
from tests.doors.strategy import SECRET, dossier
from tests.world import World


def _listed(world: World) -> tuple[()]:
    dossier(world)
    return ()


def _one(world: World) -> str:
    return dossier(world)[0]


DOORS = {
    "strategy:candidates": [
        Door(Kind.LIST, args=_listed, query="?show=tied", secret=SECRET),
        Door(Kind.SEARCH, args=_listed, query="?show=tied&q=chiang", secret=SECRET),
        Door(Kind.EXPORT, args=_listed, query="?show=tied&format=csv", secret=SECRET),
        Door(Kind.EXPORT, args=_listed, query="?show=tied&format=xlsx", secret=SECRET),
    ],
    "strategy:candidates_method": Door(Kind.PAGE, args=_listed),
    "strategy:candidate": Door(Kind.DETAIL, args=_one, secret=SECRET),
    "strategy:candidates_compare": [
        Door(Kind.DETAIL, args=_listed, query="?city=chiang-mai", secret=SECRET),
        Door(Kind.EXPORT, args=_listed, query="?city=chiang-mai&format=csv", secret=SECRET),
        Door(Kind.DOWNLOAD, args=_listed, query="?city=chiang-mai&format=docx", secret=SECRET),
    ],
}
