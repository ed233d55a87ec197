"""A unit dissolved in mid-task and a person leaving: tasks pass on, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

from tests.coordination.conftest import SYSTEM, MakeTask
from tests.world import NOW, TODAY, World, actor_for, make_organisation
from youcheng.accounts.actions.memberships import end_membership
from youcheng.accounts.actions.organisations import dissolve_organisation
from youcheng.accounts.actions.people import block_person
from youcheng.accounts.enums import OrganisationKind
from youcheng.coordination import actions, queries
from youcheng.coordination.actions import succession
from youcheng.coordination.enums import MoveKind, TaskState
from youcheng.coordination.models import Notice
from youcheng.coordination.sentences import sentence


def test_tasks_of_a_dissolved_unit_go_to_its_successor_with_their_history(
    world: World, make_task: MakeTask
) -> None:
    task = make_task(lead=world.commerce)
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task, responsible_id=world.clerk.pk)
    dissolve_organisation(actor=SYSTEM, now=NOW, organisation=world.commerce, on=TODAY, successor=world.park)
    task.refresh_from_db()
    assert (task.lead, task.state, task.responsible) == (world.park, TaskState.ASSIGNED, None)
    assert [move.kind for move in task.moves.all()] == ["created", "assigned", "accepted", "succeeded"]
    assert "产业园区" in sentence(task.moves.get(kind=MoveKind.SUCCEEDED))
    assert queries.tasks_visible_to(actor_for(world.stranger)).filter(pk=task.pk).exists()
    assert Notice.objects.filter(person=world.stranger, task=task).exists()


def test_without_a_successor_they_go_back_to_the_office(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    dissolve_organisation(actor=SYSTEM, now=NOW, organisation=world.commerce, on=TODAY)
    task.refresh_from_db()
    assert (task.lead, task.state) == (None, TaskState.RETURNED)


def test_a_dissolution_set_ahead_passes_tasks_on_when_its_day_has_come(
    world: World, make_task: MakeTask
) -> None:
    task = make_task(lead=world.commerce)
    later = TODAY + timedelta(days=30)
    dissolve_organisation(actor=SYSTEM, now=NOW, organisation=world.commerce, on=later, successor=world.park)
    assert succession.catch_up(actor=SYSTEM, now=NOW) == 0
    assert succession.catch_up(actor=SYSTEM, now=NOW + timedelta(days=30)) == 1
    assert succession.catch_up(actor=SYSTEM, now=NOW + timedelta(days=31)) == 0
    task.refresh_from_db()
    assert task.lead == world.park


def test_the_heir_of_a_dissolved_heir_takes_over(world: World, make_task: MakeTask) -> None:
    last = make_organisation("last", OrganisationKind.PARK, "新区", "New Area")
    task = make_task(lead=world.commerce)
    world.park.dissolved_on, world.park.successor = TODAY, last
    world.park.save()
    world.commerce.dissolved_on, world.commerce.successor = TODAY, world.park
    world.commerce.save()
    succession.catch_up(actor=SYSTEM, now=NOW)
    task.refresh_from_db()
    assert task.lead == last


def test_a_cooperating_unit_is_succeeded_too(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.office, cooperating=[world.commerce])
    dissolve_organisation(actor=SYSTEM, now=NOW, organisation=world.commerce, on=TODAY, successor=world.park)
    assert list(task.cooperating.all()) == [world.park]


def test_who_leaves_is_no_longer_responsible_and_the_unit_hears_of_it(
    world: World, make_task: MakeTask
) -> None:
    task = make_task(lead=world.commerce)
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task, responsible_id=world.clerk.pk)
    membership = world.clerk.memberships.get()
    end_membership(actor=SYSTEM, now=NOW, membership=membership, on=TODAY - timedelta(days=1))
    task.refresh_from_db()
    assert task.responsible is None
    assert "Clerk Cai" in sentence(task.moves.get(kind=MoveKind.LEFT))
    assert Notice.objects.filter(person=world.head, task=task, facts__move=task.moves.last().pk).exists()


def test_a_blocked_person_is_released_at_once(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task, responsible_id=world.clerk.pk)
    block_person(actor=actor_for(world.security), now=NOW, person=world.clerk)
    task.refresh_from_db()
    assert task.responsible is None
