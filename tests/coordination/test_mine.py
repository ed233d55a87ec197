"""A unit's own place: its own rows and nobody else's, from a notice to submitted proof in three steps."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from tests.conftest import ClientOf, SameQueries
from tests.coordination.conftest import SYSTEM, MakeTask
from tests.world import NOW, TODAY, World, actor_for
from youcheng.coordination import actions
from youcheng.coordination.enums import TaskState
from youcheng.coordination.models import Need, Notice
from youcheng.coordination.queries.mine import mine, waiting_counts


def test_each_unit_sees_its_own(world: World, make_task: MakeTask) -> None:
    ours = make_task("Ours", lead=world.commerce)
    theirs = make_task("Theirs", lead=world.park, cooperating=[world.commerce])
    Need.objects.create(title="A hall", kind="venue", owner=world.park, key="n1", created_at=NOW)
    clerk, stranger = mine(actor_for(world.clerk), TODAY), mine(actor_for(world.stranger), TODAY)
    assert (clerk.asked, clerk.shared, clerk.needs) == ([ours], [theirs], [])
    assert (stranger.asked, stranger.shared, [n.title for n in stranger.needs]) == ([theirs], [], ["A hall"])


def test_what_waits_and_what_is_late_is_counted(world: World, make_task: MakeTask) -> None:
    make_task("Late", lead=world.commerce, due_on=date(2026, 1, 10))
    make_task("In time", lead=world.commerce)
    assert waiting_counts(actor_for(world.clerk), TODAY) == {"asked": 2, "late": 1}
    assert waiting_counts(actor_for(world.stranger), TODAY) == {"asked": 0, "late": 0}


def test_from_the_notice_to_submitted_proof_in_three_steps(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    task = make_task(lead=world.commerce)
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task)
    client = client_of(world.clerk)
    page = client.get(Notice.objects.filter(person=world.clerk).latest("pk").url)  # 1: the notice
    form = reverse("coordination:task_move", args=[task.pk, "submitted"])
    assert form in page.content.decode()
    assert client.get(form).status_code == 200  # 2: the button
    task.refresh_from_db()
    client.post(form, {"proof_text": "Opened on Monday.", "version": task.version})  # 3: submit
    task.refresh_from_db()
    assert (task.state, task.proofs.get().text) == (TaskState.SUBMITTED, "Opened on Monday.")


def test_the_page_asks_equally_often_however_much_there_is(
    world: World, make_task: MakeTask, client_of: ClientOf, assert_same_queries: SameQueries
) -> None:
    def make(count: int) -> None:
        for number in range(count):
            make_task(f"T{number}", lead=world.commerce)
            make_task(f"S{number}", lead=world.park, cooperating=[world.commerce])
            Need.objects.create(
                title="n", kind="money", owner=world.commerce, key=f"{Need.objects.count()}", created_at=NOW
            )

    client = client_of(world.clerk)
    assert_same_queries(make, lambda: client.get(reverse("coordination:mine")))


def test_today_says_what_waits(world: World, make_task: MakeTask, client_of: ClientOf) -> None:
    task = make_task(lead=world.commerce)
    assert "1 task waits for your unit" in client_of(world.clerk).get("/").content.decode()
    actions.return_task(actor=SYSTEM, now=NOW, task=task, comment="No.")
    assert "1 task was returned" in client_of(world.officer).get("/").content.decode()
