"""Doors of the batches: the office's own sorting of its ties, seen by nobody outside the office."""

from __future__ import annotations

from tests.doors.door import REFUSED, Door, Kind
from tests.doors.strategy import SECRET, SYSTEM, register
from tests.world import NOW, World
from youcheng.strategy.actions import batches as actions
from youcheng.strategy.models import BatchClass

YEAR = 2026


def sorted_ties(world: World) -> tuple[str, int]:
    """Kunming with one tie, sorted for the year."""
    slug = register(world)
    if not BatchClass.objects.exists():
        actions.sort_ties(actor=SYSTEM, now=NOW, year=YEAR)
    return slug, YEAR


def _listed(world: World) -> tuple[()]:
    sorted_ties(world)
    return ()


def _decided(world: World) -> tuple[str, int, int]:
    args = sorted_ties(world)
    made = actions.overrule(
        actor=SYSTEM, now=NOW, row=BatchClass.objects.get(), batch="strengthen", reason="We know better."
    )
    return (*args, made.pk)


DOORS = {
    "strategy:batches": [
        Door(Kind.LIST, args=_listed, query="?year=2026", secret=SECRET),
        Door(Kind.SEARCH, args=_listed, query="?text=chiang&year=2026", secret=SECRET),
    ],
    "strategy:batches_export": [
        Door(Kind.EXPORT, args=_listed, query="?format=csv&year=2026", secret=SECRET),
        Door(Kind.EXPORT, args=_listed, query="?format=xlsx&year=2026", secret=SECRET),
    ],
    "strategy:batches_sort": Door(Kind.CHANGE, args=_listed, data=lambda _world: {"year": "2026"}),
    "strategy:batch": [
        Door(Kind.DETAIL, args=sorted_ties, secret=SECRET),
        Door(Kind.CHANGE, args=sorted_ties, data=lambda _world: {"batch": "keep", "reason": "So."}),
        Door(
            Kind.CHANGE,
            args=sorted_ties,
            data=lambda _world: {"batch": "keep", "reason": "So."},
            officer="assistant",
            office=REFUSED,
        ),
    ],
    "strategy:batch_withdraw": Door(Kind.CHANGE, args=_decided, data=lambda _world: {}),
}
