"""Board, Gantt chart and calendar: moves by a drop, dates by a bar, warnings before, undo after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import ClientOf, SameQueries
from tests.coordination.conftest import SYSTEM, MakeTask
from tests.world import NOW, TODAY, World, actor_for
from youcheng.coordination import actions, queries
from youcheng.coordination.actions.moves import Evidence
from youcheng.coordination.actions.undoing import undo
from youcheng.coordination.enums import MoveKind, TaskState
from youcheng.coordination.errors import NotNow
from youcheng.coordination.models import Task
from youcheng.coordination.queries.board import SHOWN_A_DAY
from youcheng.coordination.queries.warnings import Intention, warnings_of

HOLIDAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def drop(client: Client, task: Task, column: str, **more: str) -> str:
    answer = client.post(reverse("coordination:drop", args=[task.pk]), {"to": column, **more})
    return answer.headers.get("Location", "") or answer.content.decode()


def test_a_drop_makes_the_move_that_leads_there_and_offers_to_undo_it(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    task = make_task(lead=world.commerce)
    client = client_of(world.clerk)
    there = drop(client, task, "doing")
    task.refresh_from_db()
    assert (task.state, task.moves.last().kind) == (TaskState.ACCEPTED, "accepted")  # type: ignore[union-attr]
    page = client.get(there).content.decode()
    assert reverse("coordination:take_back_move", args=[task.pk, task.moves.last().pk]) in page  # type: ignore[union-attr]
    client.post(reverse("coordination:take_back_move", args=[task.pk, task.moves.last().pk]))  # type: ignore[union-attr]
    task.refresh_from_db()
    assert task.state == TaskState.ASSIGNED


def test_a_drop_that_needs_more_opens_the_move_s_page(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    task = make_task(lead=world.commerce)
    actions.accept(actor=actor_for(world.clerk), now=NOW, task=task)
    assert "moves/submitted/" in drop(client_of(world.clerk), task, "submitted")
    task.refresh_from_db()
    assert task.state == TaskState.ACCEPTED


def test_a_drop_where_nothing_leads_leaves_the_card(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    task = make_task(lead=world.commerce)
    drop(client_of(world.clerk), task, "over")
    task.refresh_from_db()
    assert task.state == TaskState.ASSIGNED


def test_what_it_waits_for_is_said_before_the_move(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    first, second = make_task("First", lead=world.park), make_task("Second", lead=world.commerce)
    actions.edit_task(actor=actor_for(world.officer), now=NOW, task=second, version=None, waits_for=[first])
    clerk = actor_for(world.clerk)
    actions.accept(actor=clerk, now=NOW, task=second)
    actions.submit(actor=clerk, now=NOW, task=second, proofs=[Evidence(title="x", text="done")])
    client = client_of(world.officer)
    said = drop(client, second, "over")
    assert "First" in said
    second.refresh_from_db()
    assert second.state == TaskState.SUBMITTED
    drop(client, second, "over", anyway="1")
    second.refresh_from_db()
    assert second.state == TaskState.CLOSED


def test_a_deadline_on_a_day_off_is_said_with_the_next_working_day(world: World, make_task: MakeTask) -> None:
    from youcheng.network import actions as network
    from youcheng.network.models import City, Country

    china = Country.objects.create(iso2="CN", iso3="CHN", continent="AS")
    city = City.objects.create(slug="kunming", name={"en": "Kunming"}, country=china)
    network.set_home_city(actor=SYSTEM, now=NOW, city=city, office=world.office)
    task = make_task(lead=world.commerce)
    said = warnings_of(Intention.of(task, MoveKind.RESCHEDULED.value, due_on=HOLIDAY), TODAY)
    assert len(said) == 1
    assert "2026年10月1日" in said[0]
    assert "国庆" in said[0]
    assert warnings_of(Intention.of(task, MoveKind.RESCHEDULED.value, due_on=date(2026, 9, 29)), TODAY) == []


def test_too_much_in_one_week_and_out_of_order_are_said(world: World, make_task: MakeTask) -> None:
    rows = [make_task(f"T{n}", lead=world.commerce, due_on=date(2026, 6, 24)) for n in range(5)]
    task = make_task("One more", lead=world.commerce, due_on=date(2026, 7, 15))
    actions.edit_task(actor=actor_for(world.officer), now=NOW, task=task, version=None, waits_for=[rows[0]])
    said = warnings_of(Intention.of(task, MoveKind.RESCHEDULED.value, due_on=date(2026, 6, 23)), TODAY)
    assert len(said) == 2
    assert "2026-001" in said[0]
    assert "6" in said[1]


def test_dates_move_by_a_bar_and_the_baseline_stays(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    task = make_task(lead=world.commerce, starts_on=date(2026, 5, 4), due_on=date(2026, 6, 25))
    client = client_of(world.officer)
    dates = {"starts_on": "2026-05-11", "due_on": "2026-07-02", "anyway": "1"}
    answer = client.post(reverse("coordination:dates", args=[task.pk]), dates)
    task.refresh_from_db()
    assert (task.starts_on, task.due_on, task.baseline_due_on) == (
        date(2026, 5, 11),
        date(2026, 7, 2),
        date(2026, 6, 25),
    )
    chart = queries.gantt([queries.task_of(actor_for(world.officer), task.pk)], TODAY)
    assert chart is not None
    assert chart.bars[0].baseline is not None
    assert chart.bars[0].baseline[0] < chart.bars[0].left
    assert "moved=" in answer.headers["Location"]


def test_undo_is_for_who_moved_the_last_move_and_a_short_time(world: World, make_task: MakeTask) -> None:
    task = make_task(lead=world.commerce)
    clerk, head = actor_for(world.clerk), actor_for(world.head)
    move = actions.accept(actor=clerk, now=NOW, task=task, responsible_id=world.clerk.pk)
    with pytest.raises(NotNow):
        undo(actor=head, now=NOW, task=task, move=move)
    with pytest.raises(NotNow):
        undo(actor=clerk, now=NOW + timedelta(minutes=11), task=task, move=move)
    undo(actor=clerk, now=NOW, task=task, move=move)
    task.refresh_from_db()
    assert (task.state, task.responsible) == (TaskState.ASSIGNED, None)
    with pytest.raises(NotNow):
        undo(actor=clerk, now=NOW, task=task, move=move)


@pytest.mark.parametrize("view", ["board", "gantt", "month"])
def test_every_view_asks_equally_often_and_shows_its_own_only(
    view: str, world: World, make_task: MakeTask, client_of: ClientOf, assert_same_queries: SameQueries
) -> None:
    def make(count: int) -> None:
        for number in range(count):
            make_task(f"Visible{number}", lead=world.commerce, due_on=date(2026, 3, 20))

    client, address = client_of(world.clerk), reverse(f"coordination:{view}")
    assert_same_queries(make, lambda: client.get(address))
    assert "Visible1" in client.get(address).content.decode()
    assert "Visible1" not in client_of(world.stranger).get(address).content.decode()


def test_a_full_day_of_the_month_shows_the_first_tasks_and_counts_the_rest(
    world: World, make_task: MakeTask
) -> None:
    for number in range(SHOWN_A_DAY + 3):
        make_task(f"T{number}", lead=world.commerce, due_on=date(2026, 3, 20))
    make_task("Alone", lead=world.commerce, due_on=date(2026, 3, 21))
    weeks = queries.month(Task.objects.all(), date(2026, 3, 1), date(2026, 3, 4))
    found = {one.day: one for week in weeks for one in week}
    full, next_day, empty = (found[date(2026, 3, day)] for day in (20, 21, 22))
    assert [task.title for task in full.tasks] == [f"T{number}" for number in range(SHOWN_A_DAY)]
    assert full.left_out == 3
    assert ([task.title for task in next_day.tasks], next_day.left_out) == (["Alone"], 0)
    assert (empty.tasks, empty.left_out) == ((), 0)


def test_the_form_of_a_move_says_it_too_and_asks_once(
    world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    for number in range(5):
        make_task(f"T{number}", lead=world.commerce, due_on=date(2026, 6, 24))
    task = make_task("One more", lead=world.commerce, due_on=date(2026, 7, 15))
    client, address = (
        client_of(world.officer),
        reverse("coordination:task_move", args=[task.pk, "rescheduled"]),
    )
    dates = {"starts_on": "", "due_on": "2026-06-25"}
    answer = client.post(address, dates).content.decode()
    assert 'name="anyway"' in answer
    task.refresh_from_db()
    assert task.due_on == date(2026, 7, 15)
    client.post(address, {**dates, "anyway": "1"})
    task.refresh_from_db()
    assert task.due_on == date(2026, 6, 25)


@pytest.mark.parametrize("view", ["board", "gantt", "month"])
def test_every_view_goes_out_as_the_table_it_is_a_view_of(
    view: str, world: World, make_task: MakeTask, client_of: ClientOf
) -> None:
    make_task("Mine", lead=world.commerce)
    make_task("Theirs", lead=world.park)
    client = client_of(world.officer)
    page = client.get(reverse(f"coordination:{view}"), {"unit": "commerce"}).content.decode()
    address = f"{reverse('coordination:tasks')}?unit=commerce&amp;format=csv"
    assert f'href="{address}"' in page
    sheet = b"".join(client.get(address.replace("&amp;", "&")).streaming_content).decode()  # type: ignore[attr-defined]
    assert "Mine" in sheet
    assert "Theirs" not in sheet
