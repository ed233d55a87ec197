"""Supervision notices: opened by the office, answered by the unit, closed only with proof, numbered per year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests.coordination.conftest import SYSTEM, MakeTask
from tests.world import NOW, TODAY, World, actor_for
from youcheng.coordination import actions
from youcheng.coordination.actions import supervising
from youcheng.coordination.actions.moves import Evidence
from youcheng.coordination.actions.rules import lay_down_rules
from youcheng.coordination.actions.sweep import sweep
from youcheng.coordination.enums import SupervisionState
from youcheng.coordination.errors import AlreadyThere, ImpossibleDates, Incomplete, NotNow
from youcheng.coordination.models import Notice, Supervision, Task
from youcheng.coordination.queries.supervision import listed, proposed, supervisions_visible_to, timeline_of
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed

LIMIT = TODAY + timedelta(days=7)
Open = Callable[..., Supervision]


@pytest.fixture
def task(world: World, make_task: MakeTask) -> Task:
    return make_task("Open a window in Chiang Mai", lead=world.commerce, due_on=date(2026, 2, 16))


@pytest.fixture
def open_one(world: World) -> Open:
    def make(task: Task, now: datetime = NOW, **values: object) -> Supervision:
        given = {"matter": "The window is not open yet.", "due_on": LIMIT, "contact": "Officer Ou"} | values
        return supervising.open_supervision(actor=actor_for(world.officer), now=now, task=task, **given)  # type: ignore[arg-type]

    return make


def hand_in_and_close(world: World, task: Task) -> None:
    clerk = actor_for(world.clerk)
    actions.accept(actor=clerk, now=NOW, task=task)
    actions.submit(actor=clerk, now=NOW, task=task, proofs=[Evidence("Minutes", text="Opened.")])
    actions.close(actor=actor_for(world.officer), now=NOW, task=task)


def test_from_opening_to_closing_with_proof(world: World, task: Task, open_one: Open) -> None:
    row = open_one(task)
    officer, clerk = actor_for(world.officer), actor_for(world.clerk)
    assert (row.unit, row.state, str(row)) == (world.commerce, SupervisionState.OPEN, "督办〔2026〕1号")
    supervising.answer(actor=clerk, now=NOW, supervision=row, comment="The lease is signed on Friday.")
    supervising.ask_again(actor=officer, now=NOW, supervision=row, comment="Which Friday?")
    supervising.answer(actor=clerk, now=NOW, supervision=row, comment="On 6 March.")
    with pytest.raises(NotNow):
        supervising.close_supervision(actor=officer, now=NOW, supervision=row)
    hand_in_and_close(world, task)
    supervising.close_supervision(actor=officer, now=NOW, supervision=row)
    row.refresh_from_db()
    assert (row.state, row.closed_at, row.reply) == (SupervisionState.CLOSED, NOW, "On 6 March.")
    steps = [step.kind for step in row.steps.all()]
    assert steps == ["opened", "answered", "asked_again", "answered", "closed"]
    said = [line.what for line in timeline_of(clerk, row)]
    assert any("提交" in line for line in said)  # the task's own moves stand between the steps
    with pytest.raises(NotNow):
        supervising.answer(actor=clerk, now=NOW, supervision=row, comment="One more thing")


def test_each_side_is_told_of_what_the_other_did(world: World, task: Task, open_one: Open) -> None:
    def told() -> set[str]:
        rows = Notice.objects.filter(kind="supervised", read_at=None)
        names = set(rows.values_list("person__username", flat=True))
        rows.update(read_at=NOW)
        return names

    row = open_one(task)
    assert told() == {"head", "clerk"}
    supervising.answer(actor=actor_for(world.clerk), now=NOW, supervision=row, comment="Soon")
    assert told() == {"officer", "director"}
    supervising.withdraw(actor=actor_for(world.officer), now=NOW, supervision=row, comment="A mistake")
    assert told() == {"head", "clerk"}


def test_numbers_are_per_year_and_never_used_again(world: World, make_task: MakeTask, open_one: Open) -> None:
    tasks = [make_task(f"Task {number}", lead=world.commerce) for number in range(4)]
    first = open_one(tasks[0])
    supervising.withdraw(actor=actor_for(world.officer), now=NOW, supervision=first, comment="A mistake")
    assert [open_one(tasks[0]).number, open_one(tasks[1]).number] == [2, 3]
    # One o'clock on New Year's Day in Shanghai is still December elsewhere.
    new_year = datetime.fromisoformat("2026-12-31T17:00:00+00:00")
    row = open_one(tasks[2], now=new_year, due_on=date(2027, 1, 8))
    assert (row.year, row.number) == (2027, 1)


def test_one_running_notice_a_task(task: Task, open_one: Open) -> None:
    open_one(task)
    with pytest.raises(AlreadyThere):
        open_one(task)


def test_what_is_not_with_a_unit_cannot_be_supervised(
    world: World, make_task: MakeTask, open_one: Open
) -> None:
    draft = make_task("Draft")
    with pytest.raises(NotNow):
        open_one(draft)
    done = make_task("Done", lead=world.commerce)
    hand_in_and_close(world, done)
    with pytest.raises(NotNow):
        open_one(done)


def test_it_says_what_it_is_about_and_until_when(task: Task, open_one: Open) -> None:
    with pytest.raises(Incomplete):
        open_one(task, matter="  ")
    with pytest.raises(ImpossibleDates):
        open_one(task, due_on=TODAY - timedelta(days=1))


def test_only_the_office_opens_and_only_the_unit_answers(world: World, task: Task, open_one: Open) -> None:
    for person in (world.head, world.assistant, world.stranger):
        with pytest.raises(NotAllowed):
            supervising.open_supervision(
                actor=actor_for(person), now=NOW, task=task, matter="Because", due_on=LIMIT
            )
    row = open_one(task)
    for person in (world.officer, world.stranger):
        with pytest.raises(NotAllowed):
            supervising.answer(actor=actor_for(person), now=NOW, supervision=row, comment="Done")
    assert supervisions_visible_to(actor_for(world.clerk)).count() == 1
    assert supervisions_visible_to(actor_for(world.stranger)).count() == 0


def test_two_people_changing_it_are_kept_apart(world: World, task: Task, open_one: Open) -> None:
    row, officer = open_one(task), actor_for(world.officer)
    later = LIMIT + timedelta(days=3)
    assert supervising.change_supervision(actor=officer, now=NOW, supervision=row, version=1, due_on=later)
    assert not supervising.change_supervision(
        actor=officer, now=NOW, supervision=row, version=2, due_on=later
    )
    with pytest.raises(ChangedMeanwhile):
        supervising.change_supervision(actor=officer, now=NOW, supervision=row, version=1, due_on=LIMIT)
    assert [step.kind for step in row.steps.all()] == ["opened", "changed"]


def test_it_goes_with_its_task_to_another_unit(world: World, task: Task, open_one: Open) -> None:
    row = open_one(task)
    supervising.answer(actor=actor_for(world.clerk), now=NOW, supervision=row, comment="The park does it")
    actions.hand_on(actor=actor_for(world.head), now=NOW, task=task, to_unit=world.park, comment="Agreed")
    row.refresh_from_db()
    assert (row.unit, row.state) == (world.park, SupervisionState.OPEN)
    supervising.answer(actor=actor_for(world.stranger), now=NOW, supervision=row, comment="We do")
    assert AuditEntry.objects.filter(action="coordination.supervision_passed_on").count() == 1


def test_the_escalation_proposes_and_a_new_deadline_takes_it_back(
    world: World, task: Task, open_one: Open
) -> None:
    officer = actor_for(world.officer)
    lay_down_rules(actor=SYSTEM, now=NOW)
    assert list(proposed(officer, TODAY)) == []
    sweep(actor=SYSTEM, now=NOW, day=TODAY)
    assert list(proposed(officer, TODAY)) == [task]
    assert list(proposed(actor_for(world.head), TODAY)) == []
    later = TODAY + timedelta(days=3)
    actions.reschedule(actor=officer, now=NOW, task=task, starts_on=None, due_on=later)
    assert list(proposed(officer, later + timedelta(days=1))) == []  # late again, but not for so long yet
    sweep(actor=SYSTEM, now=NOW, day=later + timedelta(days=14))
    assert list(proposed(officer, later + timedelta(days=14))) == [task]
    open_one(task)
    assert list(proposed(officer, later + timedelta(days=14))) == []


def test_the_list_is_narrowed_by_words_state_unit_and_year(
    world: World, make_task: MakeTask, open_one: Open
) -> None:
    officer = actor_for(world.officer)
    ours = open_one(make_task("A", lead=world.commerce), matter="About a window")
    theirs = open_one(make_task("B", lead=world.park), matter="About a door")
    supervising.answer(actor=actor_for(world.clerk), now=NOW, supervision=ours, comment="Soon")

    def found(**wanted: object) -> list[Supervision]:
        return list(listed(officer, today=TODAY, **wanted).order_by("pk"))  # type: ignore[arg-type]

    assert found(q="window") == [ours]
    assert found(state="answered") == [ours]
    assert found(state="running") == [ours, theirs]
    assert found(state="over_time") == []
    assert list(listed(officer, today=LIMIT + timedelta(days=1), state="over_time").order_by("pk")) == [
        ours,
        theirs,
    ]
    assert found(unit="产业") == [theirs]
    assert found(unit="commerce") == [ours]
    assert found(year=2025) == []
