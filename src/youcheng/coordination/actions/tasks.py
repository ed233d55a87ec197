"""Writing tasks down and changing what they say. What becomes of a task afterwards is `moves`.

Called by the task pages, imports, meetings and matches. A draft is the office's own; it is assigned by a move.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from youcheng.accounts.models import Organisation
from youcheng.coordination.actions.plans import refuse_dissolved
from youcheng.coordination.enums import OVER, MoveKind, TaskState
from youcheng.coordination.errors import AlreadyThere, Circle, ImpossibleDates, Incomplete, NotNow
from youcheng.coordination.models import Match, Plan, Task, TaskMove
from youcheng.coordination.policies import plan_policy, task_policy
from youcheng.foundation import audit
from youcheng.foundation.actors import Actor
from youcheng.foundation.saving import require_version, snapshot
from youcheng.network.enums import Field
from youcheng.network.models import City

REASONS = ("measure_id", "relationship_id", "dossier_id", "decision_id", "portfolio_item_id")
KEPT = (
    "title", "description", *REASONS, "dossier_block", "lead_id", "responsible_id", "starts_on", "due_on",
    "proof_required", "budget_line", "budget", "currency", "fields",
)  # fmt: skip
LINKS = ("cooperating", "cities")
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


@transaction.atomic
def write_task(
    *,
    actor: Actor,
    now: datetime,
    plan: Plan,
    title: str,
    cooperating: Iterable[Organisation] = (),
    cities: Iterable[City] = (),
    waits_for: Iterable[Task] = (),
    key: str = "",
    match: Match | None = None,
    **values: Any,
) -> Task:
    """Write a task down as a draft. `values` are columns of `KEPT`; at least one of `REASONS`, or an agreed match, says why."""
    plan_policy.require(actor, "add_task", plan)
    if unknown := set(values) - set(KEPT):
        raise TypeError(f"not kept on a task: {', '.join(sorted(unknown))}")
    key = key or uuid.uuid4().hex
    if Task.objects.filter(key=key).exists():
        raise AlreadyThere(_("The external key “%s” is already in use.") % key)
    Plan.objects.select_for_update().get(pk=plan.pk)  # numbers are given one after another
    last = plan.tasks.aggregate(last=Max("number"))["last"] or 0
    task = Task(
        plan=plan, number=last + 1, key=key, title=title.strip(), created_at=now, moved_at=now, **values
    )
    check_task(task, now, has_reason=match is not None)
    cooperating = [unit for unit in cooperating if unit.pk != task.lead_id]
    refuse_dissolved(cooperating, now)
    task.save()
    task.cooperating.set(cooperating)
    task.cities.set(cities)
    set_waits_for(task, list(waits_for))
    TaskMove.objects.create(
        task=task,
        kind=MoveKind.CREATED,
        at=now,
        person_id=actor.person_id,
        person_name=actor.name,
        to_state=task.state,
    )
    audit.record(
        actor=actor,
        now=now,
        action="coordination.task_written",
        row=task,
        after={"number": task.number} | snapshot(task, KEPT),
    )
    return task


@transaction.atomic
def edit_task(
    *,
    actor: Actor,
    now: datetime,
    task: Task,
    version: int | None,
    cooperating: Iterable[Organisation] | None = None,
    cities: Iterable[City] | None = None,
    waits_for: Iterable[Task] | None = None,
    **changes: Any,
) -> bool:
    """Change what a task says; False when nothing differs. The lead unit of an assigned task changes by a move only."""
    task_policy.require(actor, "direct" if task.state != TaskState.DRAFT else "view", task)
    plan_policy.require(actor, "add_task", task.plan)
    row = Task.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task.pk)
    require_version(row, version)
    if row.state in OVER:
        raise NotNow(_("“%s” is over; reopen it first.") % row)
    if unknown := set(changes) - set(KEPT):
        raise TypeError(f"not kept on a task: {', '.join(sorted(unknown))}")
    if row.state != TaskState.DRAFT and changes.get("lead_id", row.lead_id) != row.lead_id:
        raise NotNow(_("The lead unit of an assigned task changes by handing it on or assigning it again."))
    before = snapshot(row, KEPT)
    for name, value in changes.items():
        setattr(row, name, value)
    check_task(row, now, has_reason=row.matches.exists())
    linked = _set_links(row, {"cooperating": cooperating, "cities": cities}, now)
    if waits_for is not None:
        linked |= set_waits_for(row, list(waits_for))
    old, new = audit.changed_fields(before, snapshot(row, KEPT))
    if not (new or linked):
        return False
    row.version += 1
    row.moved_at = now
    row.save()
    if row.state != TaskState.DRAFT:
        _note_edit(row, actor, now, sorted([*new, *linked]))
    audit.record(
        actor=actor, now=now, action="coordination.task_edited", row=row, before=old, after=new | linked
    )
    task.refresh_from_db()
    return True


def _note_edit(row: Task, actor: Actor, now: datetime, names: list[str]) -> None:
    """Say in the history of an assigned task that its words changed, and which."""
    TaskMove.objects.create(
        task=row,
        kind=MoveKind.EDITED,
        at=now,
        person_id=actor.person_id,
        person_name=actor.name,
        from_state=row.state,
        to_state=row.state,
        after={"changed": names},
    )


def check_task(task: Task, now: datetime, *, has_reason: bool = False) -> None:
    """Refuse a task that says nothing, serves nothing, ends before it begins, or is led by a unit that is no more."""
    if not task.title:
        raise Incomplete(_("A task needs to say what is to be done."))
    if not (has_reason or any(getattr(task, name) for name in REASONS)):
        raise Incomplete(
            _("Say why “%s” is done: a measure, a tie, a dossier's recommendation or a meeting's decision.")
            % task
        )
    check_dates(task.starts_on, task.due_on)
    for code in task.fields:
        if code not in Field.values:
            raise Incomplete(_("“%(code)s” is no field of exchange.") % {"code": code})
    if task.budget is not None and (task.budget < 0 or len(task.currency) != 3):
        raise Incomplete(_("A budget is 0 or more and comes with its currency, such as CNY."))
    if task.lead is not None:
        refuse_dissolved([task.lead], now)


def check_dates(starts_on: date | None, due_on: date | None) -> None:
    """Refuse a deadline before the start and dates that are slips of the pen."""
    for day in (starts_on, due_on):
        if day is not None and not EARLIEST <= day <= LATEST:
            raise ImpossibleDates(
                _("%(day)s can't be right: years from 2000 to 2100 are planned.") % {"day": day}
            )
    if starts_on and due_on and due_on < starts_on:
        raise ImpossibleDates(
            _("The deadline %(due)s lies before the start %(start)s.") % {"due": due_on, "start": starts_on}
        )


def _set_links(row: Task, wanted: dict[str, Iterable[Any] | None], now: datetime) -> dict[str, Any]:
    """Set the row's many-to-many columns that are given; returns what changed, by name."""
    changed = {}
    for name, given in wanted.items():
        if given is None:
            continue
        rows = [one for one in given if not (name == "cooperating" and one.pk == row.lead_id)]
        manager = getattr(row, name)
        held = set(manager.values_list("pk", flat=True))
        if held != {one.pk for one in rows}:
            if name == "cooperating":
                refuse_dissolved([one for one in rows if one.pk not in held], now)
            manager.set(rows)
            changed[name] = sorted(str(one) for one in rows)
    return changed


def set_waits_for(task: Task, others: list[Task]) -> dict[str, Any]:
    """Let a task wait for others; a circle is refused and named. Returns what changed, by name."""
    held = set(task.waits_for.values_list("pk", flat=True))
    wanted = {other.pk for other in others}
    if held == wanted:
        return {}
    refuse_circle(task, wanted)
    task.waits_for.set(wanted)
    return {"waits_for": sorted(other.code for other in others)}


def refuse_circle(task: Task, wanted: set[int]) -> None:
    """Refuse when `task`, waiting for `wanted`, would in the end wait for itself. Reads one row a link of the plan."""
    links: dict[int, set[int]] = {}
    for one, other in Task.waits_for.through.objects.values_list("from_task_id", "to_task_id"):
        links.setdefault(one, set()).add(other)
    links[task.pk] = set(wanted)
    path = circle_from(task.pk, links)
    if path:
        named = Task.objects.select_related("plan").in_bulk(path)
        chain = " → ".join(f"{named[key].code} {named[key].title}" for key in path)
        raise Circle(_("These tasks would wait for each other: %(chain)s.") % {"chain": chain})


def circle_from(start: int, links: dict[int, set[int]]) -> list[int]:
    """The way from `start` along `links` back to `start`, both ends included; empty where there is none."""
    came_from: dict[int, int] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for there in sorted(links.get(here, ())):
            if there == start:
                path = [start, here]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return path[::-1]
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return []
