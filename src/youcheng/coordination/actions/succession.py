"""What becomes of tasks when a unit is dissolved or a person leaves: they pass on, and their history stays.

Called by accounts through `consequences` in the same transaction, and by the daily sweep for days that were set ahead.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from youcheng.accounts.models import Membership, Organisation, Person
from youcheng.accounts.queries import heir_of
from youcheng.coordination.actions import supervising
from youcheng.coordination.actions.notices import tell_of_move
from youcheng.coordination.enums import OVER, MoveKind, TaskState
from youcheng.coordination.models import Task, TaskMove
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor


def follow_dissolution(actor: Actor, now: datetime, organisation: Organisation) -> None:
    """Pass on what a dissolved unit had to do, once its last day is over or has come."""
    if organisation.dissolved_on is not None and organisation.dissolved_on <= timezone.localdate(now):
        pass_on(actor=actor, now=now, organisation=organisation)


def follow_leaving(actor: Actor, now: datetime, person: Person) -> None:
    """Let go of a person who left: their tasks stay with the unit, which names somebody else."""
    release(actor=actor, now=now, rows=Task.objects.filter(responsible=person))


def catch_up(*, actor: Actor, now: datetime) -> int:
    """What was set ahead and has come by now: dissolutions and ends of memberships. Returns how many tasks moved."""
    today = timezone.localdate(now)
    units = Organisation.objects.filter(dissolved_on__lte=today, led_tasks__in=_open_tasks()).distinct()
    moved = sum(pass_on(actor=actor, now=now, organisation=unit) for unit in units.order_by("pk"))
    return moved + release(actor=actor, now=now, rows=Task.objects.all())


@transaction.atomic
def pass_on(*, actor: Actor, now: datetime, organisation: Organisation) -> int:
    """Open tasks of a dissolved unit go to its successor, which decides anew; without one, back to the office."""
    heir = heir_of(organisation, timezone.localdate(now))
    rows = list(_open_tasks().filter(lead=organisation).select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        _pass(actor, now, row, organisation, heir)
    for link in Task.cooperating.through.objects.filter(organisation=organisation, task__in=_open_tasks()):
        task = Task.objects.get(pk=link.task_id)
        task.cooperating.remove(organisation)
        if heir is not None and heir.pk != task.lead_id:
            task.cooperating.add(heir)
    return len(rows)


def _pass(actor: Actor, now: datetime, row: Task, gone: Organisation, heir: Organisation | None) -> None:
    """One task to the successor (assigned), or returned to the office; drafts only lose the lead unit."""
    came_from = row.state
    row.lead = heir
    row.responsible = row.delegate = None
    row.proposed_due_on = None
    if came_from != TaskState.DRAFT:
        row.state = TaskState.ASSIGNED if heir is not None else TaskState.RETURNED
    row.version += 1
    row.moved_at = now
    row.save()
    if heir is not None:
        row.cooperating.remove(heir)
    move = TaskMove.objects.create(
        task=row,
        kind=MoveKind.SUCCEEDED,
        at=now,
        person_id=actor.person_id,
        person_name=actor.name,
        unit=gone,
        to_unit=heir,
        from_state=came_from,
        to_state=row.state,
        shared=True,
        before={"lead_id": gone.pk},
        after={"lead_id": heir.pk if heir else None},
    )
    audit.record(
        actor=actor,
        now=now,
        action="coordination.task_passed_on",
        row=row,
        before={"lead": gone.key, "state": came_from},
        after={"lead": heir.key if heir else None, "state": row.state},
    )
    if came_from != TaskState.DRAFT:
        tell_of_move(move, now)
        supervising.follow(actor=actor, now=now, task=row)


@transaction.atomic
def release(*, actor: Actor, now: datetime, rows: QuerySet[Task]) -> int:
    """Open tasks among `rows` whose responsible person is no longer in the lead unit: the unit must name another."""
    today = timezone.localdate(now)
    still = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today),
        person=OuterRef("responsible"),
        organisation=OuterRef("lead"),
        since__lte=today,
        person__is_active=True,
    )
    left = rows.filter(responsible__isnull=False).exclude(state__in=OVER).exclude(Exists(still))
    count = 0
    for row in left.select_for_update(of=("self",)).select_related("responsible").order_by("pk"):
        name = str(row.responsible)
        row.responsible = None
        row.version += 1
        row.moved_at = now
        row.save(update_fields=["responsible", "version", "moved_at"])
        move = TaskMove.objects.create(
            task=row,
            kind=MoveKind.LEFT,
            at=now,
            person_id=actor.person_id,
            person_name=actor.name,
            unit=row.lead,
            from_state=row.state,
            to_state=row.state,
            shared=False,
            after={"left": name},
        )
        audit.record(
            actor=actor,
            now=now,
            action="coordination.responsible_left",
            row=row,
            before={"responsible": name},
        )
        tell_of_move(move, now)
        count += 1
    return count


def _open_tasks() -> QuerySet[Task]:
    return Task.objects.exclude(state__in=OVER)
