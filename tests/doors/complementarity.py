"""Doors of complementarity: the office's own reading of figures. Nobody outside the office opens one.

The thing behind them is a tie with Chiang Mai, whose country stands in the list, and no evidence at all.
"""

from __future__ import annotations

from tests.doors.door import Door, Kind
from tests.doors.strategy import dossier
from tests.world import NOW, World
from youcheng.evidence.actions import load_starter
from youcheng.foundation.actors import Actor
from youcheng.network.models import City
from youcheng.strategy import actions

SYSTEM = Actor.system("tests")
SOURCE = "a bulletin nobody else has"


def _nothing(world: World) -> tuple[()]:
    dossier(world)
    return ()


def _partner(world: World) -> tuple[str]:
    dossier(world)
    return ("THA",)


def _number(world: World) -> tuple[str, str]:
    """A number of the figures that ship."""
    load_starter(actor=SYSTEM, now=NOW)
    return (*_partner(world), "tci_to")


def _profile(world: World) -> tuple[str]:
    """An industry table of the home city."""
    dossier(world)
    actions.save_industry(
        actor=SYSTEM, now=NOW, city=City.objects.get(slug="kunming"), year=2022, scheme="gbt", industry="C13",
        value=1, unit="", source=SOURCE, is_estimate=True,
    )  # fmt: skip
    return ("kunming",)


def _profiles(world: World) -> tuple[()]:
    _profile(world)
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
    "strategy:profiles": Door(Kind.LIST, args=_profiles, secret=SOURCE),
    "strategy:profiles_export": Door(Kind.EXPORT, args=_profiles, query="?format=csv", secret=SOURCE),
    "strategy:profile": Door(Kind.DETAIL, args=_profile, secret=SOURCE),
    "strategy:pair": Door(Kind.DETAIL, args=_partner),
    "strategy:pair_export": Door(Kind.EXPORT, args=_partner, query="?format=csv"),
    "strategy:pair_figure": Door(Kind.DETAIL, args=_number),
}
