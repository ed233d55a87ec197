"""One task to one person outside the unit: they see this one and nothing else, and only while it is theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.conftest import ClientOf
from tests.coordination.conftest import MakeTask
from tests.world import NOW, PASSWORD, World, actor_for
from youcheng.accounts.models import Person
from youcheng.coordination import actions, queries
from youcheng.coordination.actions import delegating
from youcheng.coordination.actions.moves import Evidence
from youcheng.coordination.errors import LinkVoid, NotNow
from youcheng.coordination.models import Task
from youcheng.foundation.policies import NotAllowed


@pytest.fixture
def task(world: World, make_task: MakeTask) -> Task:
    """Accepted by the commerce department; another of its tasks stands beside it."""
    make_task("Another", lead=world.commerce)
    row = make_task(lead=world.commerce)
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=row)
    return row


def secret_for(world: World, task: Task) -> str:
    return delegating.delegate(actor=actor_for(world.head), now=NOW, task=task, name="Professor Pu")[1]


def test_the_invited_person_sees_and_does_this_task_only(world: World, task: Task) -> None:
    delegating.accept_delegation(secret=secret_for(world, task), now=NOW, actor=actor_for(world.stranger))
    stranger = actor_for(world.stranger)
    assert list(queries.tasks_visible_to(stranger)) == [task]
    actions.submit(actor=stranger, now=NOW, task=task, proofs=[Evidence(title="Report", text="Done.")])
    with pytest.raises(NotAllowed):
        actions.hand_on(actor=stranger, now=NOW, task=task, to_unit=world.park, comment="Mine.")


def test_taking_it_back_ends_the_sight(world: World, task: Task) -> None:
    delegating.accept_delegation(secret=secret_for(world, task), now=NOW, actor=actor_for(world.stranger))
    delegating.end_delegation(actor=actor_for(world.head), now=NOW, task=task)
    assert not queries.tasks_visible_to(actor_for(world.stranger)).exists()


def test_a_link_opens_once_and_not_for_ever(world: World, task: Task) -> None:
    secret = secret_for(world, task)
    with pytest.raises(LinkVoid):
        delegating.open_delegation(secret=secret, now=NOW + timedelta(days=8))
    newer = secret_for(world, task)
    with pytest.raises(LinkVoid):  # a newer link takes the older one's place
        delegating.open_delegation(secret=secret, now=NOW)
    delegating.accept_delegation(secret=newer, now=NOW, actor=actor_for(world.stranger))
    with pytest.raises(LinkVoid):
        delegating.accept_delegation(secret=newer, now=NOW, actor=actor_for(world.assistant))


def test_administrators_take_nothing_on_and_clerks_do_not_delegate(world: World, task: Task) -> None:
    with pytest.raises(NotAllowed):
        delegating.delegate(actor=actor_for(world.clerk), now=NOW, task=task, name="Pu")
    with pytest.raises(NotNow):
        delegating.accept_delegation(secret=secret_for(world, task), now=NOW, actor=actor_for(world.auditor))


def test_a_new_person_opens_an_account_and_has_the_task(
    world: World, task: Task, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = secret_for(world, task)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    page = reverse("coordination:delegation", args=[secret])
    visitor = client_of(None)
    assert task.title in visitor.get(page).content.decode()
    answers = {
        "username": "pu", "name": "Pu", "language": "en", "password": PASSWORD + "x", "again": PASSWORD + "x",
    }  # fmt: skip
    assert visitor.post(page, answers).status_code == 302
    person = Person.objects.get(username="pu")
    assert not person.memberships.exists()
    assert client_of(person).get(reverse("coordination:task", args=[task.pk])).status_code == 200
    assert visitor.get(page).status_code == 404
