"""A person's own notices, and the messages that carry them out of the house as far as an actor may see them.

Called by the pages of notices, the bell and the office's page of messages.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from youcheng.coordination.enums import MailMode
from youcheng.coordination.models import ChatRoom, Delivery, Notice, NoticeChoice, Sweep, Task
from youcheng.coordination.policies import chat_room_policy, delivery_policy, notice_policy, task_policy
from youcheng.foundation.actors import Actor

MOST_COUNTED = 100
SORTS = {"queued": "created_at", "to": "person__name", "state": "state", "tries": "attempts"}


def notices_visible_to(actor: Actor) -> QuerySet[Notice]:
    """The actor's own notices, newest first."""
    return notice_policy.filter(Notice.objects.all(), actor)


def unread(actor: Actor) -> int:
    """How many of theirs are unread, counted to a hundred. One query on an index, none for visitors."""
    if actor.person_id is None:
        return 0
    rows = Notice.objects.filter(person_id=actor.person_id, read_at__isnull=True).order_by()
    return rows[:MOST_COUNTED].count()


def tasks_still_seen(actor: Actor, notices: Iterable[Notice]) -> set[int]:
    """Keys of the tasks of some notices that the actor may still open: one may have left the unit since. One query."""
    keys = {notice.task_id for notice in notices if notice.task_id is not None}
    rows = Task.objects.order_by().filter(pk__in=keys)
    return set(task_policy.filter(rows, actor).values_list("pk", flat=True))


def choice_of(actor: Actor) -> NoticeChoice:
    """How the actor wants to be told; who never chose gets one digest a day at most."""
    row = NoticeChoice.objects.filter(person_id=actor.person_id or 0).first()
    return row or NoticeChoice(mail=MailMode.DIGEST, version=0)


def deliveries_visible_to(actor: Actor) -> QuerySet[Delivery]:
    """Messages, newest first, with their person or room, the number of notices in each, and the column `can_handle`."""
    rows = Delivery.objects.select_related("person", "room__organisation").annotate(held=Count("notices"))
    rows = rows.order_by("-created_at", "-pk")
    return delivery_policy.annotate(delivery_policy.filter(rows, actor), actor, "handle")


def rooms_visible_to(actor: Actor) -> QuerySet[ChatRoom]:
    """Chat rooms the actor may keep, with their units."""
    return chat_room_policy.filter(ChatRoom.objects.select_related("organisation"), actor)


def last_sweep() -> Sweep | None:
    """The sweep of the latest day, through or not."""
    return Sweep.objects.first()
