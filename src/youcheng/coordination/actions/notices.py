"""Telling people: a notice for everybody a move concerns, but for the one who made it.

Called inside the transaction of what it tells of, so that a notice is there exactly when the thing happened. How
notices leave the house by e-mail or chat is `queueing` and `deliveries`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from youcheng.accounts.enums import OrganisationKind, Role
from youcheng.accounts.models import Membership
from youcheng.coordination.enums import MoveKind, NoticeKind
from youcheng.coordination.models import Notice, SupervisionStep, TaskMove

QUIET = frozenset({MoveKind.CREATED.value, MoveKind.STARTED.value, MoveKind.EDITED.value})
"""Moves nobody needs to be told of."""
BY_OFFICE = frozenset(
    {
        MoveKind.ASSIGNED.value, MoveKind.DATE_AGREED.value, MoveKind.DATE_REFUSED.value, MoveKind.SENT_BACK.value,
        MoveKind.CLOSED.value, MoveKind.REOPENED.value, MoveKind.CANCELLED.value, MoveKind.RESCHEDULED.value,
    }
)  # fmt: skip
"""Moves of the office, which concern the units; the others concern the office."""


def tell_of_move(move: TaskMove, now: datetime) -> int:
    """Make a notice of a move for each person it concerns; returns how many."""
    if move.kind in QUIET:
        return 0
    people = concerned(move, timezone.localdate(now)) - {move.person_id}
    return tell(
        people,
        now,
        kind=NoticeKind.TASK_MOVED,
        key=f"move:{move.pk}",
        url=reverse("coordination:task", args=[move.task_id]),
        task_id=move.task_id,
        facts={"move": move.pk, "title": move.task.title},
    )


def tell_of_supervision(step: SupervisionStep, people: Iterable[int], now: datetime) -> int:
    """Make a notice of a step of a supervision notice for these people; returns how many."""
    row = step.supervision
    return tell(
        people,
        now,
        kind=NoticeKind.SUPERVISED,
        key=f"supervision:{step.pk}",
        url=reverse("coordination:supervision", args=[row.pk]),
        task_id=row.task_id,
        facts={"step": step.kind, "number": row.number, "year": row.year, "title": row.task.title},
    )


def tell(people: Iterable[int | None], now: datetime, *, key: str, **values: Any) -> int:
    """One notice for each of these people, under a key of their own; returns how many."""
    told = sorted(person for person in set(people) if person is not None)
    Notice.objects.bulk_create(
        Notice(person_id=person, key=f"{key}:{person}", created_at=now, **values) for person in told
    )
    return len(told)


def concerned(move: TaskMove, day: date) -> set[int]:
    """Keys of the people a move concerns: the units' for the office's moves, the office's for the units', both for words."""
    task = move.task
    units: set[int] = set()
    if move.kind in BY_OFFICE or move.kind in {
        MoveKind.COMMENTED,
        MoveKind.HANDED_ON,
        MoveKind.SUCCEEDED,
        MoveKind.LEFT,
    }:
        units |= {task.lead_id} if task.lead_id and _is_for_units(move) else set()
        if move.shared:
            units |= set(task.cooperating.values_list("pk", flat=True))
    people = set(members(units, day, Role.CONTRIBUTOR).values_list("person_id", flat=True))
    if task.delegate_id and _is_for_units(move):
        people.add(task.delegate_id)
    if move.kind == MoveKind.UNDONE and move.after.get("undid") in BY_OFFICE and task.lead_id:
        # Who heard of the move hears that it is taken back.
        people |= set(members({task.lead_id}, day, Role.CONTRIBUTOR).values_list("person_id", flat=True))
    if move.kind not in BY_OFFICE:
        office = members_of_office(day).values_list("person_id", flat=True)
        people |= set(office)
    return people


def _is_for_units(move: TaskMove) -> bool:
    """Whether the lead unit may read it: the office's words, the unit's own, and what is shared."""
    if move.kind != MoveKind.COMMENTED or move.shared:
        return True
    return move.unit_id == move.task.lead_id


def members(units: set[int], day: date, at_least: Role) -> QuerySet[Membership]:
    """Memberships in force in these units with at least this role."""
    rows = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)
    return rows.filter(organisation__in=units, role__gte=at_least, person__is_active=True).order_by()


def members_of_office(day: date) -> QuerySet[Membership]:
    """The office's coordinators and stewards, who direct."""
    rows = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)
    office = {"organisation__kind": OrganisationKind.OFFICE, "role__gte": Role.COORDINATOR}
    return rows.filter(person__is_active=True, **office).order_by()
