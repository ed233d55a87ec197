"""Doors of supervision: notices 督办单, what is late, the rules, what leaves the house, and a person's own notices.

Behind them is a late task of the commerce department under supervision; the stranger's park has no part in it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from tests.doors.door import HIDDEN, OPEN, Door, Kind
from tests.world import NOW, World, actor_for
from youcheng.accounts.models import Person
from youcheng.coordination import actions
from youcheng.coordination.actions import supervising
from youcheng.coordination.actions.rooms import add_room
from youcheng.coordination.actions.rules import lay_down_rules
from youcheng.coordination.models import (
    ChatRoom,
    Delivery,
    Notice,
    Plan,
    Supervision,
    SupervisionRule,
    Task,
)
from youcheng.foundation.actors import Actor

SYSTEM = Actor.system("tests")
SECRET = "Late-window-in-Chiang-Mai"
ROOM = "Room-of-commerce"
LONG_AGO = date(2020, 6, 30)  # late whenever the tests run


def _task_row(world: World) -> Task:
    """A task of the commerce department that is late."""
    if task := Task.objects.first():
        return task
    plan = Plan.objects.first() or actions.create_plan(actor=SYSTEM, now=NOW, year=2026)
    measure = actions.add_measure(actor=SYSTEM, now=NOW, plan=plan, title="Platform")
    task = actions.write_task(
        actor=SYSTEM, now=NOW, plan=plan, title=SECRET, measure_id=measure.pk, lead_id=world.commerce.pk,
        due_on=LONG_AGO,
    )  # fmt: skip
    actions.assign(actor=SYSTEM, now=NOW, task=task)
    task.refresh_from_db()
    return task


def _task(world: World) -> int:
    return _task_row(world).pk


def _row(world: World) -> Supervision:
    """The task's supervision notice, not answered yet."""
    if row := Supervision.objects.first():
        return row
    due_on = timezone.localdate() + timedelta(days=5)
    return supervising.open_supervision(
        actor=actor_for(world.officer), now=datetime(2026, 3, 2, tzinfo=UTC), task=_task_row(world), matter=SECRET,
        due_on=max(due_on, date(2026, 3, 9)),
    )  # fmt: skip


def _supervision(world: World) -> int:
    return _row(world).pk


def _supervised(world: World) -> tuple[()]:
    _row(world)
    return ()


def _late(world: World) -> tuple[()]:
    _task_row(world)
    return ()


def _rule(_world: World) -> int:
    lay_down_rules(actor=SYSTEM, now=NOW)
    return SupervisionRule.objects.earliest("pk").pk


def _ruled(world: World) -> tuple[()]:
    """Rules, and something that would go out under them."""
    _rule(world)
    _task_row(world)
    return ()


def _notice_of(world: World, person: Person) -> Notice:
    key = f"door:{person.pk}"
    held = Notice.objects.filter(key=key).first()
    return held or Notice.objects.create(
        person=person, kind="late", key=key, task=_task_row(world), url="/", due_on=LONG_AGO, created_at=NOW,
        facts={"title": SECRET, "days": 9},
    )  # fmt: skip


def _notice(world: World) -> int:
    return _notice_of(world, world.officer).pk


def _told(world: World) -> tuple[()]:
    _notice(world)
    return ()


def _delivery(world: World) -> int:
    """A message to the clerk that was given up."""
    world.clerk.name = SECRET
    world.clerk.save()
    return Delivery.objects.create(
        key="digest", person=world.clerk, state="failed", next_at=NOW, created_at=NOW
    ).pk


def _undelivered(world: World) -> tuple[()]:
    _delivery(world)
    return ()


def _room(world: World) -> int:
    """A room of the commerce department; nothing is sent to it, as no service is allowed here."""
    if room := ChatRoom.objects.first():
        return room.pk
    with override_settings(YOUCHENG_CHAT_SERVICES=["json"]):
        return add_room(
            actor=SYSTEM, now=NOW, organisation=world.commerce, name=ROOM, address="json://127.0.0.1:1/x",
            language=settings.LANGUAGE_CODE,
        ).pk  # fmt: skip


def _roomed(world: World) -> tuple[()]:
    _room(world)
    return ()


NOTHING = {"data": lambda _world: {}}

DOORS = {
    "coordination:supervisions": [
        Door(Kind.LIST, args=_supervised, secret=SECRET, stranger=OPEN),
        Door(Kind.SEARCH, args=_supervised, query="?q=Late", secret=SECRET, stranger=OPEN),
        Door(Kind.EXPORT, args=_supervised, query="?format=xlsx", secret=SECRET, stranger=OPEN),
        Door(Kind.EXPORT, args=_supervised, query="?format=csv", secret=SECRET, stranger=OPEN),
    ],
    "coordination:supervision": [
        Door(Kind.DETAIL, args=_supervision, secret=SECRET),
        Door(Kind.DETAIL, args=_supervision, officer="clerk"),
    ],
    "coordination:supervise": [
        Door(Kind.DETAIL, args=_task, secret=SECRET),
        Door(Kind.DETAIL, args=_task, officer="head", office=HIDDEN),
    ],
    "coordination:supervision_edit": [
        Door(Kind.DETAIL, args=_supervision, secret=SECRET),
        Door(Kind.DETAIL, args=_supervision, officer="assistant", office=HIDDEN),
    ],
    "coordination:supervision_step": [
        Door(Kind.DETAIL, args=lambda w: (_supervision(w), "withdrawn")),
        Door(Kind.DETAIL, args=lambda w: (_supervision(w), "answered"), officer="clerk"),
        Door(Kind.DETAIL, args=lambda w: (_supervision(w), "answered"), office=HIDDEN),
        Door(Kind.CHANGE, args=lambda w: (_supervision(w), "withdrawn"), data=lambda _w: {"comment": "x"}),
    ],
    "coordination:supervision_paper": Door(
        Kind.DOWNLOAD, args=lambda w: (_supervision(w), "docx"), query="?language=en", secret=SECRET
    ),
    "coordination:late": [
        Door(Kind.LIST, args=_late, secret=SECRET, stranger=OPEN),
        Door(Kind.EXPORT, args=_late, query="?format=xlsx", secret=SECRET, stranger=OPEN),
    ],
    "coordination:late_paper": Door(
        Kind.DOWNLOAD,
        args=lambda w: (_late(w), "docx")[1:],
        query="?language=en",
        secret=SECRET,
        stranger=OPEN,
    ),
    "coordination:rules": Door(Kind.PAGE),
    "coordination:sweep_preview": Door(Kind.REPORT, args=_ruled, secret=SECRET),
    "coordination:rule_add": Door(Kind.PAGE),
    "coordination:rule": Door(Kind.PAGE, args=_rule),
    "coordination:deliveries": [
        Door(Kind.LIST, args=_undelivered, secret=SECRET),
        Door(Kind.LIST, args=_undelivered, officer="head", office=HIDDEN),
        Door(Kind.EXPORT, args=_undelivered, query="?format=xlsx", secret=SECRET),
    ],
    "coordination:deliveries_again": Door(Kind.CHANGE, **NOTHING),
    "coordination:delivery_again": Door(Kind.CHANGE, args=_delivery, **NOTHING),
    "coordination:delivery_let_be": Door(Kind.CHANGE, args=_delivery, **NOTHING),
    "coordination:rooms": [
        Door(Kind.LIST, args=_roomed, secret=ROOM, stranger=OPEN),
        Door(Kind.LIST, args=_roomed, secret=ROOM, stranger=OPEN, officer="clerk", office=HIDDEN),
    ],
    "coordination:room_add": Door(Kind.PAGE, stranger=OPEN),
    "coordination:room": Door(Kind.DETAIL, args=_room, secret=ROOM),
    "coordination:room_try": Door(Kind.CHANGE, args=_room, **NOTHING),
    "coordination:room_remove": Door(Kind.CHANGE, args=_room, **NOTHING),
    "coordination:notices": Door(Kind.LIST, args=_told, secret=SECRET, stranger=OPEN, administrator=OPEN),
    "coordination:notice": [
        Door(Kind.DETAIL, args=_notice),
        Door(Kind.DETAIL, args=_notice, officer="director", office=HIDDEN),
    ],
    "coordination:notices_read": Door(Kind.CHANGE, stranger=OPEN, administrator=OPEN, **NOTHING),
    "coordination:notice_choice": Door(Kind.PAGE, stranger=OPEN, administrator=OPEN),
}
