"""Doors of the year's plan: the office's own, but for the measures a unit works on, which that unit sees.

The thing behind them is the measure of the task that `tests.doors.coordination` makes.
"""

from __future__ import annotations

from typing import Any

from tests.doors.coordination import SYSTEM, _listed, _plan, _row
from tests.doors.door import HIDDEN, OPEN, REFUSED, Door, Kind
from tests.world import NOW, World, actor_for
from youcheng.coordination import actions
from youcheng.network.actions import make_calendar_link


def _goal(world: World) -> tuple[int, int]:
    plan = _plan(world)
    goal = plan.goals.first() or actions.add_goal(actor=SYSTEM, now=NOW, plan=plan, name={"en": "Network"})
    return plan.year, goal.pk


def _measure(world: World) -> tuple[int, int]:
    task = _row(world)
    assert task.measure is not None
    return task.plan.year, task.measure.number


def _year(world: World) -> int:
    _row(world)
    return 2026


def _feed(world: World, query: str = "") -> str:
    _row(world)
    return make_calendar_link(actor=actor_for(world.officer), now=NOW, feed="tasks", query=query)[1]


def _other_feed(world: World) -> str:
    """A secret of the anniversaries opens no deadlines."""
    _row(world)
    return make_calendar_link(actor=actor_for(world.officer), now=NOW)[1]


def _link(world: World) -> int:
    return make_calendar_link(actor=actor_for(world.officer), now=NOW, feed="tasks")[0].pk


CLOSED: dict[str, Any] = dict.fromkeys(("anonymous", "stranger", "administrator", "office"), HIDDEN)
DOORS = {
    "coordination:calendar_links": [
        Door(Kind.PAGE, stranger=OPEN),
        Door(Kind.CHANGE, data=lambda _w: {}, stranger=OPEN),
    ],
    "coordination:calendar_revoke": Door(Kind.CHANGE, args=_link, data=lambda _w: {}),
    "coordination:calendar_feed": [
        Door(Kind.CALENDAR, args=_other_feed, **CLOSED),
        # The secret in the address is the key: whoever was given the officer's address reads the officer's calendar.
        Door(Kind.PAGE, args=_feed, anonymous=OPEN, stranger=OPEN, administrator=OPEN),
    ],
    "coordination:this_year": Door(Kind.DETAIL, args=_listed, secret="Platform"),
    "coordination:plans": Door(Kind.LIST, args=_listed, secret="2026"),
    "coordination:plan": [
        Door(Kind.DETAIL, args=_year, secret="Platform"),
        Door(Kind.EXPORT, args=_year, query="?format=xlsx", secret="Platform"),
    ],
    "coordination:plan_add": [
        Door(Kind.PAGE),
        Door(Kind.CHANGE, data=lambda _w: {"year": 2027}, officer="assistant", office=HIDDEN),
    ],
    "coordination:plan_in_force": [
        Door(Kind.DETAIL, args=_year),
        Door(Kind.CHANGE, args=_year, data=lambda _w: {}, officer="assistant", office=REFUSED),
    ],
    "coordination:plan_close": [
        Door(Kind.DETAIL, args=_year),
        Door(Kind.CHANGE, args=_year, data=lambda _w: {}, officer="assistant", office=REFUSED),
    ],
    "coordination:goal_add": [
        Door(Kind.DETAIL, args=_year),
        Door(Kind.DETAIL, args=_year, officer="assistant", office=REFUSED),
    ],
    "coordination:goal_edit": [
        Door(Kind.DETAIL, args=_goal, secret="Network"),
        Door(Kind.DETAIL, args=_goal, officer="assistant", office=REFUSED),
    ],
    "coordination:goal_remove": [
        Door(Kind.DETAIL, args=_goal),
        Door(Kind.CHANGE, args=_goal, data=lambda _w: {}, officer="assistant", office=REFUSED),
    ],
    "coordination:measure_add": [
        Door(Kind.DETAIL, args=_year),
        Door(Kind.DETAIL, args=_year, officer="assistant", office=REFUSED),
    ],
    "coordination:measure": [
        Door(Kind.DETAIL, args=_measure, secret="Platform"),
        # The lead unit sees the measure it works on.
        Door(Kind.DETAIL, args=_measure, secret="Platform", officer="clerk"),
    ],
    "coordination:measure_edit": [
        Door(Kind.DETAIL, args=_measure, secret="Platform"),
        Door(Kind.DETAIL, args=_measure, officer="assistant", office=REFUSED),
        Door(Kind.DETAIL, args=_measure, officer="clerk", office=HIDDEN),
    ],
    "coordination:measure_remove": [
        Door(Kind.DETAIL, args=_measure),
        Door(Kind.CHANGE, args=_measure, data=lambda _w: {}, officer="assistant", office=REFUSED),
    ],
    # Whoever may hand a task on may name any unit, and the stranger is a steward.
    "coordination:unit_options": Door(Kind.PAGE, query="?of=lead&lead_more=Commerce", stranger=OPEN),
    "coordination:tie_options": Door(Kind.CHOOSER, query="?of=relationship&relationship_more=Chiang"),
    "coordination:task_options": Door(
        Kind.CHOOSER, args=_listed, query="?of=waits_for&waits_for_more=Window", secret="Window-in-Chiang-Mai"
    ),
    "coordination:city_options": Door(
        Kind.PAGE,
        query="?of=cities&cities_more=Chiang",
        stranger=OPEN,  # cities are public facts
    ),
}
