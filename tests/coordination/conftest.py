"""Coordination's part of the small named world: the plan of 2026 with one measure, and tasks to make.

`plan` and `measure` stand in the world; `make_task` writes tasks down and, where wanted, assigns them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.network.conftest import home, make_tie
from tests.world import NOW, World, actor_for
from youcheng.accounts.models import Organisation
from youcheng.coordination import actions
from youcheng.coordination.models import Measure, Plan, Task
from youcheng.foundation.actors import Actor

__all__ = ["home", "make_tie"]  # fixtures of the register's tests, used here too

SYSTEM = Actor.system("tests")
DUE = date(2026, 6, 30)
MakeTask = Callable[..., Task]


@pytest.fixture
def plan(world: World) -> Plan:
    return actions.create_plan(actor=SYSTEM, now=NOW, year=2026)


@pytest.fixture
def measure(plan: Plan) -> Measure:
    return actions.add_measure(actor=SYSTEM, now=NOW, plan=plan, title="打造信息交流和服务平台")


@pytest.fixture
def make_task(world: World, plan: Plan, measure: Measure) -> MakeTask:
    """`make_task("Open a shop", lead=world.commerce)`: assigned to that unit; without a lead it stays a draft."""

    def make(
        title: str = "Open a window in Chiang Mai", lead: Organisation | None = None, **values: Any
    ) -> Task:
        values.setdefault("due_on", DUE)
        values.setdefault("measure_id", measure.pk)
        officer = actor_for(world.officer)
        task = actions.write_task(
            actor=officer, now=NOW, plan=plan, title=title, lead_id=lead.pk if lead else None, **values
        )
        if lead is not None:
            actions.assign(actor=officer, now=NOW, task=task)
            task.refresh_from_db()
        return task

    return make
