"""Doors of complementarity: the office's own reading of figures. Nobody outside the office opens one.

The thing behind them is a tie with Chiang Mai, whose country stands in the list, and no evidence at all.
"""

from __future__ import annotations

from tests.doors.door import Door, Kind
from tests.doors.strategy import dossier
from tests.world import NOW, World
from youcheng.evidence.actions import load_starter
from youcheng.foundation.actors import Actor


def _nothing(world: World) -> tuple[()]:
    dossier(world)
    return ()


def _partner(world: World) -> tuple[str]:
    dossier(world)
    return ("THA",)


def _number(world: World) -> tuple[str, str]:
    """A number of the figures that ship."""
    load_starter(actor=Actor.system("tests"), now=NOW)
    return (*_partner(world), "tci_to")


DOORS = {
    "strategy:complementarity": [
        Door(Kind.LIST, args=_nothing),
        Door(Kind.SEARCH, args=_nothing, query="?text=thai&who=all"),
    ],
    "strategy:complementarity_export": [
        Door(Kind.EXPORT, args=_nothing, query="?format=csv"),
        Door(Kind.EXPORT, args=_nothing, query="?format=xlsx"),
    ],
    "strategy:pair": Door(Kind.DETAIL, args=_partner),
    "strategy:pair_export": Door(Kind.EXPORT, args=_partner, query="?format=csv"),
    "strategy:pair_figure": Door(Kind.DETAIL, args=_number),
}
