"""The daily sweep of supervision: makes every notice that is due, and queues what is to leave the house.

Run once a day by the worker's task and by `youcheng supervise sweep`. It may run as often as one likes and be killed at
any point: what it writes is one transaction, and every notice and message has a key that is there once. What is due is
`queries.sweeping`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from youcheng.coordination.actions import queueing, succession
from youcheng.coordination.actions.supervising import one_at_a_time
from youcheng.coordination.models import Notice, Sweep
from youcheng.coordination.policies import may_direct
from youcheng.coordination.queries.sweeping import not_told, planned
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.policies import NotAllowed
from youcheng.strategy.actions.topics import succession as topic_succession

ASK_AGAIN = timedelta(minutes=15)
"""After so long an unfinished sweep is asked for again: the worker that had it is gone, or it failed."""


@dataclass(frozen=True)
class Swept:
    """What a sweep did: tasks looked at, notices made by kind, messages queued."""

    day: date
    tasks: int
    notices: dict[str, int]
    deliveries: int


def ask(*, now: datetime) -> date | None:
    """The day whose sweep is to be queued now, marked as asked for; None before the hour, and once it is done or asked for.

    Called every minute by each worker; only one of them gets the day.
    """
    local = timezone.localtime(now)
    if local.hour < settings.YOUCHENG_SWEEP_HOUR:
        return None
    row, is_new = Sweep.objects.get_or_create(day=local.date(), defaults={"asked_at": now})
    if is_new:
        return row.day
    stale = Sweep.objects.filter(pk=row.pk, finished_at__isnull=True, asked_at__lt=now - ASK_AGAIN)
    return row.day if stale.update(asked_at=now) else None


def sweep(*, actor: Actor, now: datetime, day: date) -> Swept:
    """Tell everybody what is due by `day` and was not told yet. All of it is written, or nothing."""
    if not (actor.is_system or may_direct(actor)):
        raise NotAllowed(actor, "sweep", "the day's deadlines")
    succession.catch_up(actor=actor, now=now)
    topic_succession.catch_up(actor=actor, now=now)
    plan = planned(day)  # read before the lock is taken, so that others wait for the writing alone
    with transaction.atomic():
        row = _locked(day, now)
        fresh = not_told(plan.notices)
        Notice.objects.bulk_create(
            [
                Notice(
                    person_id=one.person, kind=one.kind, key=one.key, task_id=one.task, url=one.url, due_on=one.due_on,
                    facts=one.facts, created_at=now,
                )
                for one in fresh
            ],
            batch_size=1000,
            ignore_conflicts=True,
        )  # fmt: skip
        queued = queueing.queue_digests(now=now, day=day) + queueing.queue_rooms(now=now, day=day)
        made = Counter(one.kind for one in fresh)
        row.finished_at = now
        row.tasks = plan.tasks
        row.notices += len(fresh)
        row.deliveries += queued
        row.save()
        audit.record(
            actor=actor, now=now, action="coordination.swept", row=row,
            after={"tasks": plan.tasks, "notices": dict(made), "deliveries": queued},
        )  # fmt: skip
    return Swept(day, plan.tasks, dict(made), queued)


def _locked(day: date, now: datetime) -> Sweep:
    """The day's row, once no other sweep is writing, of whatever day."""
    one_at_a_time()
    row, _is_new = Sweep.objects.get_or_create(day=day, defaults={"asked_at": now})
    return row
