"""Writing tasks down: why, until when, and what they wait for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.coordination.conftest import MakeTask
from tests.world import NOW, World, actor_for
from youcheng.coordination import actions
from youcheng.coordination.actions.tasks import circle_from
from youcheng.coordination.errors import Circle, ImpossibleDates, Incomplete
from youcheng.coordination.models import Plan, Task
from youcheng.foundation.policies import NotAllowed


def test_a_task_says_why(world: World, plan: Plan) -> None:
    with pytest.raises(Incomplete, match="为什么|缘由|依据"):
        actions.write_task(actor=actor_for(world.officer), now=NOW, plan=plan, title="Something")


def test_numbers_run_within_the_plan(make_task: MakeTask) -> None:
    assert [make_task("a").code, make_task("b").code] == ["2026-001", "2026-002"]


def test_a_deadline_before_the_start_is_refused(make_task: MakeTask) -> None:
    with pytest.raises(ImpossibleDates):
        make_task(starts_on=date(2026, 5, 1), due_on=date(2026, 4, 1))


def test_a_circle_is_refused_and_named(world: World, make_task: MakeTask) -> None:
    a, b, c = make_task("Alpha"), make_task("Beta"), make_task("Gamma")
    officer = actor_for(world.officer)
    actions.edit_task(actor=officer, now=NOW, task=a, version=None, waits_for=[b])
    actions.edit_task(actor=officer, now=NOW, task=b, version=None, waits_for=[c])
    with pytest.raises(Circle, match="Gamma.*Alpha.*Beta.*Gamma"):
        actions.edit_task(actor=officer, now=NOW, task=c, version=None, waits_for=[a])
    assert list(c.waits_for.all()) == []


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.integers(0, 8), st.sets(st.integers(0, 8), max_size=4), max_size=9))
def test_a_circle_found_is_one_and_none_is_missed(links: dict[int, set[int]]) -> None:
    found = circle_from(0, links)
    reached, waiting = set(), [0]
    while waiting:
        for there in links.get(waiting.pop(), ()):
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    assert bool(found) == (0 in reached)
    if found:
        assert found[0] == found[-1] == 0
        assert all(there in links[here] for here, there in zip(found, found[1:], strict=False))


def test_only_the_office_writes_tasks(world: World, plan: Plan, make_task: MakeTask) -> None:
    with pytest.raises(NotAllowed):
        actions.write_task(actor=actor_for(world.head), now=NOW, plan=plan, title="Ours")
    task = make_task(lead=world.commerce)
    with pytest.raises(NotAllowed):
        actions.edit_task(actor=actor_for(world.head), now=NOW, task=task, version=None, title="Ours")


def test_a_change_is_in_the_history(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    assert actions.edit_task(
        actor=actor_for(world.officer), now=NOW, task=task, version=None, title="New words"
    )
    assert Task.objects.get(pk=task.pk).title == "New words"
    assert task.moves.filter(kind="edited", after={"changed": ["title"]}).exists()
    assert not actions.edit_task(
        actor=actor_for(world.officer), now=NOW, task=task, version=None, title="New words"
    )
