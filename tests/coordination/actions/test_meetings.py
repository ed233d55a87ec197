"""The coordination meeting: its agenda from what is open, its minutes, its decisions that become tasks."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import docx
import pytest
from django.urls import reverse

from tests.conftest import ClientOf, SameQueries
from tests.coordination.conftest import SYSTEM, MakeTask
from tests.world import NOW, TODAY, World, actor_for
from youcheng.coordination import actions, queries
from youcheng.coordination.actions import meetings
from youcheng.coordination.enums import TaskState
from youcheng.coordination.errors import Incomplete, NotNow
from youcheng.coordination.models import Meeting, Notice, Plan
from youcheng.coordination.queries.meetings import meetings_visible_to, open_matters
from youcheng.foundation.policies import NotAllowed

AT = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)


@pytest.fixture
def meeting(world: World, plan: Plan) -> Meeting:
    return meetings.call_meeting(
        actor=actor_for(world.officer),
        now=NOW,
        plan=plan,
        title="友城工作联席会议第一次会议",
        held_at=AT,
        units=[world.commerce],
    )


def test_the_units_that_take_part_are_told_and_see_it_and_others_do_not(
    world: World, meeting: Meeting
) -> None:
    assert set(Notice.objects.values_list("person__username", flat=True)) == {"head", "clerk"}
    assert meetings_visible_to(actor_for(world.clerk)).exists()
    assert not meetings_visible_to(actor_for(world.stranger)).exists()
    with pytest.raises(NotAllowed):
        meetings.add_item(actor=actor_for(world.head), now=NOW, meeting=meeting, title="Ours")


def test_what_is_stuck_is_proposed_for_the_agenda_once(
    world: World, plan: Plan, meeting: Meeting, make_task: MakeTask
) -> None:
    late = make_task("Late", lead=world.commerce, due_on=date(2026, 1, 10))
    returned = make_task("Returned", lead=world.commerce)
    make_task("On time", lead=world.commerce)
    actions.return_task(actor=actor_for(world.clerk), now=NOW, task=returned, comment="Not ours.")
    officer = actor_for(world.officer)
    assert [one.about for one in open_matters(officer, plan, TODAY)] == [
        f"task:{late.pk}",
        f"task:{returned.pk}",
    ]
    for _twice in range(2):
        meetings.add_item(actor=officer, now=NOW, meeting=meeting, title="Late", about=f"task:{late.pk}")
    assert meeting.agenda.count() == 1
    assert len(open_matters(officer, plan, TODAY, {f"task:{late.pk}"})) == 1


def test_decisions_become_tasks_in_one_action_and_only_once(world: World, meeting: Meeting) -> None:
    officer = actor_for(world.officer)
    meetings.decide(
        actor=officer,
        now=NOW,
        meeting=meeting,
        text="Open the hall",
        lead=world.commerce,
        due_on=date(2026, 5, 1),
    )
    open_one = meetings.decide(actor=officer, now=NOW, meeting=meeting, text="Find a sponsor")
    made = meetings.turn_into_tasks(actor=officer, now=NOW, meeting=meeting)
    states = {task.title: queries.task_of(officer, task.pk).state for task in made}
    assert states == {"Open the hall": TaskState.ASSIGNED, "Find a sponsor": TaskState.DRAFT}
    assert meetings.turn_into_tasks(actor=officer, now=NOW, meeting=meeting) == []
    with pytest.raises(NotNow):
        meetings.edit_decision(
            actor=officer, now=NOW, decision=open_one, version=None, text="x", lead=None, due_on=None
        )
    with pytest.raises(Incomplete):
        meetings.decide(actor=officer, now=NOW, meeting=meeting, text=" ")


def test_the_minutes_say_what_was_written_and_mark_what_was_not(
    world: World, meeting: Meeting, client_of: ClientOf
) -> None:
    officer = actor_for(world.officer)
    item = meetings.add_item(actor=officer, now=NOW, meeting=meeting, title="大会筹备")
    meetings.record_said(
        actor=officer, now=NOW, item=item, version=None, title="大会筹备", said="商务局汇报了进展。"
    )
    meetings.decide(
        actor=officer, now=NOW, meeting=meeting, text="成立筹备组", lead=world.commerce, item=item
    )
    page = reverse("coordination:minutes", args=[meeting.pk, "docx"])
    response = client_of(world.clerk).get(page, {"language": "zh-hans"})
    word = docx.Document(io.BytesIO(response.content))
    text = "\n".join(p.text for p in word.paragraphs)
    assert "友城工作联席会议第一次会议" in text
    assert "商务局汇报了进展。" in text
    assert "待补" in text  # nobody said who chaired
    assert [cell.text for cell in word.tables[0].rows[1].cells][1:3] == ["成立筹备组", "商务局"]
    assert client_of(world.stranger).get(page).status_code == 404


def test_the_list_asks_equally_often_however_long(
    world: World, plan: Plan, client_of: ClientOf, assert_same_queries: SameQueries
) -> None:
    def make(count: int) -> None:
        for number in range(count):
            meetings.call_meeting(
                actor=SYSTEM, now=NOW, plan=plan, title=f"M{number}", held_at=AT, units=[world.commerce]
            )

    client = client_of(world.officer)
    assert_same_queries(make, lambda: client.get(reverse("coordination:meetings")))


def test_an_officer_calls_gathers_decides_and_makes_tasks_on_the_pages(
    world: World, plan: Plan, make_task: MakeTask, client_of: ClientOf
) -> None:
    late = make_task("Late", lead=world.commerce, due_on=date(2026, 1, 10))
    client = client_of(world.officer)
    call = {"title": "First", "held_at": "2026-03-20T14:30", "units": [world.commerce.pk]}
    client.post(reverse("coordination:meeting_add", args=[2026]), call)
    row = Meeting.objects.get()
    page = reverse("coordination:meeting", args=[row.pk])
    assert "Late" in client.get(page).content.decode()
    client.post(reverse("coordination:gather", args=[row.pk]), {"about": [f"task:{late.pk}"], "title": "Own"})
    assert [item.title for item in row.agenda.all()] == ["2026-001 Late", "Own"]
    decision = {"text": "Do it", "lead": world.commerce.pk, "due_on": "2026-04-30"}
    client.post(reverse("coordination:decide", args=[row.pk]), decision)
    client.post(reverse("coordination:decisions_to_tasks", args=[row.pk]))
    assert row.decisions.get().tasks.get().lead == world.commerce
    client.post(reverse("coordination:meeting_state", args=[row.pk, "held"]))
    row.refresh_from_db()
    assert row.state == "held"
