"""Doors of the evidence. Figures are published facts: whoever is signed in may read them, only stewards choose among them."""

from __future__ import annotations

from tests.doors.door import HIDDEN, OPEN, REFUSED, Door, Kind
from tests.world import NOW, World
from youcheng.evidence import actions
from youcheng.foundation.actors import Actor


def _dataset(_world: World) -> str:
    actions.load_starter(actor=Actor.system("test"), now=NOW)
    return "lpi"


def _absent(_world: World) -> str:
    return "absent"


DOORS = {
    "evidence:datasets": Door(Kind.PAGE, stranger=OPEN, administrator=OPEN),
    "evidence:datasets_export": Door(Kind.PAGE, stranger=OPEN, administrator=OPEN),
    "evidence:dataset": [
        Door(Kind.PAGE, args=_dataset, stranger=OPEN, administrator=OPEN),
        Door(Kind.PAGE, args=_absent, office=HIDDEN),
    ],
    "evidence:rows": Door(Kind.PAGE, args=_dataset, stranger=OPEN, administrator=OPEN),
    "evidence:rows_export": Door(Kind.PAGE, args=_dataset, stranger=OPEN, administrator=OPEN),
    "evidence:make_default": [
        Door(Kind.CHANGE, args=_dataset, data=lambda _world: {}, stranger=REFUSED, administrator=REFUSED, office=REFUSED),
        Door(
            Kind.CHANGE, args=_dataset, data=lambda _world: {}, stranger=REFUSED, administrator=REFUSED,
            officer="director",
        ),
    ],
}  # fmt: skip
