"""Doors of the world's ties and of the layout. The list is published; what the stranger must not see is the internal tie beside it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.doors.door import OPEN, REFUSED, Door, Kind
from tests.doors.network import SECRET, tie
from tests.world import NOW, World
from youcheng.evidence.models import Dataset
from youcheng.foundation.actors import Actor
from youcheng.network import actions
from youcheng.network.models import Matching, PairEnd, PairLink, WorldPlace

SYSTEM = Actor.system("doors")


def listed(world: World) -> PairEnd:
    """A list of one pair, matched by hand: reading a file is not what is walked here."""
    tie(world)
    Dataset.objects.create(
        name="pairs", kind="twins", shape="pairs", title={"en": "Pairs"}, rows=1, file="pairs.parquet", size=1, sha256="0",
        loaded_at=NOW, is_default=True,
    )  # fmt: skip
    matching = Matching.objects.create(dataset="pairs", sha256="0", made_at=NOW)
    ends = []
    for number, name in ((1, "Alphaville"), (2, "Betatown")):
        place = WorldPlace.objects.create(
            number=number, name={"en": name}, country="TH", latitude=10.0 + number, longitude=100.0
        )
        ends.append(
            PairEnd.objects.create(
                matching=matching,
                name=name,
                country="TH",
                latitude=10.0 + number,
                longitude=100.0,
                links=1,
                place=place,
                how="same_name",
                sureness="certain",
                km=0.0,
            )  # fmt: skip
        )
    PairLink.objects.create(matching=matching, first=ends[0], second=ends[1])
    return ends[0]


def nothing(world: World) -> tuple[()]:
    listed(world)
    return ()


def end(world: World) -> int:
    return listed(world).pk


def target(world: World) -> int:
    tie(world)
    return actions.set_target(
        actor=SYSTEM, now=NOW, zone="main_front", share=Decimal(40), since=dt.date(2026, 1, 1)
    ).pk


def _page(query: str = "") -> Door:
    return Door(Kind.PAGE, args=nothing, query=query, stranger=OPEN)


DOORS = {
    "network:world": _page(),
    "network:world_match": Door(Kind.CHANGE, args=nothing, data=lambda _world: {}),
    "network:world_cities": [_page(), _page("?format=csv")],
    "network:world_around": [_page("?centre=1"), _page("?centre=1&format=csv")],
    "network:world_partners": [
        Door(Kind.LIST, args=nothing, stranger=OPEN, secret=SECRET),
        Door(Kind.EXPORT, args=nothing, query="?format=csv", stranger=OPEN, secret=SECRET),
    ],
    "network:world_suggestions": [_page(), _page("?format=csv")],
    "network:world_places": [_page("?sureness=all"), _page("?sureness=all&format=csv")],
    "network:world_place": Door(Kind.CHANGE, args=end, stranger=REFUSED),
    "network:layout": [
        Door(Kind.REPORT, args=nothing, stranger=OPEN, secret="1 certain sister"),
        Door(Kind.PAGE, args=nothing, query="?format=csv", stranger=OPEN),
    ],
    "network:target_add": Door(Kind.CHANGE, args=lambda world: (tie(world), ())[1]),
    "network:target_edit": Door(Kind.CHANGE, args=target, stranger=REFUSED),
    "network:target_remove": Door(Kind.CHANGE, args=target, stranger=REFUSED),
}
