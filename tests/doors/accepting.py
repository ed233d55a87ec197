"""Doors of putting a portfolio into the plan: the office's coordinators do it, the office sees it, nobody else."""

from __future__ import annotations

from typing import Any

from tests.doors.coordination import _plan
from tests.doors.door import REFUSED, Door, Kind
from tests.doors.portfolios import solved
from tests.doors.strategy import SECRET
from tests.world import World


def _solved(world: World) -> tuple[int, int]:
    return _plan(world).year, solved(world)


def _data(_world: World) -> dict[str, Any]:
    return {"lead": "", "due_on": "2026-11-30"}


DOORS = {
    "coordination:portfolio_accept": [
        Door(Kind.DETAIL, args=_solved, secret=SECRET),
        Door(Kind.CHANGE, args=_solved, data=_data),
        Door(Kind.DETAIL, args=_solved, officer="assistant", office=REFUSED),
    ]
}
