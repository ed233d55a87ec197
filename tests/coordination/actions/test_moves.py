"""The moves of a task: each leads where `flow` says, is made by whom the policy says, and leaves its trace."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.coordination.conftest import DUE, MakeTask
from tests.world import NOW, World, actor_for
from youcheng.coordination import actions, flow, queries
from youcheng.coordination.actions.moves import Evidence
from youcheng.coordination.enums import MoveKind, TaskState
from youcheng.coordination.errors import Dissolved, ImpossibleDates, Incomplete, NotNow
from youcheng.coordination.models import Notice, Task
from youcheng.coordination.sentences import sentence
from youcheng.foundation.errors import ChangedMeanwhile
from youcheng.foundation.models import AuditEntry
from youcheng.foundation.policies import NotAllowed

PROOF = [Evidence(title="Minutes", text="The window was opened.")]


def test_a_task_goes_from_draft_to_closed(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    clerk, officer = actor_for(world.clerk), actor_for(world.officer)
    actions.accept(actor=clerk, now=NOW, task=task, responsible_id=world.clerk.pk)
    actions.start(actor=clerk, now=NOW, task=task)
    actions.submit(actor=clerk, now=NOW, task=task, proofs=PROOF)
    actions.send_back(actor=officer, now=NOW, task=task, comment="Which street?")
    actions.submit(actor=clerk, now=NOW, task=task, proofs=PROOF)
    actions.close(actor=officer, now=NOW, task=task)
    task.refresh_from_db()
    assert (task.state, task.closed_on) == (TaskState.CLOSED, NOW.date())
    assert [move.kind for move in task.moves.all()] == [
        "created", "assigned", "accepted", "started", "submitted", "sent_back", "submitted", "closed",
    ]  # fmt: skip
    assert AuditEntry.objects.filter(action="coordination.task_moved", object_pk=str(task.pk)).count() == 7


def test_the_first_assignment_sets_the_baseline_and_later_dates_leave_it(
    world: World, make_task: MakeTask
) -> None:
    task = make_task(lead=world.commerce, starts_on=date(2026, 4, 1))
    later = DUE + timedelta(days=30)
    actions.reschedule(
        actor=actor_for(world.officer), now=NOW, task=task, starts_on=date(2026, 5, 1), due_on=later
    )
    task.refresh_from_db()
    assert (task.due_on, task.baseline_due_on, task.baseline_starts_on) == (later, DUE, date(2026, 4, 1))


def test_a_returned_task_is_assigned_to_somebody_else(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    with pytest.raises(Incomplete):
        actions.return_task(actor=actor_for(world.clerk), now=NOW, task=task, comment=" ")
    actions.return_task(actor=actor_for(world.clerk), now=NOW, task=task, comment="Not our business.")
    actions.assign(actor=actor_for(world.officer), now=NOW, task=task, lead=world.park)
    task.refresh_from_db()
    assert (task.state, task.lead) == (TaskState.ASSIGNED, world.park)


def test_a_proposed_date_counts_once_the_office_agrees(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    later = DUE + timedelta(days=10)
    actions.propose_date(actor=actor_for(world.clerk), now=NOW, task=task, due_on=later, comment="Holidays.")
    task.refresh_from_db()
    assert (task.due_on, task.proposed_due_on) == (DUE, later)
    actions.agree_date(actor=actor_for(world.officer), now=NOW, task=task)
    task.refresh_from_db()
    assert (task.due_on, task.proposed_due_on, task.state) == (later, None, TaskState.ACCEPTED)


def test_handing_on_keeps_the_chain_and_the_sight_of_the_unit_before(
    world: World, make_task: MakeTask
) -> None:
    task = make_task(lead=world.commerce)
    actions.hand_on(
        actor=actor_for(world.head), now=NOW, task=task, to_unit=world.park, comment="The park has the hall."
    )
    chain = [str(move.to_unit) for move in task.moves.all() if move.to_unit]
    assert chain == ["商务局", "产业园区"]
    assert queries.tasks_visible_to(actor_for(world.clerk)).filter(pk=task.pk).exists()
    with pytest.raises(NotAllowed):
        actions.accept(actor=actor_for(world.clerk), now=NOW, task=task)


@pytest.mark.parametrize("kind", sorted(flow.STEPS))
def test_the_stranger_makes_no_move(kind: str, world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    Task.objects.filter(pk=task.pk).update(state=next(iter(flow.STEPS[kind].sources)))
    task.refresh_from_db()
    assert not queries.tasks_visible_to(actor_for(world.stranger)).exists()
    rule = flow.STEPS[kind].rule
    from youcheng.coordination.policies import task_policy

    assert not task_policy.allows(actor_for(world.stranger), rule, task)


def test_a_draft_is_the_office_s_own(world: World, make_task: MakeTask) -> None:
    task = make_task()
    Task.objects.filter(pk=task.pk).update(lead=world.commerce)
    assert not queries.tasks_visible_to(actor_for(world.head)).exists()
    assert queries.tasks_visible_to(actor_for(world.assistant)).exists()


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (TaskState.DRAFT, lambda task, actor: actions.close(actor=actor, now=NOW, task=task)),
        (TaskState.CLOSED, lambda task, actor: actions.cancel(actor=actor, now=NOW, task=task, comment="x")),
        (TaskState.ASSIGNED, lambda task, actor: actions.assign(actor=actor, now=NOW, task=task)),
    ],
)
def test_a_move_that_does_not_fit_is_refused(state: str, act: Any, world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    Task.objects.filter(pk=task.pk).update(state=state)
    with pytest.raises(NotNow):
        act(task, actor_for(world.officer))
    task.refresh_from_db()
    assert task.state == state


def test_nothing_is_submitted_or_closed_without_proof(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task)
    with pytest.raises(Incomplete):
        actions.submit(actor=actor_for(world.clerk), now=NOW, task=task, proofs=[])
    Task.objects.filter(pk=task.pk).update(state=TaskState.SUBMITTED)
    with pytest.raises(Incomplete):
        actions.close(actor=actor_for(world.officer), now=NOW, task=task)


def test_dates_and_units_that_can_t_be_are_refused(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce, starts_on=date(2026, 4, 1))
    officer = actor_for(world.officer)
    with pytest.raises(ImpossibleDates):
        actions.reschedule(
            actor=officer, now=NOW, task=task, starts_on=date(2026, 4, 1), due_on=date(2026, 3, 1)
        )
    world.park.dissolved_on = date(2026, 1, 1)
    world.park.save()
    with pytest.raises(Dissolved):
        actions.hand_on(actor=actor_for(world.head), now=NOW, task=task, to_unit=world.park, comment="Yours.")


def test_the_second_of_two_editors_is_told(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    version = task.version
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task, version=version)
    with pytest.raises(ChangedMeanwhile):
        actions.return_task(actor=actor_for(world.head), now=NOW, task=task, comment="No.", version=version)


def test_comments_are_read_by_whom_they_are_for(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce, cooperating=[world.park])
    clerk, stranger, assistant = (actor_for(p) for p in (world.clerk, world.stranger, world.assistant))
    actions.comment_on(actor=clerk, now=NOW, task=task, comment="Between us.")
    actions.comment_on(actor=clerk, now=NOW, task=task, comment="For all.", shared=True)

    def read(actor: Any) -> list[str]:
        return [m.comment for m in queries.history_of(actor, task) if m.can_read_comment and m.comment]

    assert read(clerk) == ["Between us.", "For all."]
    assert read(assistant) == ["Between us.", "For all."]
    assert read(stranger) == ["For all."]  # the park cooperates, so its steward sees the task


def test_whom_a_move_concerns_is_told_and_the_mover_is_not(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    told = set(Notice.objects.filter(task=task).values_list("person__username", flat=True))
    assert told == {"head", "clerk"}
    Notice.objects.all().delete()
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task)
    assert set(Notice.objects.values_list("person__username", flat=True)) == {"director", "officer"}


def test_every_move_reads_as_a_sentence(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    assert sentence(task.moves.get(kind=MoveKind.ASSIGNED)) == (
        "Officer Ou（外事办公室）将任务交给商务局办理，2026年6月30日前完成。"
    )
    for kind in MoveKind.values:
        move = task.moves.model(task=task, kind=kind, person_name="Wang")
        assert sentence(move).strip()
